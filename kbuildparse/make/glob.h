// glob.h - file names that match a pattern of `*`, `?` and `[…]`.

#ifndef KPLACE_KBUILDPARSE_MAKE_GLOB_H_
#define KPLACE_KBUILDPARSE_MAKE_GLOB_H_

#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"

namespace kplace::make {

/// Whether `name` matches one component of a pattern.  A leading dot must be
/// matched by a dot; a backslash quotes the next character.
bool MatchesGlob(std::string_view name, std::string_view pattern);

/// True when `pattern` has a character that makes it one.
bool HasGlob(std::string_view pattern);

/// The existing files and directories that match, sorted, spelled as the
/// pattern is (relative ones stay relative to `directory`).
std::vector<std::string> Glob(const FileSystem& files,
                              std::string_view directory,
                              std::string_view pattern);

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_GLOB_H_
