#include "cli/foreground.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace kplace::cli {
namespace {

volatile sig_atomic_t running_child = 0;

extern "C" void HandOn(int signal) {
  if (running_child != 0) kill(static_cast<pid_t>(running_child), signal);
}

/// A signal's action, until the end of a scope.
class Action {
 public:
  Action(int signal, void (*handler)(int)) : signal_(signal) {
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, &before_);
  }
  ~Action() { sigaction(signal_, &before_, nullptr); }
  Action(const Action&) = delete;
  Action& operator=(const Action&) = delete;

  /// Whether somebody above us has it ignored.
  bool WasIgnored() const { return before_.sa_handler == SIG_IGN; }

 private:
  int signal_;
  struct sigaction before_ = {};
};

}  // namespace

Result<Ending> RunInForeground(const std::vector<std::string>& arguments) {
  // Set before the program starts, so that no signal comes between.
  Action interrupt(SIGINT, SIG_IGN);
  Action quit(SIGQUIT, SIG_IGN);
  Action term(SIGTERM, HandOn);
  Action hangup(SIGHUP, HandOn);
  sigset_t defaults;
  sigemptyset(&defaults);
  for (const auto& [signal, action] :
       {std::pair(SIGINT, &interrupt), {SIGQUIT, &quit}}) {
    if (!action->WasIgnored()) sigaddset(&defaults, signal);
  }
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::vector<std::string> texts = arguments;
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, pointers.front(), nullptr,
                                  &attributes, pointers.data(), environ);
  posix_spawnattr_destroy(&attributes);
  if (failed != 0) {
    return Error{arguments.front() + ": " + std::strerror(failed)};
  }
  running_child = child;
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  running_child = 0;
  if (WIFSIGNALED(status)) return Ending{0, WTERMSIG(status)};
  return Ending{WEXITSTATUS(status), 0};
}

void EndBySignal(int signal_number) {
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

}  // namespace kplace::cli
