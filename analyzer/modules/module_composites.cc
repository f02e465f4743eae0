#include "analyzer/modules/module_composites.h"

#include <algorithm>

#include "analyzer/link/link_witness.h"

namespace kplace {
namespace {

/// "a/b.ko" -> "a/b.o"
std::string CompositePath(const std::string& module) {
  return module.substr(0, module.rfind(".ko")) + ".o";
}

}  // namespace

ModuleComposites::ModuleComposites(const FileSystem& files,
                                   const BuildTree& tree, const LinkPlan& plan,
                                   const ObjectSet& objects) {
  composites_.resize(plan.modules.size());
  for (uint32_t i = 0; i < plan.modules.size(); ++i) {
    const ModuleUnit& module = plan.modules[i];
    std::string name = CompositePath(module.name);
    bool all =
        std::all_of(module.objects.begin(), module.objects.end(),
                    [&](ObjectIndex o) { return SaysAll(objects.objects[o]); });
    if (all || plan.Find(name) != nullptr) continue;
    if (!plan.WhyModuleDiffers(i).empty()) continue;
    std::vector<std::string> paths;
    for (ObjectIndex o : module.objects) {
      paths.push_back(plan.objects[o].path);
    }
    auto file = OpenWitness(files, tree, name, {paths}, objects);
    if (file) composites_[i] = std::move(*file);
  }
}

const ObjectSymbols* ModuleComposites::Of(size_t index) const {
  return composites_[index] ? &composites_[index]->symbols() : nullptr;
}

}  // namespace kplace
