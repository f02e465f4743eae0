// unknowns.h - collects what an analysis could not decide.
//
// A half-built tree must not flood its reader: facts that share a reason are
// given together and come out one by one when they are few, else as a count
// with the first names.

#ifndef KPLACE_ANALYZER_UNKNOWNS_H_
#define KPLACE_ANALYZER_UNKNOWNS_H_

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/finding.h"

namespace kplace {

/// "a.o, b.o, c.o and 14 more".
std::string FirstFew(const std::vector<std::string>& names, size_t few = 3);

class Unknowns {
 public:
  void Add(std::string subject, std::string reason,
           UnknownKind kind = UnknownKind::kInput);

  /// One fact for each of `subjects`, or, above five, one for all of them
  /// whose subject is "N NOUN" ("412 objects").
  void AddGroup(const std::vector<std::string>& subjects, std::string_view noun,
                const std::string& reason,
                UnknownKind kind = UnknownKind::kInput);

  /// Sorted, each once.
  std::vector<UnknownFact> Take();

 private:
  std::vector<UnknownFact> facts_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_UNKNOWNS_H_
