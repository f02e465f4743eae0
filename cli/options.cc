#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <map>

#include "cli/choice.h"

namespace kplace::cli {

namespace {

const std::map<std::string, When>& Whens() {
  static const std::map<std::string, When> kWhens = {{"auto", When::kAuto},
                                                     {"always", When::kAlways},
                                                     {"never", When::kNever}};
  return kWhens;
}

}  // namespace

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
  AddTreeOptions(command, options.tree);
  command.add_option("-f,--format", options.formats, formats)
      ->type_name("FMT[=FILE]")
      ->allow_extra_args(false);
  command.add_option("--color", options.color, "auto, always or never")
      ->type_name("WHEN")
      ->transform(OneOf(Whens()));
  AddWorkOptions(command, options.progress, options.jobs);
}

void AddWorkOptions(CLI::App& command, When& progress, unsigned& jobs) {
  command.add_option("--progress", progress, "auto, always or never")
      ->type_name("WHEN")
      ->transform(OneOf(Whens()));
  command
      .add_option("-j,--jobs", jobs, "threads; 0: as many as the machine has")
      ->type_name("N");
}

}  // namespace kplace::cli
