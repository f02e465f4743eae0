#include "cli/place_rewrites.h"

#include <memory>
#include <vector>

#include "analyzer/report/promoted_symbols.h"
#include "analyzer/report/rewrites.h"
#include "kbuildparse/kbuild/rewrite.h"
#include "kbuildparse/kbuild/rewrites_in_effect.h"

namespace kplace::cli {
namespace {

/// What the report is made of.
struct Found {
  std::vector<Rewrite> rewrites;
  PromotedSymbols symbols;
};

}  // namespace

RewritesOutput PlaceRewrites(Session& session) {
  auto found = std::make_shared<Found>();
  bool configured = session.tree().configured;
  if (configured) {
    found->rewrites =
        FindRewritesInEffect(session.tree(), session.files(), session.sources(),
                             session.Input().jobs);
    found->symbols = ReadPromotedSymbols(
        session.files(), session.tree().build_dir, found->rewrites);
  } else {
    found->rewrites = FindRewrites(session.placement(), session.sources(),
                                   session.conditions());
  }
  auto report = [&session, found, configured] {
    return RewriteReport{session.tree(),
                         session.sources(),
                         found->rewrites,
                         session.placement().unknowns(),
                         configured ? nullptr : &session.conditions(),
                         configured ? &found->symbols : nullptr};
  };
  RewritesOutput output;
  output.summary = RewritesSummary(report());
  output.render = [report](std::string_view format) {
    if (format == "tsv") return RewritesTsv(report());
    if (format == "json") return RewritesJson(report());
    return RewritesText(report());
  };
  return output;
}

}  // namespace kplace::cli
