// build_notes.h - what Kbuild noted down about the objects, read when asked.
//
// Only findings need it, so nothing is read before the first question; every
// file is read once.  Answers are for people: paths come out relative to the
// source tree where they lie in it.

#ifndef KPLACE_ANALYZER_RECORDS_BUILD_NOTES_H_
#define KPLACE_ANALYZER_RECORDS_BUILD_NOTES_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "analyzer/records/cmd_file.h"
#include "analyzer/source/header_guard.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "support/file_system.h"

namespace kplace {

/// A prototype and where it stands.
struct DeclaredAt {
  std::string header;  ///< relative to the source tree
  HeaderGuard guard;
};

class BuildNotes {
 public:
  /// Without a tree (null) nothing is known: every answer is empty.
  BuildNotes(const FileSystem& files, const BuildTree* tree)
      : files_(files), tree_(tree) {}

  /// The file that an object was compiled from: as its .cmd file says, else
  /// the .c, .S or .rs beside it in the source tree; else empty.
  std::string SourceOf(const std::string& object);

  /// The header, among those that `user` was compiled with, that declares
  /// `symbol`.  Headers named like the symbol come first, then those that
  /// `definer` (may be empty) was compiled with too.
  std::optional<DeclaredAt> FindDeclaration(const std::string& user,
                                            const std::string& definer,
                                            std::string_view symbol);

 private:
  const CmdFile& NotesOf(const std::string& object);
  const std::string& TextOf(const std::string& path);
  std::string Absolute(std::string_view path) const;

  const FileSystem& files_;
  const BuildTree* tree_;
  std::unordered_map<std::string, CmdFile> notes_;
  std::unordered_map<std::string, std::string> texts_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_RECORDS_BUILD_NOTES_H_
