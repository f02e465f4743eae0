#include "analyzer/link/optimised_link.h"

#include <algorithm>
#include <unordered_set>

#include "analyzer/link/link_witness.h"
#include "support/path.h"

namespace kplace {
namespace {

/// By an object that the final link takes beside vmlinux.o.
bool IsDefinedLater(SymbolId id, const LinkPlan& plan,
                    const SymbolIndex& symbols, const VmlinuxLink& link) {
  std::span<const Occurrence> all = symbols.Definitions(id);
  return std::any_of(all.begin(), all.end(), [&](Occurrence definition) {
    return link.linked[definition.object] &&
           plan.objects[definition.object].optional;
  });
}

/// By an object that says all that it needs.
bool IsUsedByOthers(SymbolId id, const ObjectSet& objects,
                    const SymbolIndex& symbols, const VmlinuxLink& link) {
  std::span<const Occurrence> all = symbols.Uses(id);
  return std::any_of(all.begin(), all.end(), [&](Occurrence use) {
    return link.linked[use.object] && !IsBitcode(objects.objects[use.object]);
  });
}

/// One that lists no object any more may have listed some.
std::vector<std::string> MakefilesOf(const SourceFiles& sources) {
  std::vector<std::string> makefiles = sources.Paths();
  std::erase_if(makefiles, [](const std::string& path) {
    std::string_view name = BaseName(path);
    return !name.starts_with("Makefile") && !name.starts_with("Kbuild");
  });
  return makefiles;
}

}  // namespace

OptimisedLink::OptimisedLink(const FileSystem& files, const BuildTree& tree,
                             const SourceFiles& sources, const LinkPlan& plan,
                             const ObjectSet& objects) {
  bool has_bitcode = false;
  std::set<std::string> made_of;
  for (size_t i = 0; i < plan.objects.size(); ++i) {
    const PlannedObject& object = plan.objects[i];
    if (object.use == VmlinuxUse::kNever) continue;
    if (object.optional) continue;  // linked after vmlinux.o
    has_bitcode = has_bitcode || IsBitcode(objects.objects[i]);
    made_of.insert(object.path);
    if (object.use == VmlinuxUse::kOnDemand) made_of.insert(object.archive);
  }
  if (!has_bitcode) return;
  why_not_ = plan.WhyVmlinuxDiffers();
  if (!why_not_.empty()) return;
  if (plan.has_vmlinux_archive) made_of.insert("vmlinux.a");
  auto file = OpenWitness(
      files, tree, "vmlinux.o",
      {{made_of.begin(), made_of.end()}, MakefilesOf(sources)}, objects);
  if (!file) {
    why_not_ = file.error().message;
    return;
  }
  file_ = std::move(*file);
  for (const SymbolRecord& record : file_->symbols().symbols) {
    if (record.name.empty()) continue;
    if (record.defined) {
      defined_.insert(record.name);
    } else if (record.binding != Binding::kWeak) {
      undefined_.insert(record.name);
    }
  }
}

void OptimisedLink::Correct(const LinkPlan& plan, const ObjectSet& objects,
                            const SymbolIndex& symbols,
                            VmlinuxLink& link) const {
  if (!file_) return;
  std::erase_if(link.undefined, [&](SymbolId id) {
    std::string_view name = symbols.NameOf(id);
    if (undefined_.contains(name)) return false;
    // What is needed only by bitcode is needed no more.
    return defined_.contains(name) ||
           !IsUsedByOthers(id, objects, symbols, link);
  });
  std::unordered_set<SymbolId> known(link.undefined.begin(),
                                     link.undefined.end());
  for (std::string_view name : undefined_) {
    std::optional<SymbolId> id = symbols.Find(name);
    if (!id || known.contains(*id)) continue;
    if (!IsDefinedLater(*id, plan, symbols, link))
      link.undefined.push_back(*id);
  }
}

}  // namespace kplace
