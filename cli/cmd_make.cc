// kplace make: make, and then a look at what it made.

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/module_analysis.h"
#include "analyzer/report/text.h"
#include "cli/commands.h"
#include "cli/foreground.h"
#include "cli/make_command_line.h"
#include "cli/session.h"
#include "kbuildparse/kbuild/build_state.h"

namespace kplace::cli {
namespace {

constexpr const char* kExamples = R"(
Runs make with the arguments as they are, and ends as make ends. After a link of
vmlinux or of modules that failed, the report of `kplace check` follows on
stderr, if it explains the failure; after a good one, a line like those of Kbuild
(none with -s). Other goals, and -n, are left alone.

Examples:
  kplace make -j8
  kplace make -C linux O=/tmp/build ARCH=arm64 LLVM=1 -j8 -k
  alias make='kplace make --')";

std::string FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// What a check says of a build.
struct Look {
  std::string summary;
  std::string report;  ///< of errors; empty without
};

/// Nothing where there is no build to look at.
std::optional<Look> LookAt(const BuildTreeOptions& build,
                           const FileSystem& files) {
  CommonOptions options;
  options.tree = build;
  options.progress = When::kNever;
  std::ostringstream unheard;
  Session session(files, options, unheard);
  if (session.Open({"text"})) return std::nullopt;
  CheckBuildState(session.tree(), files, session.sources(), session.sink());
  session.Place();
  Analysis analysis;
  if (session.tree().external_dir.empty()) {
    analysis = Analyze(session.Input());
  } else {
    Result<Analysis> checked = AnalyzeExternal(session.Input(), {});
    if (!checked) return std::nullopt;
    analysis = std::move(*checked);
  }
  Look look{SummaryLine(analysis), {}};
  std::erase_if(analysis.findings, [](const Finding& finding) {
    return finding.level != FindingLevel::kError;
  });
  // What is not known explains nothing; `kplace check` has it.
  analysis.unknowns.clear();
  look.report = TextReport(analysis, {UseColor(When::kAuto), false});
  return look;
}

}  // namespace

std::optional<std::vector<std::string>> ArgumentsOfMake(
    int argc, const char* const* argv) {
  if (argc < 2 || std::string_view(argv[1]) != "make") return std::nullopt;
  std::vector<std::string> arguments(argv + 2, argv + argc);
  if (arguments.empty()) return arguments;
  if (arguments[0] == "--help" || arguments[0] == "-h") return std::nullopt;
  if (arguments[0] == "--") arguments.erase(arguments.begin());
  return arguments;
}

ExitCode RunMake(const std::vector<std::string>& arguments,
                 const Console& console) {
  console.out.flush();
  std::vector<std::string> command = arguments;
  command.insert(command.begin(), "make");
  Result<Ending> ending = RunInForeground(command);
  if (!ending) {
    ReportError(console.err, ending.error());
    return PassedOn(127);
  }
  if (ending->signal != 0) {
    EndBySignal(ending->signal);
    return PassedOn(128 + ending->signal);
  }
  const MakeCommandLine line = ReadMakeCommandLine(arguments);
  if (!Links(line)) return PassedOn(ending->status);
  const std::optional<Look> look =
      LookAt(BuildOf(line, FromEnvironment), console.files);
  if (look && !look->report.empty()) {
    console.err << look->report << look->summary << '\n';
  } else if (look && ending->status == 0 && !line.silent) {
    console.out << "  KPLACE  "
                << (line.variables.contains("M") ? "modules" : "vmlinux")
                << '\n';
  }
  return PassedOn(ending->status);
}

void DescribeMake(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "make", "Run make; explain a link that failed, check one that did not");
  // For the help alone: see ArgumentsOfMake().
  command->add_option("arguments", "make's own")->type_name("ARG");
  command->footer(kExamples);
}

}  // namespace kplace::cli
