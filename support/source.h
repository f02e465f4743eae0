// source.h - text files of the tree under analysis and places in them.
//
// A SourceLoc is eight bytes; its path and its line are looked up only when a
// person is going to read them.

#ifndef KPLACE_SUPPORT_SOURCE_H_
#define KPLACE_SUPPORT_SOURCE_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kplace {

enum class FileId : uint32_t { kNone = 0 };

/// A line of a file.  Lines count from 1; line 0 is the file as a whole.
struct SourceLoc {
  FileId file = FileId::kNone;
  uint32_t line = 0;

  bool valid() const { return file != FileId::kNone; }
  friend bool operator==(const SourceLoc&, const SourceLoc&) = default;
  friend auto operator<=>(const SourceLoc&, const SourceLoc&) = default;
};

/// The table of files that have been read, by path.
///
/// Owns the texts: a string_view into one lives as long as the table.
/// Safe to use from several threads.
class SourceFiles {
 public:
  SourceFiles();

  /// The id of `path`, made when new.  Paths are as the user should see them:
  /// relative to the root of the source tree where possible.
  FileId Intern(std::string_view path);

  /// Gives the file its text, once; later calls return the first text.
  std::string_view SetText(FileId file, std::string text);

  const std::string& Path(FileId file) const;

  /// Of all files, in the order in which they were interned.
  std::vector<std::string> Paths() const;

  /// The text, or nothing when none was set.
  std::string_view Text(FileId file) const;

  /// The logical line that starts at `loc`: continuation lines joined, runs of
  /// white space folded into one blank, at most `limit` characters ("…" marks
  /// a cut).  Empty when the text is not known.
  std::string LogicalLine(SourceLoc loc, size_t limit = 120) const;

  /// "path:line", or "path" for line 0.
  std::string Format(SourceLoc loc) const;

 private:
  struct Entry {
    std::string path;
    std::string text;
    bool has_text = false;
  };
  const Entry& At(FileId file) const;

  mutable std::mutex mutex_;
  std::deque<Entry> entries_;
  std::unordered_map<std::string_view, FileId> by_path_;
};

}  // namespace kplace

#endif  // KPLACE_SUPPORT_SOURCE_H_
