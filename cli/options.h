// options.h - options that every command has.

#ifndef KPLACE_CLI_OPTIONS_H_
#define KPLACE_CLI_OPTIONS_H_

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "kbuildparse/kbuild/build_tree.h"

namespace CLI {
class App;
}

namespace kplace::cli {

struct CommonOptions {
  BuildTreeOptions tree;
  std::vector<std::string> formats;
  When color = When::kAuto;
  When progress = When::kAuto;
  unsigned jobs = 0;
};

/// --build, --src, --arch.
void AddTreeOptions(CLI::App& command, BuildTreeOptions& options);

/// --progress, --jobs.
void AddWorkOptions(CLI::App& command, When& progress, unsigned& jobs);

/// Adds them to a command.  `formats` is the help text of what it can write.
void AddCommonOptions(CLI::App& command, CommonOptions& options,
                      const std::string& formats);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_OPTIONS_H_
