// path.h - paths as text, with "/" and no look at the disk.

#ifndef KPLACE_SUPPORT_PATH_H_
#define KPLACE_SUPPORT_PATH_H_

#include <string>
#include <string_view>

namespace kplace {

/// `name` seen from `directory`; an absolute `name` stays as it is.
std::string JoinPath(std::string_view directory, std::string_view name);

/// Without "." components, doubled slashes and, where a name stands before
/// them, "..".  "" becomes ".".  Symbolic links are not followed.
std::string NormalizePath(std::string_view path);

/// Everything before the last slash: "a/b" -> "a", "b" -> ".", "/b" -> "/".
std::string_view DirName(std::string_view path);

/// Everything after the last slash.
std::string_view BaseName(std::string_view path);

/// `path` relative to `directory` when it lies below it, else `path`.
/// Both are normalised first.
std::string RelativeTo(std::string_view path, std::string_view directory);

}  // namespace kplace

#endif  // KPLACE_SUPPORT_PATH_H_
