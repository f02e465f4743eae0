#include "analyzer/records/build_facts.h"

namespace kplace {

BuildFacts FactsOf(const BuildTree& tree) {
  return {tree.source_dir, tree.build_dir, tree.arch,
          tree.config.kernel_version};
}

}  // namespace kplace
