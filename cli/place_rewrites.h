// place_rewrites.h - what `kplace place --rewrites` writes.

#ifndef KPLACE_CLI_PLACE_REWRITES_H_
#define KPLACE_CLI_PLACE_REWRITES_H_

#include <functional>
#include <string>
#include <string_view>

#include "cli/session.h"

namespace kplace::cli {

/// The report in each format ("text", "tsv", "json"), and the line for stderr.
struct RewritesOutput {
  std::function<std::string(std::string_view format)> render;
  std::string summary;
};

/// Finds the rewrites of a placed session: those in effect, or, when it was
/// opened without a configuration, all.  The session outlives the result.
RewritesOutput PlaceRewrites(Session& session);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_PLACE_REWRITES_H_
