#include "analyzer/link/link_unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "analyzer/records/build_age.h"
#include "objreader/archive.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

/// "a/b.ko" -> "a/b.mod"
std::string ModFilePath(std::string_view module) {
  if (module.ends_with(".ko")) module.remove_suffix(3);
  return std::string(module) + ".mod";
}

/// The objects that a .mod file names.  Before Linux 5.19 they stood on one
/// line and a second line held undefined symbols.
std::vector<std::string> ObjectsOfModFile(std::string_view text) {
  std::vector<std::string> objects;
  for (std::string_view line : SplitLines(text)) {
    std::vector<std::string_view> words = SplitWords(line);
    objects.insert(objects.end(), words.begin(), words.end());
    if (words.size() > 1) break;
  }
  return objects;
}

std::string WhyOutdated(const std::vector<ListDrift>& drifts,
                        std::string_view unit) {
  for (const ListDrift& drift : drifts) {
    if (drift.unit != unit) continue;
    return fmt::format("{} is older than {}", drift.witness, drift.cause);
  }
  return {};
}

std::string WhyDisputed(std::string_view list, const PlannedObject& object) {
  return fmt::format("makefiles and {} say different things of {}", list,
                     object.path);
}

}  // namespace

class LinkPlanner {
 public:
  LinkPlanner(const FileSystem& files, const BuildTree& tree,
              const PlacementTable& placement, Unknowns& unknowns)
      : files_(files),
        tree_(tree),
        placement_(placement),
        unknowns_(unknowns),
        age_(files, tree) {}

  LinkPlan Plan() {
    if (tree_.external_dir.empty()) {
      AddBuiltIn();
      CompareWithVmlinuxArchive();
      AddLateObjects();
      AddOnDemandMembers();
    }
    for (const std::string& module : placement_.Modules()) AddModule(module);
    return std::move(plan_);
  }

 private:
  ObjectIndex Add(const std::string& path) {
    auto next = static_cast<ObjectIndex>(plan_.objects.size());
    auto [it, added] = plan_.by_path_.emplace(path, next);
    if (added) plan_.objects.emplace_back().path = path;
    return it->second;
  }

  void AddToVmlinux(const std::string& path) {
    plan_.objects[Add(path)].use = VmlinuxUse::kAlways;
  }

  /// Where makefiles leave it open whether a row holds, what was built decides:
  /// the witness (vmlinux.a, a .mod file), which names the object if it was
  /// linked, or else the object itself.
  bool Holds(const Placement& row, bool has_witness) {
    if (row.when.IsTrue()) return true;
    undecided_.insert(row.object);
    return !has_witness && files_.IsFile(JoinPath(tree_.build_dir, row.object));
  }

  void AddBuiltIn() {
    bool has_witness = files_.IsFile(JoinPath(tree_.build_dir, "vmlinux.a"));
    for (const Placement& row : placement_.rows()) {
      bool whole = row.kind == PlacementKind::kArchive &&
                   placement_.UseOf(row.unit) == ArchiveUse::kWhole;
      if (row.kind != PlacementKind::kBuiltIn && !whole) continue;
      if (Holds(row, has_witness)) AddToVmlinux(row.object);
    }
  }

  /// The members of vmlinux.a join; members that the makefiles do not know,
  /// and objects that vmlinux.a lacks, are told.
  void CompareWithVmlinuxArchive() {
    std::string path = JoinPath(tree_.build_dir, "vmlinux.a");
    if (!files_.IsFile(path)) return;
    Result<Archive> archive = ReadArchive(files_, path);
    if (!archive) {
      unknowns_.Add("vmlinux.a", archive.error().message);
      return;
    }
    plan_.has_vmlinux_archive = true;
    std::unordered_set<std::string> members;
    std::vector<std::string> unplaced, absent;
    for (const ArchiveMember& member : archive->members) {
      std::string object = RelativeTo(member.name, tree_.build_dir);
      members.insert(object);
      if (!plan_.by_path_.contains(object) && !undecided_.contains(object)) {
        if (IsDrift("vmlinux.a", "vmlinux", object, true)) continue;
        unplaced.push_back(object);
        plan_.objects[Add(object)].disputed = true;
      }
      AddToVmlinux(object);
    }
    for (PlannedObject& object : plan_.objects) {
      if (members.contains(object.path)) continue;
      if (IsDrift("vmlinux.a", "vmlinux", object.path, false)) continue;
      absent.push_back(object.path);
      object.disputed = true;
    }
    TellDifference("vmlinux.a", "vmlinux", unplaced, absent);
  }

  /// Objects that the last step makes outside of any built-in.a
  /// (scripts/link-vmlinux.sh).
  void AddLateObjects() {
    constexpr std::string_view kVersion = "init/version-timestamp.o";
    std::string path(kVersion);
    if (plan_.by_path_.contains(path)) return;
    AddToVmlinux(path);
    plan_.objects.back().optional = true;
  }

  void AddOnDemandMembers() {
    for (const Placement& row : placement_.rows()) {
      if (row.kind != PlacementKind::kArchive) continue;
      if (placement_.UseOf(row.unit) != ArchiveUse::kOnDemand) continue;
      if (!Holds(row, false)) continue;
      PlannedObject& object = plan_.objects[Add(row.object)];
      if (object.use != VmlinuxUse::kNever) continue;
      object.use = VmlinuxUse::kOnDemand;
      object.archive = row.unit;
    }
  }

  void AddModule(const std::string& module) {
    auto unit = static_cast<uint32_t>(plan_.modules.size());
    plan_.modules.push_back({module, {}});
    std::string mod_file = ModFilePath(module);
    Result<std::string> text = files_.Read(JoinPath(tree_.build_dir, mod_file));
    std::unordered_set<std::string> placed;
    for (size_t i : placement_.RowsInUnit(module)) {
      const Placement& row = placement_.rows()[i];
      if (!Holds(row, text.ok())) continue;
      if (placed.insert(row.object).second) AddToModule(unit, row.object);
    }
    if (!text) return;  // not built yet: the objects will tell
    std::vector<std::string> unplaced, absent;
    std::unordered_set<std::string> built;
    for (std::string& object : ObjectsOfModFile(*text)) {
      // Since 6.13 names start from the external module's directory.
      if (!tree_.external_dir.empty()) {
        object = NormalizePath(JoinPath(tree_.WorkDir(), object));
      }
      built.insert(object);
      if (placed.contains(object)) continue;
      bool undecided = undecided_.contains(object);
      if (!undecided && IsDrift(mod_file, module, object, true)) continue;
      ObjectIndex index = AddToModule(unit, object);
      if (undecided) continue;
      unplaced.push_back(object);
      plan_.objects[index].disputed_modules.push_back(unit);
    }
    for (ObjectIndex index : plan_.modules[unit].objects) {
      const std::string& object = plan_.objects[index].path;
      if (built.contains(object)) continue;
      if (IsDrift(mod_file, module, object, false)) continue;
      absent.push_back(object);
      plan_.objects[index].disputed_modules.push_back(unit);
    }
    TellDifference(mod_file, module, unplaced, absent);
  }

  ObjectIndex AddToModule(uint32_t unit, const std::string& path) {
    ObjectIndex index = Add(path);
    plan_.objects[index].modules.push_back(unit);
    plan_.modules[unit].objects.push_back(index);
    return index;
  }

  /// Whether something changed later explains the difference; notes it then.
  bool IsDrift(const std::string& witness, const std::string& unit,
               const std::string& object, bool left_over) {
    std::string cause = age_.WhyOutdated(witness, object);
    if (cause.empty()) return false;
    plan_.drifts.push_back(
        {witness, unit, object, left_over, std::move(cause)});
    return true;
  }

  void TellDifference(std::string_view witness, std::string_view unit,
                      const std::vector<std::string>& unplaced,
                      const std::vector<std::string>& absent) {
    if (!unplaced.empty()) {
      unknowns_.Add(
          std::string(witness),
          fmt::format("has {}, which no makefile puts there: the build is "
                      "stale (run make), or a makefile was misread",
                      FirstFew(unplaced)));
    }
    if (!absent.empty()) {
      unknowns_.Add(
          std::string(witness),
          fmt::format("lacks {}, which makefiles put into {}: the build is "
                      "stale or not finished (run make)",
                      FirstFew(absent), unit));
    }
  }

  const FileSystem& files_;
  const BuildTree& tree_;
  const PlacementTable& placement_;
  Unknowns& unknowns_;
  BuildAge age_;
  LinkPlan plan_;
  std::unordered_set<std::string> undecided_;  ///< objects of such rows
};

const PlannedObject* LinkPlan::Find(const std::string& path) const {
  auto it = by_path_.find(path);
  return it == by_path_.end() ? nullptr : &objects[it->second];
}

bool PlannedObject::IsDisputedIn(uint32_t module) const {
  return std::find(disputed_modules.begin(), disputed_modules.end(), module) !=
         disputed_modules.end();
}

std::string LinkPlan::WhyVmlinuxDiffers() const {
  std::string outdated = WhyOutdated(drifts, "vmlinux");
  if (!outdated.empty()) return outdated;
  for (const PlannedObject& object : objects) {
    if (object.disputed) return WhyDisputed("vmlinux.a", object);
  }
  return {};
}

std::string LinkPlan::WhyModuleDiffers(uint32_t module) const {
  const ModuleUnit& unit = modules[module];
  std::string outdated = WhyOutdated(drifts, unit.name);
  if (!outdated.empty()) return outdated;
  for (ObjectIndex index : unit.objects) {
    if (!objects[index].IsDisputedIn(module)) continue;
    return WhyDisputed(ModFilePath(unit.name), objects[index]);
  }
  return {};
}

LinkPlan PlanLink(const FileSystem& files, const BuildTree& tree,
                  const PlacementTable& placement, Unknowns& unknowns) {
  return LinkPlanner(files, tree, placement, unknowns).Plan();
}

}  // namespace kplace
