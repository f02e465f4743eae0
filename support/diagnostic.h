// diagnostic.h - what is wrong in the tree under analysis.
//
// Libraries neither print nor exit.  They put a Diagnostic into the sink that
// the caller gave them and go on with the rest; the command line decides what
// to show and which exit status follows.

#ifndef KPLACE_SUPPORT_DIAGNOSTIC_H_
#define KPLACE_SUPPORT_DIAGNOSTIC_H_

#include <mutex>
#include <string>
#include <vector>

#include "support/source.h"

namespace kplace {

enum class Severity {
  kNote,     ///< worth knowing
  kWarning,  ///< part of the answer rests on an assumption
  kError,    ///< an input could not be used; the answer has a hole
};

/// One thing wrong in one place.  `message` is lower case without a full stop
/// and says what to do where that is known.  `path` names a file that is not a
/// text with lines (an object, an archive); `where` wins when both are set.
struct Diagnostic {
  Severity severity = Severity::kWarning;
  SourceLoc where;
  std::string path;
  std::string message;

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// Collects diagnostics, from any thread.
class DiagnosticSink {
 public:
  void Add(Diagnostic diagnostic);
  void Add(Severity severity, SourceLoc where, std::string message) {
    Add({severity, where, {}, std::move(message)});
  }
  void Add(Severity severity, std::string path, std::string message) {
    Add({severity, {}, std::move(path), std::move(message)});
  }

  bool empty() const {
    std::lock_guard lock(mutex_);
    return diagnostics_.empty();
  }

  /// All of them, sorted by place and text, each once; the order does not
  /// depend on which thread came first.
  std::vector<Diagnostic> Sorted(const SourceFiles& sources) const;

 private:
  mutable std::mutex mutex_;
  std::vector<Diagnostic> diagnostics_;
};

/// "drivers/foo/Makefile:12: error: message", control characters escaped.
std::string FormatDiagnostic(const Diagnostic& diagnostic,
                             const SourceFiles& sources);

}  // namespace kplace

#endif  // KPLACE_SUPPORT_DIAGNOSTIC_H_
