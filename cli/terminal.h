// terminal.h - whether a person is looking, and manners towards them.

#ifndef KPLACE_CLI_TERMINAL_H_
#define KPLACE_CLI_TERMINAL_H_

#include <chrono>
#include <cstddef>
#include <iosfwd>
#include <mutex>
#include <string_view>

namespace kplace::cli {

enum class When { kAuto, kAlways, kNever };

/// Decides on colour for stdout.  --color wins over NO_COLOR, that over
/// CLICOLOR_FORCE, that over CLICOLOR=0, that over "is it a terminal".
bool UseColor(When option);

/// Decides on progress: on stderr, only for a terminal, not in CI.
bool UseProgress(When option);

/// One line on stderr that says what is being done; erased before anything
/// else is written there.  Safe to use from several threads.
class Progress {
 public:
  Progress(std::ostream& err, bool enabled) : err_(err), enabled_(enabled) {}
  ~Progress() { Clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Show(std::string_view what);
  /// "reading objects: 120 of 4230", at most ten times a second.
  void Count(std::string_view what, size_t done, size_t total);
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::mutex mutex_;
  Clock::time_point next_;  ///< no count is shown before
  std::ostream& err_;
  bool enabled_;
  bool shown_ = false;
};

}  // namespace kplace::cli

#endif  // KPLACE_CLI_TERMINAL_H_
