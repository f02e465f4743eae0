// isolated.h - work that may die, in a process of its own.
//
// LLVM's reader of bitcode trusts its input: broken bitcode makes it call
// abort(), recurse without end or read where nothing is.  There is no catching
// that inside of a process.  So the work is done by a child, which sends back
// text; what becomes of the child becomes of nobody else.
//
// fork() costs about a millisecond, which is as much as reading the bitcode of
// one object; it is paid only where there is bitcode.  The child of a process
// with several threads may use what glibc makes safe to use there, malloc()
// above all, and nothing that another thread could have locked: no stdio, no
// logging.

#ifndef KPLACE_OBJREADER_INTERNAL_ISOLATED_H_
#define KPLACE_OBJREADER_INTERNAL_ISOLATED_H_

#include <functional>
#include <string>
#include <string_view>

#include "support/result.h"

namespace kplace {

/// The way out of a child that must not return from where it is.
class IsolatedExit {
 public:
  explicit IsolatedExit(int pipe) : pipe_(pipe) {}
  /// Ends the child; RunIsolated() fails with `reason`.
  [[noreturn]] void Fail(std::string_view reason) const;
  /// Ends the child; RunIsolated() returns `text`.
  [[noreturn]] void Succeed(std::string_view text) const;

 private:
  [[noreturn]] void Send(char status, std::string_view text) const;
  int pipe_;
};

/// Runs `work` in a child process and returns what it returns.  Fails, without
/// naming a file, also when the child dies, or needs more than a minute of CPU
/// time or 2 GiB of memory; the child has no output, opens no files and leaves
/// no core.
Result<std::string> RunIsolated(
    const std::function<Result<std::string>(const IsolatedExit&)>& work);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_ISOLATED_H_
