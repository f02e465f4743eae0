#include "cli/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <ostream>

namespace kplace::cli {
namespace {

std::string_view Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

bool UseColor(When option) {
  if (option != When::kAuto) return option == When::kAlways;
  if (!Environment("NO_COLOR").empty()) return false;
  std::string_view force = Environment("CLICOLOR_FORCE");
  if (!force.empty() && force != "0") return true;
  if (Environment("CLICOLOR") == "0") return false;
  return isatty(STDOUT_FILENO) == 1 && Environment("TERM") != "dumb";
}

bool UseProgress(When option) {
  if (option != When::kAuto) return option == When::kAlways;
  return Environment("CI").empty() && isatty(STDERR_FILENO) == 1 &&
         Environment("TERM") != "dumb";
}

void Progress::Show(std::string_view what) {
  if (!enabled_) return;
  std::lock_guard lock(mutex_);
  err_ << "\r\x1b[Kkplace: " << what << "…" << std::flush;
  shown_ = true;
}

void Progress::Count(std::string_view what, size_t done, size_t total) {
  if (!enabled_) return;
  constexpr auto kPause = std::chrono::milliseconds(100);
  std::lock_guard lock(mutex_);
  Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kPause;
  err_ << "\r\x1b[Kkplace: " << what << ": " << done << " of " << total
       << std::flush;
  shown_ = true;
}

void Progress::Clear() {
  std::lock_guard lock(mutex_);
  if (shown_) err_ << "\r\x1b[K" << std::flush;
  shown_ = false;
}

}  // namespace kplace::cli
