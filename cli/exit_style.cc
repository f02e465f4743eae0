#include "cli/exit_style.h"

#include <CLI/CLI.hpp>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "cli/choice.h"

namespace kplace::cli {
namespace {

constexpr std::string_view kOption = "--exit-style";

const std::map<std::string, ExitStyle>& Styles() {
  static const std::map<std::string, ExitStyle> kStyles = {
      {"plain", ExitStyle::kPlain},
      {"nipa", ExitStyle::kNipa},
      {"bisect", ExitStyle::kBisect},
      {"kselftest", ExitStyle::kKselftest}};
  return kStyles;
}

}  // namespace

int StatusIn(ExitStyle style, ExitCode code) {
  if (style == ExitStyle::kPlain) return static_cast<int>(code);
  // By ExitCode: clean, findings, usage, inputs, internal.  A mistake of ours,
  // or of who calls us, is nobody's regression.
  static constexpr std::array<std::array<int, 5>, 4> kStatus = {{
      {0, 1, 2, 3, 4},
      {0, 1, 250, 250, 250},
      {0, 1, 255, 125, 255},
      {0, 1, 1, 4, 1},
  }};
  return kStatus[static_cast<size_t>(style)][static_cast<size_t>(code)];
}

void AddExitStyle(CLI::App& command) {
  auto style = std::make_shared<ExitStyle>(ExitStyle::kPlain);
  command
      .add_option_function<ExitStyle>(
          std::string(kOption), [style](const ExitStyle& s) { *style = s; },
          "exit status as others want it: plain (default), nipa, bisect or "
          "kselftest")
      ->type_name("STYLE")
      ->transform(OneOf(Styles()));
}

ExitStyle StyleAskedFor(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    std::string_view argument = argv[i];
    if (argument == "--") break;
    if (!argument.starts_with(kOption)) continue;
    argument.remove_prefix(kOption.size());
    std::string_view word;
    if (argument.starts_with('=')) {
      word = argument.substr(1);
    } else if (argument.empty() && i + 1 < argc) {
      word = argv[i + 1];
    }
    auto style = Styles().find(std::string(word));
    if (style != Styles().end()) return style->second;
  }
  return ExitStyle::kPlain;
}

}  // namespace kplace::cli
