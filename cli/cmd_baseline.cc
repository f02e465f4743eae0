// kplace baseline: the file of findings that are not news.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "analyzer/triage/baseline.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace kplace::cli {
namespace {

struct BaselineOptions {
  std::string baseline;
  std::vector<std::string> results;
};

constexpr const char* kExamples = R"(
Examples:
  kplace check --build x86 -f json=x86.json
  kplace check --build arm64 -f json=arm64.json
  kplace baseline update known.json x86.json arm64.json
  kplace check --build x86 --baseline known.json    only what is new fails
  kplace baseline prune known.json x86.json arm64.json

One baseline serves all configurations. A finding is known by its fid, which
stays the same when lines move, in another build directory and with another
compiler. Give prune the results of all configurations: what is in none of them
is dropped.)";

/// All findings of the results.
Result<std::vector<FindingName>> ReadResults(
    const FileSystem& files, const std::vector<std::string>& paths) {
  std::vector<FindingName> findings;
  for (const std::string& path : paths) {
    Result<std::string> text = files.Read(path);
    if (!text) return text.error();
    auto some = FindingsOfResult(*text, path);
    if (!some) return some.error();
    findings.insert(findings.end(), some->begin(), some->end());
  }
  return findings;
}

/// Changes the file by `change`, which gives what to say.
template <typename Change>
ExitCode ChangeBaseline(const BaselineOptions& options, const Console& console,
                        const Change& change) {
  auto fail = [&](const Error& error) {
    ReportError(console.err, error);
    return ExitCode::kInputs;
  };
  auto findings = ReadResults(console.files, options.results);
  if (!findings) return fail(findings.error());
  Baseline baseline;
  if (console.files.IsFile(options.baseline)) {
    Result<std::string> text = console.files.Read(options.baseline);
    if (!text) return fail(text.error());
    Result<Baseline> read = Baseline::Parse(*text, options.baseline);
    if (!read) return fail(read.error());
    baseline = std::move(*read);
  }
  const std::string said = change(*findings, baseline);
  if (auto error = WriteOutput({"baseline", options.baseline}, baseline.Text(),
                               console.out)) {
    return fail(*error);
  }
  console.err << "kplace: " << options.baseline << ": " << said << ", "
              << baseline.Findings().size() << " in all\n";
  return ExitCode::kClean;
}

ExitCode Update(const BaselineOptions& options, const Console& console) {
  return ChangeBaseline(
      options, console,
      [](const std::vector<FindingName>& findings, Baseline& baseline) {
        size_t added = 0;
        for (const FindingName& finding : findings) {
          added += baseline.Add(finding) ? 1 : 0;
        }
        return fmt::format("{} added", added);
      });
}

ExitCode Prune(const BaselineOptions& options, const Console& console) {
  return ChangeBaseline(
      options, console,
      [](const std::vector<FindingName>& findings, Baseline& baseline) {
        std::set<std::string> fids;
        for (const FindingName& finding : findings) fids.insert(finding.fid);
        return fmt::format("{} dropped", baseline.Retain(fids));
      });
}

void AddFiles(CLI::App& command, BaselineOptions& options) {
  command.add_option("baseline", options.baseline, "the file to change")
      ->required()
      ->type_name("FILE")
      ->check(AName());
  command
      .add_option("results", options.results,
                  "what kplace check --format json has written")
      ->required()
      ->type_name("RESULT");
}

}  // namespace

RunCommand SetUpBaseline(CLI::App& app) {
  auto options = std::make_shared<BaselineOptions>();
  CLI::App* command = app.add_subcommand(
      "baseline",
      "Write down findings that are not news, for check --baseline");
  command->require_subcommand(1);
  command->footer(kExamples);
  CLI::App* update = command->add_subcommand(
      "update", "Add the findings of results; makes the file if need be");
  AddFiles(*update, *options);
  CLI::App* prune = command->add_subcommand(
      "prune", "Drop what none of the results has any more");
  AddFiles(*prune, *options);
  return [options, prune](const Console& console) {
    return prune->parsed() ? Prune(*options, console)
                           : Update(*options, console);
  };
}

}  // namespace kplace::cli
