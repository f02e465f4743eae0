// kplace help: a rule's section of the manual, or a command's help.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "analyzer/rules/rules.h"
#include "cli/commands.h"
#include "cli/manual.h"
#include "cli/output.h"
#include "support/near_names.h"
#include "support/text.h"

namespace kplace::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  kplace help                 the rules, a line each
  kplace help KP0001          what a rule means, and its mends
  kplace help scan            the same as kplace scan --help)";

/// KP0101 is found by scan, not by one of the rules of check.
std::vector<std::string> RuleNames() {
  std::vector<std::string> names = {"KP0101",
                                    "reachable-builtin-uses-module-symbol"};
  for (const Rule& rule : AllRules()) {
    names.emplace_back(rule.info.code);
    names.emplace_back(rule.info.slug);
  }
  return names;
}

void ListRules(std::ostream& out) {
  for (const Rule& rule : AllRules()) {
    out << fmt::format("{}  {:<8} {:<34} {}\n", rule.info.code,
                       Name(rule.info.level), rule.info.slug,
                       rule.info.summary);
  }
  out << "KP0101  error    reachable-builtin-uses-module-symbol\n"
         "                 a configuration that nobody has built would break: "
         "kplace scan\n";
}

ExitCode RunHelp(const CLI::App& app, const std::string& topic,
                 const Console& console) {
  if (topic.empty()) {
    ListRules(console.out);
    return ExitCode::kClean;
  }
  if (std::string_view section = SectionOf(topic); !section.empty()) {
    console.out << section;
    if (!section.ends_with('\n')) console.out << '\n';
    return ExitCode::kClean;
  }
  std::vector<std::string> names = RuleNames();
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == topic) {
      console.out << command->help("kplace");
      return ExitCode::kClean;
    }
    names.push_back(command->get_name());
  }
  const std::vector<std::string> near = NearNames(topic, names, 1);
  ReportError(console.err,
              {"no rule and no command is called " + Printable(topic) +
               (near.empty() ? "; kplace help lists the rules"
                             : "; " + near.front() + "?")});
  return ExitCode::kUsage;
}

}  // namespace

RunCommand SetUpHelp(CLI::App& app) {
  auto topic = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("help", "Show a rule's page, or a command's help");
  command->add_option("topic", *topic, "a rule, by code or name, or a command")
      ->type_name("TOPIC");
  command->footer(kExamples);
  return [topic, &app](const Console& console) {
    return RunHelp(app, *topic, console);
  };
}

}  // namespace kplace::cli
