// kplace place: where each object of a build goes.

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "analyzer/report/placement.h"
#include "analyzer/report/unknown_summary.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/place_filter.h"
#include "cli/place_rewrites.h"
#include "cli/place_why_not.h"
#include "cli/session.h"

namespace kplace::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  kplace place                          every unit with its objects
  kplace place -f tsv | grep ^builtin   one row per object and unit
  kplace place -f json=placement.json   with the Makefile lines that did it

  kplace place drivers/hv               everything below a directory
  kplace place 'drivers/net/*.c'        a pattern; its * stops at a slash
  kplace place --module hv-vmbus        what hv_vmbus.ko is linked from
  kplace place --option HYPERV --kind builtin
                                        what an option puts into vmlinux
  kplace place --why-not drivers/hv/hv_balloon.c
                                        which options would build it

  kplace place --conditions -f tsv      for all configurations of a source tree
  kplace place --rewrites               what is in vmlinux though its option is m

  kplace place -b /lib/modules/$(uname -r)/build --extmod .
                                        of the external module that is here

Filters of one kind add up, those of different kinds narrow each other.

The tsv rows are KIND, OBJECT, UNIT; KIND is builtin, module or archive.

Exit status: 0 also when nothing in this build answers to a filter; 2 when a
filter or --why-not has a name that the tree does not know; 3 inputs missing or
unreadable (the rest was placed).)";

struct PlaceOptions {
  CommonOptions common;
  PlaceFilter filter;
  std::string why_not;
  bool asks_why_not = false;
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

/// What is not known: without a configuration every cause once, as a thousand
/// objects may hang on one, otherwise everything there is.
void WriteUnknowns(Session& session, bool by_cause, std::ostream& err) {
  const PlacementTable& table = session.placement();
  UnknownSummary summary = SummarizeUnknowns(table, session.sources());
  if (by_cause || !table.unknowns().empty()) {
    err << "kplace: " << UnknownSummaryText(summary) << '\n';
  }
  if (by_cause) {
    for (const UnknownCause& cause : summary.causes) {
      err << "  " << UnknownCauseText(cause, session.sources()) << '\n';
    }
    return;
  }
  for (const PlacementUnknown& unknown : table.unknowns()) {
    err << FormatDiagnostic({Severity::kWarning, unknown.where, unknown.subject,
                             "unknown: " + unknown.reason},
                            session.sources())
        << '\n';
  }
}

ExitCode RunPlace(const PlaceOptions& place, const Console& console) {
  const CommonOptions& options = place.common;
  Session session(console.files, options, console.err);
  std::vector<std::string_view> formats = {"text", "json"};
  if (!place.asks_why_not) formats.insert(formats.begin() + 1, "tsv");
  if (std::optional<ExitCode> failed =
          session.Open(formats, !place.conditions)) {
    return *failed;
  }
  if (place.asks_why_not) return RunWhyNot(place.why_not, session, console);
  session.Place();

  bool holes = session.ReportDiagnostics();
  if (auto failed = Narrow(place.filter.Words(), session, console.err)) {
    // With holes a name may be unknown to us alone.
    return holes ? ExitCode::kInputs : *failed;
  }
  RewritesOutput rewrites;
  if (place.rewrites) rewrites = PlaceRewrites(session);
  auto render = [&](const OutputRequest& output) {
    return place.rewrites ? rewrites.render(output.format)
                          : Render(output.format, place.conditions, session);
  };
  if (auto failed =
          WriteOutputs(session.outputs(), render, console.out, console.err)) {
    return *failed;
  }
  console.err << "kplace: "
              << (place.rewrites
                      ? rewrites.summary
                      : PlacementSummary(session.placement(), place.conditions))
              << '\n';
  WriteUnknowns(session, place.conditions, console.err);
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
  command
      ->add_option("-M,--extmod", options->common.tree.external_dir,
                   "the external module in DIR (what make calls M=) instead "
                   "of the kernel")
      ->type_name("DIR")
      ->check(AName());
  AddPlaceFilter(*command, options->filter);
  CLI::Option* why_not =
      command
          ->add_option("--why-not", options->why_not,
                       "why the object, source file or module is not in this "
                       "build, or not elsewhere, and which options would put "
                       "it there")
          ->type_name("OBJECT");
  command->callback(
      [options, why_not] { options->asks_why_not = why_not->count() != 0; });
  CLI::Option* rewrites = command->add_flag(
      "--rewrites", options->rewrites,
      "the makefile lines that build in what is m, and the objects that are in "
      "vmlinux by them; with --conditions all such lines of the source");
  // Both tell of whole objects or lines, whatever rows there are.
  for (const char* rows :
       {"path", "--unit", "--module", "--option", "--kind"}) {
    why_not->excludes(command->get_option(rows));
    rewrites->excludes(command->get_option(rows));
  }
  rewrites->excludes(why_not)->excludes(command->get_option("--extmod"));
  command->footer(kExamples);
  return
      [options](const Console& console) { return RunPlace(*options, console); };
}

}  // namespace kplace::cli
