// make_command_line.h - what a command line of make says of a kernel build.
//
// Mirrors decode_switches() of GNU make 4.3 (src/main.c) as far as it takes to
// tell options from goals, and what Kbuild reads: O=, M=, ARCH= and
// KCONFIG_CONFIG=, of which the last three may come from the environment, and
// KBUILD_OUTPUT, which stands for O= there (top Makefile).

#ifndef KPLACE_CLI_MAKE_COMMAND_LINE_H_
#define KPLACE_CLI_MAKE_COMMAND_LINE_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/kbuild/build_tree.h"

namespace kplace::cli {

struct MakeCommandLine {
  std::string directory;  ///< of -C, as often as it is given; "" for here
  std::map<std::string, std::string, std::less<>> variables;  ///< NAME=VALUE
  std::vector<std::string> goals;
  bool silent = false;          ///< -s
  bool does_not_build = false;  ///< -n, -q, -t, -v, -h: nothing is compiled
};

MakeCommandLine ReadMakeCommandLine(const std::vector<std::string>& arguments);

/// The value of a variable of the environment, or "".
using EnvironmentValue = std::function<std::string(const char* name)>;

/// Where Kbuild builds.
BuildTreeOptions BuildOf(const MakeCommandLine& line,
                         const EnvironmentValue& environment);

/// Whether a goal has vmlinux or modules linked: "", "all", "bzImage".
bool Links(const MakeCommandLine& line);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_MAKE_COMMAND_LINE_H_
