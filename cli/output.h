// output.h - where a report goes: stdout, or a file that appears when it is
// complete.

#ifndef KPLACE_CLI_OUTPUT_H_
#define KPLACE_CLI_OUTPUT_H_

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "support/diagnostic.h"
#include "support/result.h"
#include "support/source.h"

namespace kplace::cli {

/// One `--format FMT[=FILE]`; no file means stdout.
struct OutputRequest {
  std::string format;
  std::string file;
};

/// Splits the texts of --format and checks them against what the command
/// offers; the first offered format is the default.
Result<std::vector<OutputRequest>> ParseOutputs(
    const std::vector<std::string>& texts,
    const std::vector<std::string_view>& offered);

/// Writes to the request's place.  A file is written under another name and
/// renamed, so that nobody reads half of it; pipes and devices are written to.
/// An error otherwise.
std::optional<Error> WriteOutput(const OutputRequest& request,
                                 std::string_view text, std::ostream& out);

/// A directory and those around it, where they are missing.
std::optional<Error> MakeDirectory(const std::string& path);

/// The text of one request.
using Renderer = std::function<std::string(const OutputRequest&)>;

/// Renders and writes each request.  Stops at the first that cannot be
/// written, says so on `err` and gives the exit status.
std::optional<ExitCode> WriteOutputs(const std::vector<OutputRequest>& requests,
                                     const Renderer& render, std::ostream& out,
                                     std::ostream& err);

/// Writes those that are no worse than `worst`.  Whether there are errors,
/// written or not: then something is missing from what was read.
bool WriteDiagnostics(const DiagnosticSink& sink, const SourceFiles& sources,
                      Severity worst, std::ostream& err);

/// "kplace: error: MESSAGE".
void ReportError(std::ostream& err, const Error& error);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_OUTPUT_H_
