// shell_runner.h - asks the toolchain what Kconfig files want to know.
//
// Only with --allow-exec: commands of the tree are run by /bin/sh, in an empty
// directory of their own, with the variables that make would export.  Answers
// are kept from one run to the next, as long as the programs that the variables
// name stay what they are; of scripts of the tree they are not.

#ifndef KPLACE_CLI_SHELL_RUNNER_H_
#define KPLACE_CLI_SHELL_RUNNER_H_

#include <map>
#include <string>
#include <vector>

#include "kbuildparse/kconfig/macro.h"

namespace kplace::cli {

class ShellRunner : public kconfig::MacroRunner {
 public:
  /// `variables` are those of make: CC, LD, srctree, …
  explicit ShellRunner(std::map<std::string, std::string> variables);
  ~ShellRunner() override;
  ShellRunner(const ShellRunner&) = delete;
  ShellRunner& operator=(const ShellRunner&) = delete;

  std::string Run(const std::string& command) override;
  void Complain(bool is_error, const std::string& message) override;

  /// What the tree complained of, each with "error: " or "warning: " in front.
  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  void ReadKept();
  void WriteKept() const;

  std::map<std::string, std::string> variables_;
  std::string directory_;  ///< where commands run; removed in the end
  std::string kept_path_;  ///< empty: nothing is kept
  std::map<std::string, std::string> kept_;
  std::map<std::string, std::string> this_time_;
  bool changed_ = false;
  std::vector<std::string> complaints_;
};

/// What make exports, of a build: its include/config/auto.conf.cmd says so;
/// else the usual names, and of `given` ("CC=clang", "LLVM=-19") the rest.
std::map<std::string, std::string> MakeVariables(
    const std::string& auto_conf_cmd, const std::vector<std::string>& given);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SHELL_RUNNER_H_
