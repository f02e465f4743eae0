#include "cli/reference/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "support/text.h"

namespace kplace::cli {
namespace {

/// Called with "check" or "kconfig why", and the command.
using Visit = std::function<void(const std::string&, const CLI::App&)>;

void ForEachCommand(const CLI::App& app, const std::string& path,
                    const Visit& visit) {
  visit(path, app);
  for (const CLI::App* command : app.get_subcommands({})) {
    ForEachCommand(
        *command,
        path.empty() ? command->get_name() : path + ' ' + command->get_name(),
        visit);
  }
}

/// "--build", "-b", in the order of the help.
std::vector<std::string> Names(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_lnames()) {
    names.push_back("--" + name);
  }
  for (const std::string& name : option.get_snames()) {
    names.push_back("-" + name);
  }
  return names;
}

std::vector<std::string> OptionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (std::string& name : Names(*option)) names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> CommandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) {
    names.push_back(command->get_name());
  }
  return names;
}

/// In single quotes of a shell.
std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

std::string FirstLine(const std::string& text) {
  return FoldWhitespace(text.substr(0, text.find('\n')));
}

}  // namespace

std::string BashCompletion(const CLI::App& app) {
  std::string cases;
  // The words that lead to a command: " check", "kconfig why".
  std::vector<std::string> known;
  ForEachCommand(app, "", [&](const std::string& path, const CLI::App& each) {
    const bool nested = path.find(' ') != std::string::npos;
    if (!path.empty()) known.push_back(Quoted(nested ? path : ' ' + path));
    cases += fmt::format(
        "    {}) words={} ;;\n", Quoted(path),
        Quoted(fmt::format("{} {}", fmt::join(CommandNames(each), " "),
                           fmt::join(OptionNames(each), " "))));
  });
  return R"(# bash completion of kplace; written from its options.
_kplace() {
  local current=${COMP_WORDS[COMP_CWORD]} path= words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -*) continue ;;
    esac
    case "$path ${COMP_WORDS[i]}" in
      ' make')
        # What follows is make's.
        if declare -F _make >/dev/null; then _make; fi
        return ;;
)" + fmt::format("      {})\n", fmt::join(known, " | ")) +
         R"(        path=${path:+$path }${COMP_WORDS[i]} ;;
    esac
  done
  case $path in
)" + cases +
         R"(  esac
  case $current in
    -*) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current") ;;
    *) local plain=
       for i in $words; do [[ $i == -* ]] || plain+="$i "; done
       mapfile -t COMPREPLY < <(compgen -W "$plain" -- "$current"
                                [ -n "$plain" ] || compgen -f -- "$current") ;;
  esac
}
complete -o filenames -F _kplace kplace
)";
}

std::string ZshCompletion(const CLI::App& app) {
  std::string cases;
  ForEachCommand(app, "", [&](const std::string& path, const CLI::App& each) {
    std::string words;
    for (const CLI::App* command : each.get_subcommands({})) {
      words += ' ' + Quoted(command->get_name() + ':' +
                            FirstLine(command->get_description()));
    }
    std::string options;
    for (const CLI::Option* option : each.get_options()) {
      for (const std::string& name : Names(*option)) {
        options +=
            ' ' + Quoted(name + ':' + FirstLine(option->get_description()));
      }
    }
    cases += fmt::format("    {}) commands=({}) options=({}) ;;\n",
                         Quoted(path), words, options);
  });
  return R"(#compdef kplace
# zsh completion of kplace; written from its options.
_kplace() {
  local path='' word
  local -a commands options
  for word in ${words[2,CURRENT-1]}; do
    [[ $word == -* ]] && continue
    if [[ -z $path || $path == kconfig || $path == baseline ]]; then
      path="${path:+$path }$word"
    fi
  done
  [[ $path == make* ]] && { _normal; return; }
  case $path in
)" + cases +
         R"(  esac
  if [[ $PREFIX == -* ]]; then
    _describe option options
  elif (( $#commands )); then
    _describe command commands
  else
    _files
  fi
}
_kplace "$@"
)";
}

std::string FishCompletion(const CLI::App& app) {
  std::string text = "# fish completion of kplace; written from its options.\n";
  ForEachCommand(app, "", [&](const std::string& path, const CLI::App& each) {
    std::string condition = "__fish_use_subcommand";
    if (!path.empty()) {
      condition.clear();
      for (std::string_view word : SplitWords(path)) {
        if (!condition.empty()) condition += "; and ";
        condition += fmt::format("__fish_seen_subcommand_from {}", word);
      }
    }
    for (const CLI::App* command : each.get_subcommands({})) {
      text += fmt::format("complete -c kplace -f -n {} -a {} -d {}\n",
                          Quoted(condition), command->get_name(),
                          Quoted(FirstLine(command->get_description())));
    }
    for (const CLI::Option* option : each.get_options()) {
      std::string names;
      for (const std::string& name : option->get_lnames())
        names += " -l " + name;
      for (const std::string& name : option->get_snames())
        names += " -s " + name;
      if (names.empty()) continue;
      if (option->get_type_size() != 0) names += " -r";
      text +=
          fmt::format("complete -c kplace -n {}{} -d {}\n", Quoted(condition),
                      names, Quoted(FirstLine(option->get_description())));
    }
  });
  return text;
}

}  // namespace kplace::cli
