// build_facts.h - which kernel a report is about.

#ifndef KPLACE_ANALYZER_RECORDS_BUILD_FACTS_H_
#define KPLACE_ANALYZER_RECORDS_BUILD_FACTS_H_

#include <string>

#include "kbuildparse/kbuild/build_tree.h"

namespace kplace {

/// What stands at the head of a report; empty where it is not known.
struct BuildFacts {
  std::string source;     ///< directory of the kernel source
  std::string directory;  ///< build directory, or that of installed modules
  std::string architecture;
  std::string kernel_version;
};

BuildFacts FactsOf(const BuildTree& tree);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_RECORDS_BUILD_FACTS_H_
