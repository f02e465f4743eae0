// presence.h - when code is in vmlinux, and when it is in a module.

#ifndef KPLACE_ANALYZER_SCAN_PRESENCE_H_
#define KPLACE_ANALYZER_SCAN_PRESENCE_H_

#include <string_view>

#include "analyzer/scan/evidence.h"
#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kconfig/config_file.h"
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
  /// `compiled` is the configuration of the evidence: the objects of a module
  /// are those that it had then.  All must outlive this.
  Presences(const PlacementTable& placement, ConditionStore& conditions,
            const Configuration& compiled)
      : placement_(placement), conditions_(conditions), compiled_(compiled) {}

  /// A member of a lib.a that vmlinux is linked with counts as built in: it is
  /// there when something needs it.  Of an installed module: when any of its
  /// objects is there.
  Presence Of(const EvidenceObject& object) const;

 private:
  Presence OfObject(std::string_view object, std::string_view module) const;

  const PlacementTable& placement_;
  ConditionStore& conditions_;
  const Configuration& compiled_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_PRESENCE_H_
