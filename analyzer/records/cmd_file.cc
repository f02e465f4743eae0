#include "analyzer/records/cmd_file.h"

#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

/// Undoes make's escapes: `$$` is `$`, `$(pound)` is `#`.
std::string Unescape(std::string_view text) {
  constexpr std::string_view kPound = "$(pound)";
  std::string plain;
  for (size_t i = 0; i < text.size();) {
    if (text.substr(i, kPound.size()) == kPound) {
      plain += '#';
      i += kPound.size();
    } else {
      if (text.substr(i, 2) == "$$") ++i;
      plain += text[i++];
    }
  }
  return plain;
}

/// Adds the words of a line of deps_X; false when no line follows.
bool AddDependencies(std::string_view line, std::vector<std::string>& deps) {
  line = Trim(line);
  bool continues = line.ends_with('\\');
  if (continues) line.remove_suffix(1);
  if (line.find("$(wildcard") == std::string_view::npos) {
    for (std::string_view word : SplitWords(line)) {
      deps.push_back(Unescape(word));
    }
  }
  return continues;
}

}  // namespace

std::string CmdFilePath(std::string_view object) {
  return JoinPath(DirName(object),
                  "." + std::string(BaseName(object)) + ".cmd");
}

CmdFile ParseCmdFile(std::string_view text) {
  CmdFile cmd;
  bool in_deps = false;
  for (std::string_view line : SplitLines(text)) {
    if (in_deps) {
      in_deps = AddDependencies(line, cmd.deps);
      continue;
    }
    size_t assign = line.find(" := ");
    if (assign == std::string_view::npos) continue;
    std::string_view value = line.substr(assign + 4);
    if (line.starts_with("savedcmd_") || line.starts_with("cmd_")) {
      cmd.command = Unescape(Trim(value));
    } else if (line.starts_with("source_")) {
      cmd.source = Unescape(Trim(value));
    } else if (line.starts_with("deps_")) {
      in_deps = AddDependencies(value, cmd.deps);
    }
  }
  return cmd;
}

}  // namespace kplace
