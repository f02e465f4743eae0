// reasons.h - from a word of a list to the reason that reports show.

#ifndef KPLACE_KBUILDPARSE_KBUILD_REASONS_H_
#define KPLACE_KBUILDPARSE_KBUILD_REASONS_H_

#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/make/evaluator.h"
#include "kbuildparse/placement.h"

namespace kplace::kbuild {

/// The line that added `word`, and the options it hangs on with their values.
Reason ReasonFor(const make::TracedWord& word, const BuildTree& tree);

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_REASONS_H_
