// process.h - runs a program, with a limit on its time.
//
// Programs stay in our process group, so that a Ctrl-C reaches them as well.

#ifndef KPLACE_CLI_PROCESS_H_
#define KPLACE_CLI_PROCESS_H_

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kplace::cli {

struct ProcessCommand {
  /// The first is looked up in PATH, if there is no slash in it.
  std::vector<std::string> arguments;
  std::string directory = {};  ///< to run in; empty: where we are
  std::map<std::string, std::string> environment = {};  ///< over our own
  /// Is appended what the program writes, errors too; empty: see RunProcess().
  std::string log = {};
  /// Then it is told to end (SIGTERM), and ten seconds later made to; none: it
  /// has all the time it wants.
  std::optional<std::chrono::seconds> limit = {};
};

struct ProcessResult {
  bool started = false;
  bool out_of_time = false;
  int status = 0;      ///< exit status; 128 and the number of a signal
  std::string output;  ///< what it wrote, without a log
};

/// Runs it to its end, with nothing to read.  Without a log its errors go where
/// ours go, and `limit` is not looked at before it closes its output.
ProcessResult RunProcess(const ProcessCommand& command);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_PROCESS_H_
