// every_configuration.h - what a build could contain, whatever is configured.
//
// The makefiles of a configured build are evaluated once more with every
// option open, so that the conditions tell what another .config would change.
// Texts and numbers keep the values that they have: nobody asks for "another
// compiler".

#ifndef KPLACE_ANALYZER_SELECT_EVERY_CONFIGURATION_H_
#define KPLACE_ANALYZER_SELECT_EVERY_CONFIGURATION_H_

#include <string>
#include <vector>

#include "analyzer/analyzer.h"
#include "kbuildparse/condition/condition.h"
#include "kbuildparse/placement.h"

namespace kplace {

class EveryConfiguration {
 public:
  /// Evaluates the tree of `input`, which takes a second or two for a kernel;
  /// when it is open to every configuration already, its own placement is all
  /// there is to know.  Everything in `input` outlives this.
  explicit EveryConfiguration(const AnalysisInput& input);
  EveryConfiguration(const EveryConfiguration&) = delete;
  EveryConfiguration& operator=(const EveryConfiguration&) = delete;

  const PlacementTable& placement() const { return *placement_; }
  ConditionStore& conditions() const { return *conditions_; }

  /// Every name that a row goes by: objects, composites, units.  Sorted.
  std::vector<std::string> Names() const;

 private:
  ConditionStore own_conditions_;
  PlacementTable own_placement_;
  const PlacementTable* placement_ = nullptr;
  ConditionStore* conditions_ = nullptr;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SELECT_EVERY_CONFIGURATION_H_
