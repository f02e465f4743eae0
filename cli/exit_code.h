// exit_code.h - what the exit status says; a contract with CI systems.

#ifndef KPLACE_CLI_EXIT_CODE_H_
#define KPLACE_CLI_EXIT_CODE_H_

namespace kplace::cli {

enum class ExitCode {
  kClean = 0,     ///< nothing to report
  kFindings = 1,  ///< findings at or above --fail-on, and nothing else
  kUsage = 2,     ///< the command line or a configuration file is wrong
  kInputs = 3,    ///< inputs missing, unreadable or from different builds
  kInternal = 4,  ///< a mistake of ours
};

/// The status of a program that we ran in our place, as it was.
constexpr ExitCode PassedOn(int status) {
  return static_cast<ExitCode>(status);
}

}  // namespace kplace::cli

#endif  // KPLACE_CLI_EXIT_CODE_H_
