#include "analyzer/link/optimised_link.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "support/path.h"

namespace kplace {
namespace {

constexpr char kVmlinuxObject[] = "vmlinux.o";

/// By an object that the final link takes beside vmlinux.o.
bool IsDefinedLater(SymbolId id, const LinkPlan& plan,
                    const SymbolIndex& symbols, const VmlinuxLink& link) {
  std::span<const Occurrence> all = symbols.Definitions(id);
  return std::any_of(all.begin(), all.end(), [&](Occurrence definition) {
    return link.linked[definition.object] &&
           plan.objects[definition.object].optional;
  });
}

}  // namespace

OptimisedLink::OptimisedLink(const FileSystem& files,
                             const std::string& build_dir, const LinkPlan& plan,
                             const ObjectSet& objects) {
  std::vector<std::string> bitcode;
  for (size_t i = 0; i < plan.objects.size(); ++i) {
    const PlannedObject& object = plan.objects[i];
    if (object.use == VmlinuxUse::kNever) continue;
    if (object.optional) continue;  // linked after vmlinux.o
    if (IsBitcode(objects.objects[i])) bitcode.push_back(object.path);
  }
  if (!bitcode.empty()) Open(files, build_dir, bitcode);
}

void OptimisedLink::Open(const FileSystem& files, const std::string& build_dir,
                         const std::vector<std::string>& bitcode) {
  std::string path = JoinPath(build_dir, kVmlinuxObject);
  FileStatus made = files.Status(path);
  if (made.kind != FileKind::kFile) {
    why_not_ = fmt::format("{} is not built", kVmlinuxObject);
    return;
  }
  for (const std::string& object : bitcode) {
    FileStatus status = files.Status(JoinPath(build_dir, object));
    if (status.modified_ns <= made.modified_ns) continue;
    why_not_ = fmt::format("{} is older than {}", kVmlinuxObject, object);
    return;
  }
  Result<std::unique_ptr<ObjectFile>> file = ObjectFile::Open(files, path);
  if (!file) {
    why_not_ = file.error().message;
    return;
  }
  const ObjectSymbols& symbols = (*file)->symbols();
  if (!symbols.relocatable || symbols.format != ObjectFormat::kElf) {
    why_not_ = fmt::format("{} is no relocatable ELF file", kVmlinuxObject);
    return;
  }
  file_ = std::move(*file);
  for (const SymbolRecord& record : symbols.symbols) {
    if (record.defined || record.name.empty()) continue;
    if (record.binding != Binding::kWeak) undefined_.insert(record.name);
  }
}

void OptimisedLink::Correct(const LinkPlan& plan, const SymbolIndex& symbols,
                            VmlinuxLink& link) const {
  if (!file_) return;
  std::erase_if(link.undefined, [&](SymbolId id) {
    return !undefined_.contains(symbols.NameOf(id));
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
