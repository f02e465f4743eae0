#include "cli/process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <thread>
#include <utility>

namespace kplace::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kGrace(10);
constexpr std::chrono::milliseconds kLook(10);

/// The environment of this process, with `variables` over it.
std::vector<std::string> Environment(
    const std::map<std::string, std::string>& variables) {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string text = *entry;
    if (!variables.contains(text.substr(0, text.find('=')))) {
      environment.push_back(std::move(text));
    }
  }
  for (const auto& [name, value] : variables) {
    environment.push_back(name + "=" + value);
  }
  return environment;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string ReadAll(int file) {
  std::string text;
  char buffer[4096];
  while (true) {
    ssize_t size = read(file, buffer, sizeof buffer);
    if (size > 0) text.append(buffer, static_cast<size_t>(size));
    if (size == 0 || (size < 0 && errno != EINTR)) return text;
  }
}

int ExitStatus(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Waits until `until`, or for ever.  Whether the child ended.
bool WaitFor(pid_t child, std::optional<Clock::time_point> until, int& status) {
  while (true) {
    pid_t ended = waitpid(child, &status, until ? WNOHANG : 0);
    if (ended == child || (ended < 0 && errno != EINTR)) return true;
    if (until && Clock::now() >= *until) return false;
    if (until) std::this_thread::sleep_for(kLook);
  }
}

void Await(pid_t child, const ProcessCommand& command, ProcessResult& result) {
  int status = 0;
  if (command.limit && !WaitFor(child, Clock::now() + *command.limit, status)) {
    result.out_of_time = true;
    kill(child, SIGTERM);  // make takes its own children along
    if (!WaitFor(child, Clock::now() + kGrace, status)) {
      kill(child, SIGKILL);
      WaitFor(child, std::nullopt, status);
    }
  } else if (!command.limit) {
    WaitFor(child, std::nullopt, status);
  }
  result.status = ExitStatus(status);
}

}  // namespace

ProcessResult RunProcess(const ProcessCommand& command) {
  ProcessResult result;
  int ends[2] = {-1, -1};
  const bool piped = command.log.empty();
  if (piped && pipe2(ends, O_CLOEXEC) != 0) return result;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
                                   O_RDONLY, 0);
  if (piped) {
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO,
                                     command.log.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0666);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  }
  if (!command.directory.empty()) {
    posix_spawn_file_actions_addchdir_np(&actions, command.directory.c_str());
  }
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = Environment(command.environment);
  pid_t child = 0;
  result.started = posix_spawnp(&child, arguments.front().c_str(), &actions,
                                nullptr, Pointers(arguments).data(),
                                Pointers(environment).data()) == 0;
  posix_spawn_file_actions_destroy(&actions);
  if (piped) close(ends[1]);
  if (result.started) {
    if (piped) result.output = ReadAll(ends[0]);
    Await(child, command, result);
  }
  if (piped) close(ends[0]);
  return result;
}

}  // namespace kplace::cli
