#include "analyzer/modules/module_composites.h"

#include <algorithm>

#include "support/path.h"

namespace kplace {
namespace {

/// "a/b.ko" -> "a/b.o"
std::string CompositePath(const std::string& module) {
  return module.substr(0, module.rfind(".ko")) + ".o";
}

}  // namespace

ModuleComposites::ModuleComposites(const FileSystem& files,
                                   const std::string& build_dir,
                                   const LinkPlan& plan,
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
    std::string path = JoinPath(build_dir, name);
    FileStatus composite = files.Status(path);
    bool fits =
        composite.kind == FileKind::kFile &&
        std::all_of(
            module.objects.begin(), module.objects.end(), [&](ObjectIndex o) {
              FileStatus status =
                  files.Status(JoinPath(build_dir, plan.objects[o].path));
              return status.kind == FileKind::kFile &&
                     status.modified_ns <= composite.modified_ns;
            });
    if (!fits) continue;
    Result<std::unique_ptr<ObjectFile>> file = ObjectFile::Open(files, path);
    if (!file) continue;
    const ObjectSymbols& symbols = (*file)->symbols();
    if (symbols.relocatable && symbols.format == ObjectFormat::kElf) {
      composites_[i] = std::move(*file);
    }
  }
}

const ObjectSymbols* ModuleComposites::Of(size_t index) const {
  return composites_[index] ? &composites_[index]->symbols() : nullptr;
}

}  // namespace kplace
