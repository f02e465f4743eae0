#include "cli/scan_options.h"

#include <CLI/CLI.hpp>
#include <map>

#include "cli/choice.h"
#include "cli/exit_style.h"
#include "cli/options.h"

namespace kplace::cli {
namespace {

constexpr const char* kExamples = R"(
What objects need and define is read from a build, or from the modules of an
installed kernel of the same source; where they go in other configurations the
makefiles tell, and which configurations there are the Kconfig files. Of each
reference that could break the link of vmlinux a configuration is shown in which
it does: the smallest change to the base.

Code may guard itself (IS_REACHABLE). With --confirm the code that refers is
compiled under the witness, alone: it needs the symbol, and the entry is
"confirmed", or it does not and is "guarded". What was compiled is kept, so that
a run that was interrupted goes on where it was.

Examples:
  kplace scan                              the objects of the build that is here
  kplace scan --src linux --modules /lib/modules/6.12.0 --base /boot/config-6.12.0
  kplace scan --allow-exec --confirm --scratch /var/tmp/scratch --minutes 30

Exit status: 0 nothing is confirmed, 1 something is, 3 inputs missing or
unreadable.)";

/// What is asked, and of which objects.
void AddQuestionOptions(CLI::App& command, ScanOptions& options) {
  command
      .add_option("paths", options.core.filter.paths,
                  "directories, objects or modules: only what has one of its "
                  "sides there; default: everything")
      ->type_name("PATH");
  command
      .add_option("--option", options.core.filter.options,
                  "only what hangs on this option; may be repeated")
      ->type_name("CONFIG_X")
      ->allow_extra_args(false);
  command.add_flag("--absent", options.core.absent,
                   "also where nothing that defines the symbol is there at "
                   "all, not even a module; most of that is guarded");
  command
      .add_option("--since", options.since,
                  "only what could not fail before: with the Makefiles and "
                  "Kconfig files of another tree, or the objects of an index")
      ->type_name("TREE|INDEX")
      ->check(AName());
  AddModulesOption(command, options.core.evidence.modules);
  command
      .add_option("--index", options.core.evidence.indexes,
                  "what kplace index wrote, instead of the objects of the "
                  "build; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command
      .add_option("--base", options.core.base,
                  "the .config that is to be changed as little as possible, "
                  "best the one that the objects were compiled with; default: "
                  "that of the index, the build's, or the defaults")
      ->type_name("FILE");
}

/// Where the answers go.
void AddReportOptions(CLI::App& command, ScanOptions& options) {
  command
      .add_option("-f,--format", options.formats,
                  "text or json, with =FILE to write to a file; may be "
                  "repeated; default: text")
      ->type_name("FMT[=FILE]")
      ->allow_extra_args(false);
  command.add_option("-o,--output", options.output, "the same as -f text=FILE")
      ->type_name("FILE");
  command
      .add_option("--witnesses", options.witnesses,
                  "for 1.config and 1.fragment, which is what 1.config has "
                  "beside the base, and so on, numbered as they are shown")
      ->type_name("DIR");
}

void AddMendOptions(CLI::App& command, ScanOptions& options) {
  command
      .add_option("--mends", options.mends,
                  "try the usual changes of Kconfig files on the model, and "
                  "write them as patches: 1.1.patch, 1.2.patch, …")
      ->type_name("DIR");
  command
      .add_option("--try", options.tries,
                  "another change to try, 'OPTION: LINE', e.g. 'VFIO: select "
                  "IOMMUFD_DRIVER if VFIO_PCI_CORE'; may be repeated")
      ->type_name("MEND")
      ->allow_extra_args(false);
}

void AddConfirmOptions(CLI::App& command, ConfirmOptions& options) {
  static const std::map<std::string, Confirm> kWays = {
      {"compile", Confirm::kCompile}, {"link", Confirm::kLink}};
  CLI::Option* confirm =
      command
          .add_flag("--confirm{compile}", options.confirm,
                    "compile the code that refers under each witness; =link: "
                    "and where it needs the symbol, link vmlinux whole")
          ->transform(OneOf(kWays));
  CLI::Option* scratch =
      command
          .add_option("--scratch", options.scratch,
                      "where to build; needs room for one build directory a "
                      "job, and keeps what was compiled for the next run")
          ->type_name("DIR")
          ->needs(confirm);
  command
      .add_option("--minutes", options.minutes,
                  "compile no longer than that; 0: as long as it takes")
      ->type_name("N")
      ->needs(confirm);
  confirm->needs(scratch)->needs(command.get_option("--allow-exec"));
}

}  // namespace

void AddScanOptions(CLI::App& command, ScanOptions& options) {
  AddQuestionOptions(command, options);
  AddReportOptions(command, options);
  AddMendOptions(command, options);
  AddWorkOptions(command, options.progress, options.core.jobs);
  AddKconfigOptions(command, options.core.kconfig);
  AddConfirmOptions(command, options.confirm);
  AddExitStyle(command);
  command.footer(kExamples);
}

}  // namespace kplace::cli
