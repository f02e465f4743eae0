#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <map>

#include "cli/choice.h"

namespace kplace::cli {

void AddTreeOptions(CLI::App& command, BuildTreeOptions& options) {
  command
      .add_option("-b,--build", options.build_dir,
                  "build directory (what make calls O=)")
      ->type_name("DIR")
      ->check(AName())
      ->default_str("the current directory");
  command
      .add_option("-s,--src", options.source_dir,
                  "kernel source; default: what the build directory names")
      ->type_name("DIR")
      ->check(AName());
  command
      .add_option("--arch", options.arch,
                  "architecture as make spells it; default: the build's")
      ->type_name("ARCH");
}

void AddCommonOptions(CLI::App& command, CommonOptions& options,
                      const std::string& formats) {
  static const std::map<std::string, When> kWhen = {{"auto", When::kAuto},
                                                    {"always", When::kAlways},
                                                    {"never", When::kNever}};
  AddTreeOptions(command, options.tree);
  command.add_option("-f,--format", options.formats, formats)
      ->type_name("FMT[=FILE]")
      ->allow_extra_args(false);
  command.add_option("--color", options.color, "auto, always or never")
      ->type_name("WHEN")
      ->transform(OneOf(kWhen));
  command.add_option("--progress", options.progress, "auto, always or never")
      ->type_name("WHEN")
      ->transform(OneOf(kWhen));
  command
      .add_option("-j,--jobs", options.jobs,
                  "threads; 0: as many as the machine has")
      ->type_name("N");
}

}  // namespace kplace::cli
