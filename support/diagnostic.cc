#include "support/diagnostic.h"

#include <algorithm>
#include <tuple>

#include "support/text.h"

namespace kplace {
namespace {

const char* Name(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return "note";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "error";
}

const std::string& PathOf(const Diagnostic& d, const SourceFiles& sources) {
  return d.where.valid() ? sources.Path(d.where.file) : d.path;
}

}  // namespace

void DiagnosticSink::Add(Diagnostic diagnostic) {
  std::lock_guard lock(mutex_);
  diagnostics_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> DiagnosticSink::Sorted(
    const SourceFiles& sources) const {
  std::vector<Diagnostic> sorted;
  {
    std::lock_guard lock(mutex_);
    sorted = diagnostics_;
  }
  auto key = [&](const Diagnostic& d) {
    return std::tie(PathOf(d, sources), d.where.line, d.severity, d.message);
  };
  std::sort(sorted.begin(), sorted.end(),
            [&](const Diagnostic& a, const Diagnostic& b) {
              return key(a) < key(b);
            });
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

std::string FormatDiagnostic(const Diagnostic& diagnostic,
                             const SourceFiles& sources) {
  std::string text;
  if (diagnostic.where.valid()) {
    text = Printable(sources.Format(diagnostic.where)) + ": ";
  } else if (!diagnostic.path.empty()) {
    text = Printable(diagnostic.path) + ": ";
  }
  text += Name(diagnostic.severity);
  text += ": ";
  text += Printable(diagnostic.message);
  return text;
}

}  // namespace kplace
