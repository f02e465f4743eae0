// place_filter.h - the words of `kplace place` that choose among its rows.

#ifndef KPLACE_CLI_PLACE_FILTER_H_
#define KPLACE_CLI_PLACE_FILTER_H_

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/select/placement_filter.h"
#include "cli/exit_code.h"
#include "cli/session.h"

namespace CLI {
class App;
}

namespace kplace::cli {

struct PlaceFilter {
  std::vector<std::string> paths;
  std::vector<std::string> units;
  std::vector<std::string> modules;
  std::vector<std::string> options;
  std::vector<PlacementKind> kinds;

  std::vector<FilterWord> Words() const;
};

/// Adds PATH…, --unit, --module, --option and --kind.
void AddPlaceFilter(CLI::App& command, PlaceFilter& filter);

/// Leaves in the session's placement the rows that `words` choose.  A word that
/// no row answers to is told on `err`; when the tree has no such name, the
/// result is the exit status.
std::optional<ExitCode> Narrow(const std::vector<FilterWord>& words,
                               Session& session, std::ostream& err);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_PLACE_FILTER_H_
