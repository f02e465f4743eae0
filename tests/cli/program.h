// program.h - runs the command line inside a test.

#ifndef KPLACE_TESTS_CLI_PROGRAM_H_
#define KPLACE_TESTS_CLI_PROGRAM_H_

#include <sstream>
#include <string>
#include <vector>

#include "cli/run.h"

namespace kplace::cli {

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

/// `kplace ARGUMENTS…` on `files`.
inline Outcome RunProgram(const FileSystem& files,
                          std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "kplace");
  std::vector<const char*> argv;
  for (const std::string& argument : arguments) {
    argv.push_back(argument.c_str());
  }
  std::ostringstream out;
  std::ostringstream err;
  const int status =
      Run(static_cast<int>(argv.size()), argv.data(), files, out, err);
  return {status, out.str(), err.str()};
}

}  // namespace kplace::cli

#endif  // KPLACE_TESTS_CLI_PROGRAM_H_
