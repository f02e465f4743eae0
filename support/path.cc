#include "support/path.h"

#include <vector>

namespace kplace {

std::string JoinPath(std::string_view directory, std::string_view name) {
  if (name.starts_with('/') || directory.empty() || directory == ".") {
    return std::string(name);
  }
  std::string path(directory);
  if (!path.ends_with('/')) path += '/';
  path += name;
  return path;
}

std::string NormalizePath(std::string_view path) {
  bool absolute = path.starts_with('/');
  std::vector<std::string_view> parts;
  size_t begin = 0;
  while (begin <= path.size()) {
    size_t end = path.find('/', begin);
    if (end == std::string_view::npos) end = path.size();
    std::string_view part = path.substr(begin, end - begin);
    if (part == "..") {
      if (!parts.empty() && parts.back() != "..") {
        parts.pop_back();
      } else if (!absolute) {
        parts.push_back(part);
      }
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    begin = end + 1;
  }
  std::string normal = absolute ? "/" : "";
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) normal += '/';
    normal += parts[i];
  }
  return normal.empty() ? "." : normal;
}

std::string_view DirName(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

std::string_view BaseName(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string RelativeTo(std::string_view path, std::string_view directory) {
  std::string normal = NormalizePath(path);
  std::string base = NormalizePath(directory);
  if (base == ".") return normal;
  if (normal == base) return ".";
  if (!base.ends_with('/')) base += '/';
  if (normal.starts_with(base)) return normal.substr(base.size());
  return normal;
}

}  // namespace kplace
