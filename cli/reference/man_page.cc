#include "cli/reference/man_page.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string_view>
#include <vector>

#include "support/text.h"

namespace kplace::cli {
namespace {

/// Text as roff takes it: no control lines, no escapes, dashes that can be
/// copied.
std::string Roff(std::string_view text) {
  std::string roff;
  bool line_begins = true;
  for (char c : text) {
    if (line_begins && (c == '.' || c == '\'')) roff += "\\&";
    if (c == '\\') {
      roff += "\\e";
    } else if (c == '-') {
      roff += "\\-";
    } else {
      roff += c;
    }
    line_begins = c == '\n';
  }
  return roff;
}

/// Paragraphs between empty lines; lines that are indented stay as they are.
std::string Paragraphs(std::string_view text) {
  std::string roff;
  bool literal = false, begun = false;
  for (std::string_view line : SplitLines(text)) {
    const bool indented = line.starts_with("  ");
    if (indented != literal) {
      roff += indented ? ".PP\n.nf\n" : ".fi\n";
      literal = indented;
    }
    if (Trim(line).empty()) {
      if (!literal && begun) roff += ".PP\n";
      continue;
    }
    roff += Roff(line) + '\n';
    begun = true;
  }
  if (literal) roff += ".fi\n";
  return roff;
}

std::string OptionName(const CLI::Option& option) {
  std::string name = option.get_name(false, true);
  // "--confirm{compile}" is "--confirm[=compile]".
  if (const size_t open = name.find('{'); open != std::string::npos) {
    name.resize(open);
  }
  return name;
}

void AppendOptions(const CLI::App& app, std::string& roff) {
  roff += ".SH OPTIONS\n";
  for (const CLI::Option* option : app.get_options()) {
    const bool positional = option->get_positional();
    std::string name =
        positional ? option->get_name(true) : OptionName(*option);
    const std::string type =
        option->get_type_size() == 0 ? "" : option->get_type_name();
    roff += ".TP\n\\fB" + Roff(name) + "\\fR";
    if (!positional && !type.empty()) roff += " \\fI" + Roff(type) + "\\fR";
    roff += '\n' + Roff(option->get_description()) + '\n';
  }
}

void AppendCommands(const CLI::App& app, const std::string& name,
                    std::string& roff) {
  const auto commands = app.get_subcommands({});
  if (commands.empty()) return;
  roff += ".SH COMMANDS\n";
  for (const CLI::App* command : commands) {
    roff +=
        fmt::format(".TP\n\\fB{}\\fR\n{}; see\n.BR {}\\-{} (1).\n",
                    Roff(command->get_name()), Roff(command->get_description()),
                    Roff(name), Roff(command->get_name()));
  }
}

/// The first sentence, as the NAME section and apropos have it.
std::string Summary(const CLI::App& app) {
  std::string text = FoldWhitespace(app.get_description());
  text = text.substr(0, text.find(". "));
  while (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

std::string ManPage(const CLI::App& app, const std::string& name,
                    const std::string& command) {
  std::string upper = name;
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  std::string roff =
      fmt::format(".TH {} 1 \"\" \"kplace {}\"\n.SH NAME\n{} \\- {}\n",
                  Roff(upper), KPLACE_VERSION, Roff(name), Roff(Summary(app)));
  roff += fmt::format(".SH SYNOPSIS\n\\fB{}\\fR [\\fIoption\\fR ...]",
                      Roff(command));
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      roff += " \\fI" + Roff(option->get_type_name()) + "\\fR";
      if (option->get_items_expected_max() > 1) roff += " ...";
    }
  }
  if (!app.get_subcommands({}).empty()) roff += " \\fIcommand\\fR";
  roff += "\n.SH DESCRIPTION\n" + Paragraphs(app.get_description());
  AppendCommands(app, name, roff);
  AppendOptions(app, roff);
  if (!app.get_footer().empty()) {
    roff += ".SH NOTES\n" + Paragraphs(app.get_footer());
  }
  if (name != "kplace") roff += ".SH SEE ALSO\n.BR kplace (1)\n";
  return roff;
}

}  // namespace kplace::cli
