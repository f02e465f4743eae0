#include "objreader/internal/isolated.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <optional>

namespace kplace {
namespace {

constexpr rlim_t kCpuSeconds = 60;
constexpr rlim_t kMemory = rlim_t{2} << 30;
/// For a child that waits for something and uses no CPU time.
constexpr std::chrono::seconds kPatience{600};
/// A whole kernel in one object has tens of MiB of names.
constexpr uint64_t kMostText = uint64_t{1} << 30;

constexpr char kGood = 'g';
constexpr char kBad = 'b';

/// Before the text: what it is, and how long.
struct Header {
  char status;
  uint64_t size;
};

bool WriteAll(int fd, const void* data, size_t size) {
  const char* next = static_cast<const char*>(data);
  while (size > 0) {
    ssize_t n = write(fd, next, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    next += n;
    size -= static_cast<size_t>(n);
  }
  return true;
}

void Limit(decltype(RLIMIT_CPU) what, rlim_t most) {
  rlimit limit = {};
  if (getrlimit(what, &limit) != 0) return;
  limit.rlim_cur = std::min(limit.rlim_max, most);
  limit.rlim_max = limit.rlim_cur;
  setrlimit(what, &limit);
}

/// Bytes of private memory that we have already; sanitizers have a lot.
rlim_t DataInUse() {
  int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  char text[256] = {};
  ssize_t n = read(fd, text, sizeof(text) - 1);
  close(fd);
  if (n <= 0) return 0;
  // size resident shared text lib data (proc(5))
  constexpr int kData = 5;
  char* next = text;
  for (int i = 0; i < kData; ++i) std::strtoull(next, &next, 10);
  return std::strtoull(next, nullptr, 10) *
         static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

/// No output, no core, no other files (debug information names some), an end in
/// sight.
void Confine() {
  for (int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGXCPU, SIGTRAP,
                     SIGPIPE, SIGTERM}) {
    std::signal(signal, SIG_DFL);
  }
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_CPU, kCpuSeconds);
  if (rlim_t used = DataInUse()) Limit(RLIMIT_DATA, used + kMemory);
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    null < 0 ? close(fd) : dup2(null, fd);
  }
  Limit(RLIMIT_NOFILE, 0);
}

/// Our end of the pipe, and the child.
class Child {
 public:
  Child(pid_t pid, int pipe) : pid_(pid), pipe_(pipe) {}
  ~Child() {
    close(pipe_);
    if (!ended_) {
      kill(pid_, SIGKILL);
      End();
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  Result<std::string> Receive() {
    Header header = {};
    if (auto problem = Read(&header, sizeof(header))) return Error{*problem};
    if (header.size > kMostText) return Error{"says more than is believable"};
    std::string text(header.size, '\0');
    if (auto problem = Read(text.data(), text.size())) return Error{*problem};
    if (header.status == kBad) return Error{text};
    return text;
  }

 private:
  std::optional<std::string> Read(void* data, size_t size) {
    char* next = static_cast<char*>(data);
    while (size > 0) {
      if (!Wait()) return "its reader hangs";
      ssize_t n = read(pipe_, next, size);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return HowItEnded();
      next += n;
      size -= static_cast<size_t>(n);
    }
    return std::nullopt;
  }

  /// For the next bytes; false when time is up.
  bool Wait() const {
    pollfd poll_fd = {pipe_, POLLIN, 0};
    while (true) {
      auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          deadline_ - std::chrono::steady_clock::now());
      if (left.count() <= 0) return false;
      int n = poll(&poll_fd, 1, static_cast<int>(left.count()));
      if (n > 0) return true;
      if (n < 0 && errno != EINTR) return false;
    }
  }

  int End() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0) {
      if (errno != EINTR) break;
    }
    ended_ = true;
    return status;
  }

  std::string HowItEnded() {
    int status = End();
    if (!WIFSIGNALED(status)) return "its reader gave up without a reason";
    int signal = WTERMSIG(status);
    if (signal == SIGXCPU || signal == SIGKILL) {
      return fmt::format(
          "its reader was stopped: more than {} s of CPU time, or no memory",
          kCpuSeconds);
    }
    return fmt::format("its reader crashed (signal {})", signal);
  }

  pid_t pid_;
  int pipe_;
  bool ended_ = false;
  std::chrono::steady_clock::time_point deadline_ =
      std::chrono::steady_clock::now() + kPatience;
};

}  // namespace

void IsolatedExit::Send(char status, std::string_view text) const {
  Header header = {};
  header.status = status;
  header.size = text.size();
  bool sent = WriteAll(pipe_, &header, sizeof(header)) &&
              WriteAll(pipe_, text.data(), text.size());
  _exit(sent ? 0 : 1);
}

void IsolatedExit::Fail(std::string_view reason) const {
  Send(kBad, reason);
}

void IsolatedExit::Succeed(std::string_view text) const {
  Send(kGood, text);
}

Result<std::string> RunIsolated(
    const std::function<Result<std::string>(const IsolatedExit&)>& work) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return Error{fmt::format("no pipe to its reader: {}", strerror(errno))};
  }
  pid_t pid = fork();
  if (pid < 0) {
    close(ends[0]);
    close(ends[1]);
    return Error{fmt::format("no process for its reader: {}", strerror(errno))};
  }
  if (pid == 0) {
    Confine();
    IsolatedExit exit(ends[1]);
    Result<std::string> text = work(exit);
    if (!text) exit.Fail(text.error().message);
    exit.Succeed(*text);
  }
  close(ends[1]);
  return Child(pid, ends[0]).Receive();
}

}  // namespace kplace
