#include "kbuildparse/kbuild/reasons.h"

#include <string>
#include <utility>

#include "kbuildparse/make/parsed_file.h"

namespace kplace::kbuild {

Reason ReasonFor(const make::TracedWord& word, const BuildTree& tree) {
  Reason reason;
  reason.adds = word.text;
  reason.when = word.when;
  if (word.assigned_by == nullptr) return reason;
  reason.where = make::LocationOf(*word.assigned_by);
  reason.indirect = make::UsesVariables(*word.assigned_by);
  for (std::string& name : make::DecidingVariables(*word.assigned_by)) {
    if (!name.starts_with("CONFIG_")) continue;
    std::string value(tree.configured ? tree.config.ValueOf(name) : "");
    reason.options.push_back({std::move(name), std::move(value)});
  }
  return reason;
}

}  // namespace kplace::kbuild
