// presence.h - when code is in vmlinux, and when it is in a module.

#ifndef KPLACE_ANALYZER_SCAN_PRESENCE_H_
#define KPLACE_ANALYZER_SCAN_PRESENCE_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/scan/evidence.h"
#include "kbuildparse/condition/condition.h"
#include "kbuildparse/placement.h"

namespace kplace {

struct Presence {
  Condition built_in = Condition::False();
  Condition module = Condition::False();
  /// Like `built_in`; of an installed module: when all of its objects are, so
  /// that whatever it refers to, vmlinux does.
  Condition all_built_in = Condition::False();
};

/// Looks objects up in a placement for every configuration.
class Presences {
 public:
  /// The objects of a module are those that it had under the configuration of
  /// its source.  All must outlive this.
  Presences(const PlacementTable& placement, ConditionStore& conditions,
            const std::vector<EvidenceSource>& sources)
      : placement_(placement), conditions_(conditions), sources_(sources) {}

  /// The same in a changed tree, in which a module may not be one any more:
  /// `before` says what it was made of.
  Presences(const PlacementTable& placement, ConditionStore& conditions,
            const Presences& before)
      : placement_(placement),
        conditions_(conditions),
        sources_(before.sources_),
        before_(&before) {}

  /// A member of a lib.a that vmlinux is linked with counts as built in: it is
  /// there when something needs it.  Of an installed module: when any of its
  /// objects is there.
  Presence Of(const EvidenceObject& object) const;

  /// The objects that it was made of when it was compiled, each once, sorted;
  /// of an object, itself.
  std::vector<std::string> ObjectsOf(const EvidenceObject& object) const;

  /// One of them.
  Presence OfPart(std::string_view part, const EvidenceObject& object) const {
    return OfObject(part, object.is_module ? object.path : "");
  }

  /// Of the objects that `object` is made of, those that are built in under a
  /// configuration, each once.
  std::vector<std::string> BuiltIn(
      const EvidenceObject& object,
      const std::function<std::string_view(std::string_view)>& value_of) const;

 private:
  Presence OfObject(std::string_view object, std::string_view module) const;
  /// All objects that a module can be made of, each once.
  std::vector<std::string> PartsOf(const EvidenceObject& module) const;

  const PlacementTable& placement_;
  ConditionStore& conditions_;
  const std::vector<EvidenceSource>& sources_;
  const Presences* before_ = nullptr;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_PRESENCE_H_
