// referring_objects.h - which object of an installed module it is that refers.
//
// The evidence has the module as a whole.  Where some of its objects can be
// built in without the others, it matters which of them needs the symbol, and
// their source files tell: nearly always that is the one that has its name.
// Nearly: a header's function may use it on behalf of another.  So a witness
// for the naming objects is one, and where they have none the question stays
// open.

#ifndef KPLACE_ANALYZER_SCAN_REFERRING_OBJECTS_H_
#define KPLACE_ANALYZER_SCAN_REFERRING_OBJECTS_H_

#include <functional>
#include <string>
#include <vector>

#include "analyzer/scan/evidence.h"
#include "analyzer/scan/presence.h"
#include "analyzer/scan/questions.h"
#include "analyzer/scan/scan.h"
#include "analyzer/search/configuration_search.h"

namespace kplace {

/// Whether the source file of an object, "drivers/a/a.o", has a name.
using NamedInSource =
    std::function<bool(const std::string& object, const std::string& symbol)>;

struct ReferringObjectsInput {
  const ScanEvidence& evidence;
  const Presences& presences;
  ConditionStore& conditions;
  DefinedWhere where;  ///< what was asked
  NamedInSource is_named;
};

/// Asks what is unknown only for want of that again, of the naming objects
/// alone.  What has a witness then becomes a question of its own, behind the
/// others; the rest stays, with a doubt that says so.  Both lists are in step.
void AskOfNamingObjects(const ReferringObjectsInput& input,
                        const ScanInput& scan,
                        std::vector<ScanQuestion>& questions,
                        std::vector<SearchResult>& answers);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_REFERRING_OBJECTS_H_
