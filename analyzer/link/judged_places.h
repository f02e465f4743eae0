// judged_places.h - sorts what was judged: what is rejected, what stays open.
//
// A name that is surely rejected in one place of an object needs no doubt about
// another.  What stays open is collected over all objects and told at the end.

#ifndef KPLACE_ANALYZER_LINK_JUDGED_PLACES_H_
#define KPLACE_ANALYZER_LINK_JUDGED_PLACES_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/link/reference_verdict.h"
#include "analyzer/unknowns.h"
#include "objreader/object_symbols.h"

namespace kplace {

/// The places of one object; `Name` is how the names are known.
template <typename Name>
class JudgedPlaces {
 public:
  void Add(const Name& name, const Reference& place, ReferenceVerdict verdict) {
    if (verdict == ReferenceVerdict::kRejected) {
      rejected_[name].push_back(place);
    } else if (verdict == ReferenceVerdict::kIfReached) {
      open_.insert(name);
    }
  }

  const std::map<Name, std::vector<Reference>>& rejected() const {
    return rejected_;
  }

  /// Calls `tell(name)` for what is rejected only if something reaches it.
  template <typename Tell>
  void ForEachOpen(const Tell& tell) const {
    for (const Name& name : open_) {
      if (!rejected_.contains(name)) tell(name);
    }
  }

 private:
  std::map<Name, std::vector<Reference>> rejected_;
  std::set<Name> open_;
};

/// Names of which --gc-sections leaves open whether their uses are linked.
class OpenVerdicts {
 public:
  void Add(std::string_view name, Lack lack) { names_[lack].emplace(name); }

  void Add(const OpenVerdicts& others);

  void Tell(Unknowns& unknowns) const;

 private:
  std::map<Lack, std::set<std::string>> names_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_JUDGED_PLACES_H_
