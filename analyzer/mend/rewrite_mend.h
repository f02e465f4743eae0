// rewrite_mend.h - `subst m,y`: the mend that is made in a makefile.
//
//   obj-$(CONFIG_D) += d.o   ->   obj-$(subst m,y,$(CONFIG_D)) += d.o
//
// builds D in wherever it was a module.  Then what D refers to has to be built
// in as well: the mend can open another hole.

#ifndef KPLACE_ANALYZER_MEND_REWRITE_MEND_H_
#define KPLACE_ANALYZER_MEND_REWRITE_MEND_H_

#include <string>
#include <vector>

#include "analyzer/mend/mend.h"
#include "analyzer/scan/gates.h"
#include "analyzer/scan/questions.h"
#include "support/result.h"
#include "support/source.h"

namespace kplace {

/// Rewrites the line of the definer's gate.  Fails where the option does not
/// stand there as $(CONFIG_D).
Result<Mend> MakeRewrite(const Gate& definer, const SourceFiles& sources);

/// What a mend of the makefile can break: code of `question`'s definers, that
/// is built in with it where it was not, and needs what is a module.
struct OpenedBy {
  ScanQuestion after;                     ///< conditions of the new tree
  Condition before = Condition::False();  ///< of the old one
};

/// Each need of the definers, asked of both trees.
std::vector<OpenedBy> NeedsOfDefiners(const ScanQuestion& question,
                                      Questioner& before, Questioner& after);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MEND_REWRITE_MEND_H_
