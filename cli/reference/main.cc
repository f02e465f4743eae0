// Writes man pages and completions into a directory, laid out as below
// /usr/share.
//
//   kplace_reference DIRECTORY

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "cli/app.h"
#include "cli/reference/completion.h"
#include "cli/reference/man_page.h"

namespace kplace::cli {
namespace {

class Reference {
 public:
  explicit Reference(std::filesystem::path directory)
      : directory_(std::move(directory)) {}

  bool Write() {
    CLI::App app(kAppDescription, "kplace");
    DescribeCommands(app);
    WritePages(app, "kplace", "kplace");
    WriteFile("bash-completion/completions/kplace", BashCompletion(app));
    WriteFile("zsh/vendor-completions/_kplace", ZshCompletion(app));
    WriteFile("fish/vendor_completions.d/kplace.fish", FishCompletion(app));
    return whole_;
  }

 private:
  void WritePages(const CLI::App& app, const std::string& name,
                  const std::string& command) {
    WriteFile("man/man1/" + name + ".1", ManPage(app, name, command));
    for (const CLI::App* each : app.get_subcommands({})) {
      WritePages(*each, name + '-' + each->get_name(),
                 command + ' ' + each->get_name());
    }
  }

  void WriteFile(const std::string& name, const std::string& text) {
    const std::filesystem::path path = directory_ / name;
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    if (!(std::ofstream(path) << text).flush()) {
      std::cerr << path << ": cannot be written\n";
      whole_ = false;
    }
  }

  std::filesystem::path directory_;
  bool whole_ = true;
};

}  // namespace
}  // namespace kplace::cli

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: kplace_reference DIRECTORY\n";
    return 2;
  }
  return kplace::cli::Reference(argv[1]).Write() ? 0 : 1;
}
