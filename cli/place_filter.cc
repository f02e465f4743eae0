#include "cli/place_filter.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <ostream>

#include "analyzer/select/filter_misses.h"
#include "cli/choice.h"
#include "support/text.h"

namespace kplace::cli {
namespace {

/// An option that can be given again, each time with one value.
void AddWords(CLI::App& command, const char* name,
              std::vector<std::string>& words, const char* type,
              const char* help) {
  command.add_option(name, words, help)
      ->type_name(type)
      ->check(AName())
      ->allow_extra_args(false)
      ->group("Which rows");
}

}  // namespace

std::vector<FilterWord> PlaceFilter::Words() const {
  std::vector<FilterWord> words;
  auto add = [&](FilterKind kind, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) words.push_back({kind, text});
  };
  add(FilterKind::kPath, paths);
  add(FilterKind::kUnit, units);
  add(FilterKind::kModule, modules);
  add(FilterKind::kOption, options);
  for (PlacementKind kind : kinds) {
    words.push_back({FilterKind::kPlacement, Name(kind)});
  }
  return words;
}

void AddPlaceFilter(CLI::App& command, PlaceFilter& filter) {
  static const std::map<std::string, PlacementKind> kKinds = {
      {"builtin", PlacementKind::kBuiltIn},
      {"module", PlacementKind::kModule},
      {"archive", PlacementKind::kArchive}};
  command
      .add_option("path", filter.paths,
                  "object, its source file, a directory with all below it, or "
                  "a pattern ('drivers/net/*.o')")
      ->type_name("PATH")
      ->check(AName());
  AddWords(command, "--unit", filter.units, "U",
           "objects of vmlinux, drivers/hv/hv_vmbus.ko, lib/lib.a");
  AddWords(command, "--module", filter.modules, "NAME",
           "objects of a module: hv_vmbus, hv-vmbus, hv_vmbus.ko or its path");
  AddWords(command, "--option", filter.options, "CONFIG_X",
           "rows that hang on an option: one of the Makefile lines behind the "
           "row asks for it; with --conditions, the row's condition does");
  command
      .add_option("--kind", filter.kinds,
                  "rows that are builtin, module or "
                  "archive")
      ->type_name("KIND")
      ->transform(OneOf(kKinds))
      ->allow_extra_args(false)
      ->group("Which rows");
}

std::optional<ExitCode> Narrow(const std::vector<FilterWord>& words,
                               Session& session, std::ostream& err) {
  if (words.empty()) return std::nullopt;
  FilterMatch match = MatchPlacement(words, session.tree(),
                                     session.conditions(), session.placement());
  bool wrong_name = false;
  for (const FilterMiss& miss : ExplainMisses(session.Input(), match.misses)) {
    err << "kplace: " << (miss.exists ? "note: " : "error: ")
        << Printable(miss.message) << '\n';
    wrong_name = wrong_name || !miss.exists;
  }
  if (wrong_name) return ExitCode::kUsage;
  bool none =
      std::find(match.rows.begin(), match.rows.end(), true) == match.rows.end();
  if (none && match.misses.empty()) {
    err << "kplace: note: each filter matches something, and nothing matches "
           "all of them\n";
  }
  session.Retain(match);
  return std::nullopt;
}

}  // namespace kplace::cli
