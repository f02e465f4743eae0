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

/// By an object that says all that it needs.
bool IsUsedByOthers(SymbolId id, const ObjectSet& objects,
                    const SymbolIndex& symbols, const VmlinuxLink& link) {
  std::span<const Occurrence> all = symbols.Uses(id);
  return std::any_of(all.begin(), all.end(), [&](Occurrence use) {
    return link.linked[use.object] && !IsBitcode(objects.objects[use.object]);
  });
}

}  // namespace

OptimisedLink::OptimisedLink(const FileSystem& files,
                             const std::string& build_dir, const LinkPlan& plan,
                             const ObjectSet& objects) {
  bool has_bitcode = false;
  for (size_t i = 0; i < plan.objects.size(); ++i) {
    const PlannedObject& object = plan.objects[i];
    if (object.use == VmlinuxUse::kNever) continue;
    if (object.optional) continue;  // linked after vmlinux.o
    has_bitcode = has_bitcode || IsBitcode(objects.objects[i]);
  }
  if (!has_bitcode) return;
  why_not_ = WhyOutdated(files, build_dir, plan);
  if (why_not_.empty()) Open(files, JoinPath(build_dir, kVmlinuxObject));
}

std::string OptimisedLink::WhyOutdated(const FileSystem& files,
                                       const std::string& build_dir,
                                       const LinkPlan& plan) const {
  FileStatus made = files.Status(JoinPath(build_dir, kVmlinuxObject));
  if (made.kind != FileKind::kFile) {
    return fmt::format("{} is not built", kVmlinuxObject);
  }
  std::string other = plan.WhyVmlinuxDiffers();
  if (!other.empty()) return other;
  auto is_newer = [&](const std::string& path) {
    FileStatus status = files.Status(JoinPath(build_dir, path));
    return status.kind == FileKind::kFile &&
           status.modified_ns > made.modified_ns;
  };
  auto older_than = [](const std::string& path) {
    return fmt::format("{} is older than {}", kVmlinuxObject, path);
  };
  // Without a list of the members (before Linux 6.1) only the configuration
  // tells that there were others.
  std::string list =
      plan.has_vmlinux_archive ? "vmlinux.a" : "include/config/auto.conf";
  if (is_newer(list)) return older_than(list);
  for (const PlannedObject& object : plan.objects) {
    if (object.use == VmlinuxUse::kNever || object.optional) continue;
    if (is_newer(object.path)) return older_than(object.path);
  }
  return {};
}

void OptimisedLink::Open(const FileSystem& files, const std::string& path) {
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
