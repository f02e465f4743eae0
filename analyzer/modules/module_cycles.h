// module_cycles.h - modules that need each other.
//
// Neither of them can be loaded first.  depmod says "Cycle detected" and fails,
// and with it `make modules_install`.

#ifndef KPLACE_ANALYZER_MODULES_MODULE_CYCLES_H_
#define KPLACE_ANALYZER_MODULES_MODULE_CYCLES_H_

#include <cstdint>
#include <span>
#include <vector>

namespace kplace {

struct ModuleCycle {
  /// All that need each other, directly or not (a strongly connected
  /// component), ascending.
  std::vector<uint32_t> modules;
  /// A shortest way round, each module before the one it needs; the last needs
  /// the first, which is the smallest.
  std::vector<uint32_t> shortest;
};

/// `uses[i]` are the modules that module i needs.  By smallest module.
std::vector<ModuleCycle> FindModuleCycles(
    std::span<const std::vector<uint32_t>> uses);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MODULES_MODULE_CYCLES_H_
