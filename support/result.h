// result.h - a value, or the reason why there is none.
//
// An operation that can fail returns Result<T>.  What is wrong in the *tree*
// under analysis is not an error of an operation: it is a Diagnostic (see
// diagnostic.h), and the work goes on.

#ifndef KPLACE_SUPPORT_RESULT_H_
#define KPLACE_SUPPORT_RESULT_H_

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace kplace {

/// Why an operation failed: lower case, no full stop, names the file.
struct Error {
  std::string message;
};

/// Holds a T or an Error.  Look before you take: `value()` on an error is a
/// programming mistake and asserts.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  T& value() {
    assert(ok());
    return *std::get_if<T>(&state_);
  }
  const T& value() const {
    assert(ok());
    return *std::get_if<T>(&state_);
  }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    assert(!ok());
    return *std::get_if<Error>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace kplace

#endif  // KPLACE_SUPPORT_RESULT_H_
