// glob.h - patterns of `*`, `?` and `[…]`, and the file names that match them.
//
// makefiles, Kconfig files and linker scripts mean the same by them, except
// that in a linker script a leading dot and a slash are nothing special.

#ifndef KPLACE_SUPPORT_GLOB_H_
#define KPLACE_SUPPORT_GLOB_H_

#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"

namespace kplace {

/// Whether all of `text` matches.  A backslash quotes the next character.
/// Takes at most |text| * |pattern| steps.
bool MatchesWildcard(std::string_view text, std::string_view pattern);

/// Whether `name` matches one component of a pattern.  A leading dot must be
/// matched by a dot.
bool MatchesGlob(std::string_view name, std::string_view pattern);

/// True when `pattern` has a character that makes it one.
bool HasGlob(std::string_view pattern);

/// The existing files and directories that match, sorted, spelled as the
/// pattern is (relative ones stay relative to `directory`).
std::vector<std::string> Glob(const FileSystem& files,
                              std::string_view directory,
                              std::string_view pattern);

}  // namespace kplace

#endif  // KPLACE_SUPPORT_GLOB_H_
