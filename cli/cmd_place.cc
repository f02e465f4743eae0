// kplace place: where each object of a build goes.

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "analyzer/report_placement.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/place_rewrites.h"
#include "cli/session.h"

namespace kplace::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  kplace place                          every unit with its objects
  kplace place -f tsv | grep ^builtin   one row per object and unit
  kplace place -f json=placement.json   with the Makefile lines that did it

  kplace place --conditions -f tsv      for all configurations of a source tree
  kplace place --rewrites               what is in vmlinux though its option is m

The tsv rows are KIND, OBJECT, UNIT; KIND is builtin, module or archive.)";

struct PlaceOptions {
  CommonOptions common;
  bool conditions = false;
  bool rewrites = false;
};

std::string Render(const std::string& format, bool with_conditions,
                   Session& session) {
  const ConditionStore* conditions =
      with_conditions ? &session.conditions() : nullptr;
  if (format == "tsv") return ToTsv(session.placement(), conditions);
  if (format == "json") {
    return PlacementJson(session.placement(), session.tree(), session.sources(),
                         conditions);
  }
  return PlacementText(session.placement(), conditions);
}

ExitCode RunPlace(const PlaceOptions& place, const Console& console) {
  const CommonOptions& options = place.common;
  Result<std::vector<OutputRequest>> outputs =
      ParseOutputs(options.formats, {"text", "tsv", "json"});
  if (!outputs) {
    ReportError(console.err, outputs.error());
    return ExitCode::kUsage;
  }
  Session session(console.files, options, console.err);
  if (std::optional<ExitCode> failed = session.Open(!place.conditions))
    return *failed;
  session.Place();

  bool holes = session.ReportDiagnostics();
  for (const PlacementUnknown& unknown : session.placement().unknowns()) {
    console.err << FormatDiagnostic(
                       {Severity::kWarning, unknown.where, unknown.subject,
                        "unknown: " + unknown.reason},
                       session.sources())
                << '\n';
  }
  RewritesOutput rewrites;
  if (place.rewrites) rewrites = PlaceRewrites(session);
  for (const OutputRequest& output : *outputs) {
    std::string text = place.rewrites
                           ? rewrites.render(output.format)
                           : Render(output.format, place.conditions, session);
    if (auto error = WriteOutput(output, text, console.out)) {
      ReportError(console.err, *error);
      return ExitCode::kUsage;
    }
  }
  console.err << "kplace: "
              << (place.rewrites
                      ? rewrites.summary
                      : PlacementSummary(session.placement(), place.conditions))
              << '\n';
  return holes ? ExitCode::kInputs : ExitCode::kClean;
}

}  // namespace

RunCommand SetUpPlace(CLI::App& app) {
  auto options = std::make_shared<PlaceOptions>();
  CLI::App* command =
      app.add_subcommand("place", "List where each object of a build goes");
  AddCommonOptions(*command, options->common, "text (default), tsv or json");
  command->add_flag("--conditions", options->conditions,
                    "for every configuration at once: no .config is read, and "
                    "each row has the condition under which it holds");
  command->add_flag("--rewrites", options->rewrites,
                    "the makefile lines that build in what is m, and the "
                    "objects that are in vmlinux by them; with --conditions "
                    "all such lines of the source");
  command->footer(kExamples);
  return
      [options](const Console& console) { return RunPlace(*options, console); };
}

}  // namespace kplace::cli
