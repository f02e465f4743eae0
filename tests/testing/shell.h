// shell.h - runs a command of the shell, for tests whose judge is a program.

#ifndef KPLACE_TESTS_TESTING_SHELL_H_
#define KPLACE_TESTS_TESTING_SHELL_H_

#include <string>

namespace kplace::testing {

struct ShellOutcome {
  std::string output;  ///< what it wrote to standard output
  int status = 0;      ///< its exit status; -1 when it was killed or not run
};

ShellOutcome RunShell(const std::string& command);

/// What the command wrote; fails the running test when its status is not 0.
std::string Shell(const std::string& command);

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_TESTING_SHELL_H_
