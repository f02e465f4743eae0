// included_files.h - source files of a kernel tree, and what they include.

#ifndef KPLACE_ANALYZER_SOURCE_INCLUDED_FILES_H_
#define KPLACE_ANALYZER_SOURCE_INCLUDED_FILES_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/source/code_regions.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "support/file_system.h"

namespace kplace {

/// A file as it is looked at: comments and strings blanked.
struct SourceText {
  explicit SourceText(std::string blanked)
      : plain(std::move(blanked)), regions(plain) {}
  SourceText(const SourceText&) = delete;
  SourceText& operator=(const SourceText&) = delete;

  std::string plain;
  CodeRegions regions;
  /// Places of #include lines, and the file that each means: a path from the
  /// source directory.
  std::vector<std::pair<size_t, std::string>> includes;
};

/// Reads each file once.  Headers are looked for where Kbuild's flags have the
/// compiler look: beside the file, in include/ and in the architecture's; and,
/// as some makefiles add their own directories, in those around the file.
class IncludedFiles {
 public:
  /// Both must outlive this.
  IncludedFiles(const FileSystem& files, const BuildTree& tree)
      : files_(files), tree_(tree) {}

  /// The file at `path` from the source directory; null where it cannot be
  /// read.
  const SourceText* Read(const std::string& path);

  /// `path`, and all that it includes under `view`, each once.
  std::vector<std::string> WithIncluded(const std::string& path,
                                        const CodeView& view);

 private:
  std::string Resolve(const std::string& from, std::string_view name,
                      bool quoted);
  bool Exists(const std::string& path);

  const FileSystem& files_;
  const BuildTree& tree_;
  std::map<std::string, std::unique_ptr<SourceText>> known_;
  std::map<std::string, bool> exists_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SOURCE_INCLUDED_FILES_H_
