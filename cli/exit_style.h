// exit_style.h - exit statuses as other programs want them.

#ifndef KPLACE_CLI_EXIT_STYLE_H_
#define KPLACE_CLI_EXIT_STYLE_H_

#include "cli/exit_code.h"

namespace CLI {
class App;
}

namespace kplace::cli {

enum class ExitStyle {
  kPlain,      ///< those of ExitCode
  kNipa,       ///< netdev's patch tests: 0 ok, 250 a warning, else failed
  kBisect,     ///< git bisect run: 1 bad, 125 cannot be told, above 127 the end
  kKselftest,  ///< tools/testing/selftests: 1 failed, 4 skipped
};

int StatusIn(ExitStyle style, ExitCode code);

/// --exit-style, for a command with findings.  What it says is known before all
/// of the command line is understood: see StyleAskedFor().
void AddExitStyle(CLI::App& command);

/// The style that a command line asks for; that of a mistyped one counts, too.
ExitStyle StyleAskedFor(int argc, const char* const* argv);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_EXIT_STYLE_H_
