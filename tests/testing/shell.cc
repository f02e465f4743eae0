#include "tests/testing/shell.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>

namespace kplace::testing {

ShellOutcome RunShell(const std::string& command) {
  ShellOutcome outcome;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {{}, -1};
  std::array<char, 4096> block;
  while (size_t n = std::fread(block.data(), 1, block.size(), pipe)) {
    outcome.output.append(block.data(), n);
  }
  int status = pclose(pipe);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

std::string Shell(const std::string& command) {
  ShellOutcome outcome = RunShell(command);
  EXPECT_EQ(outcome.status, 0) << command;
  return outcome.output;
}

}  // namespace kplace::testing
