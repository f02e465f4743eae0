// kplace explain: the whole story of an object, module, symbol or option.

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "analyzer/explain/explain.h"
#include "analyzer/report/story.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"

namespace kplace::cli {
namespace {

struct ExplainOptions {
  CommonOptions common;
  std::string what;
};

constexpr const char* kExamples = R"(
Examples:
  kplace explain drivers/hv/hv_common.o   why is it built in?
  kplace explain hv_vmbus                 what is that module made of?
  kplace explain drivers/hv/              who enters it, what comes of it?
  kplace explain CONFIG_HYPERV            what does the option bring, where?
  kplace explain iova_bitmap_alloc        who defines it, who uses it?)";

ExitCode RunExplain(const ExplainOptions& options, const Console& console) {
  Session session(console.files, options.common, console.err);
  if (std::optional<ExitCode> failed = session.Open({"text", "json"}))
    return *failed;
  session.Place();

  Story story = Explain(session.Input(), options.what);

  bool holes = session.ReportDiagnostics();
  auto render = [&](const OutputRequest& output) {
    return output.format == "json" ? StoryJson(story, session.tree())
                                   : StoryText(story);
  };
  if (auto failed =
          WriteOutputs(session.outputs(), render, console.out, console.err)) {
    return *failed;
  }
  // With holes a name may be unknown to us alone.
  if (holes) return ExitCode::kInputs;
  return story.kind == SubjectKind::kNothing ? ExitCode::kUsage
                                             : ExitCode::kClean;
}

}  // namespace

RunCommand SetUpExplain(CLI::App& app) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = app.add_subcommand(
      "explain", "Tell the story of an object, module, symbol or option");
  command
      ->add_option(
          "what", options->what,
          "object or source file, module, directory, symbol, or CONFIG_ "
          "option")
      ->required()
      ->type_name("X");
  AddCommonOptions(*command, options->common, "text (default) or json");
  command->footer(kExamples);
  return [options](const Console& console) {
    return RunExplain(*options, console);
  };
}

}  // namespace kplace::cli
