// chain_text.h - the makefile lines behind a placement, in aligned columns:
//
//     drivers/Makefile:163    obj-$(subst m,y,$(…)) += hv/  CONFIG_HYPERV=m
//     drivers/hv/Makefile:16  obj-y += hv_common.o

#ifndef KPLACE_ANALYZER_EXPLAIN_CHAIN_TEXT_H_
#define KPLACE_ANALYZER_EXPLAIN_CHAIN_TEXT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "analyzer/finding.h"

namespace kplace {

/// Wide enough for every chain that was measured.
class ChainColumns {
 public:
  void Measure(const std::vector<Because>& chain);

  /// A line each, indented by four blanks.
  std::string Text(const std::vector<Because>& chain) const;

 private:
  size_t place_ = 0;
  size_t text_ = 0;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_CHAIN_TEXT_H_
