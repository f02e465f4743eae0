#include "cli/output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ostream>

#include "support/text.h"

namespace kplace::cli {
namespace {

std::optional<Error> WriteFile(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text << std::flush;
  if (file) return std::nullopt;
  return Error{fmt::format("{}: cannot write: {}", path, std::strerror(errno))};
}

}  // namespace

Result<std::vector<OutputRequest>> ParseOutputs(
    const std::vector<std::string>& texts,
    const std::vector<std::string_view>& offered) {
  std::vector<OutputRequest> requests;
  for (const std::string& text : texts) {
    size_t equals = text.find('=');
    OutputRequest request{text.substr(0, equals), {}};
    if (equals != std::string::npos) request.file = text.substr(equals + 1);
    bool known = std::find(offered.begin(), offered.end(), request.format) !=
                 offered.end();
    if (!known) {
      return Error{fmt::format("--format {}: this command writes {}",
                               request.format, fmt::join(offered, ", "))};
    }
    if (equals != std::string::npos && request.file.empty()) {
      return Error{fmt::format("--format {}: no file after the =", text)};
    }
    requests.push_back(std::move(request));
  }
  if (requests.empty()) {
    requests.push_back({std::string(offered.front()), {}});
  }
  return requests;
}

std::optional<Error> WriteOutput(const OutputRequest& request,
                                 std::string_view text, std::ostream& out) {
  if (request.file.empty()) {
    out << text << std::flush;
    if (!out) return Error{"cannot write to standard output"};
    return std::nullopt;
  }
  // /dev/stdout and pipes are written to; renaming would replace them.
  std::error_code missing;
  auto kind = std::filesystem::status(request.file, missing).type();
  if (kind != std::filesystem::file_type::regular &&
      kind != std::filesystem::file_type::not_found) {
    return WriteFile(request.file, text);
  }
  std::string temporary = request.file + ".tmp";
  if (auto error = WriteFile(temporary, text)) return error;
  if (std::rename(temporary.c_str(), request.file.c_str()) != 0) {
    return Error{fmt::format("{}: cannot rename {} to it: {}", request.file,
                             temporary, std::strerror(errno))};
  }
  return std::nullopt;
}

std::optional<Error> MakeDirectory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return Error{path + ": " + error.message()};
  return std::nullopt;
}

std::optional<ExitCode> WriteOutputs(const std::vector<OutputRequest>& requests,
                                     const Renderer& render, std::ostream& out,
                                     std::ostream& err) {
  for (const OutputRequest& request : requests) {
    if (auto error = WriteOutput(request, render(request), out)) {
      ReportError(err, *error);
      return ExitCode::kUsage;
    }
  }
  return std::nullopt;
}

bool WriteDiagnostics(const DiagnosticSink& sink, const SourceFiles& sources,
                      Severity worst, std::ostream& err) {
  bool errors = false;
  for (const Diagnostic& diagnostic : sink.Sorted(sources)) {
    if (diagnostic.severity <= worst) {
      err << FormatDiagnostic(diagnostic, sources) << '\n';
    }
    errors |= diagnostic.severity == Severity::kError;
  }
  return errors;
}

void ReportError(std::ostream& err, const Error& error) {
  err << "kplace: error: " << Printable(error.message) << '\n';
}

}  // namespace kplace::cli
