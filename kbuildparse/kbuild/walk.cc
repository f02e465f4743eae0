#include "kbuildparse/kbuild/walk.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kbuildparse/kbuild/descent.h"
#include "kbuildparse/kbuild/reasons.h"
#include "support/path.h"

namespace kplace::kbuild {
namespace {

/// What a word of obj-y or obj-m is linked into.
struct Target {
  PlacementKind kind;
  Condition when;  ///< the directory's part: built-in.a linked, modules made
};

class Walker {
 public:
  Walker(const BuildTree& tree, const make::Services& services,
         DirectoryReader& reader, PlacementTable& table)
      : tree_(tree),
        services_(services),
        reader_(reader),
        conditions_(*services.conditions),
        table_(table) {}

  void Enter(const Descent& descent, ReasonId because);
  /// Places what begins at a root; `start` is how its directory is entered.
  void EnterRoot(const Root& root, const Descent& start);

 private:
  /// The directory that is worked on.
  struct Here {
    const DirectoryLists& lists;
    const Descent& descent;
    ReasonId because;  ///< why it is entered
    const std::vector<Child>& children;
    std::vector<bool> entered;  ///< of each child
    /// Objects in obj-y: obj-m and lib-y leave them out.
    std::map<std::string, Condition, std::less<>> in_obj_y;
  };

  void ReportUnknownWords(const Here& here);
  void PlaceObjY(Here& here);
  void PlaceObjM(Here& here);
  void PlaceLib(Here& here);
  void PlaceObject(const Here& here, const ListedObject& object,
                   const Target& target);
  void PlaceMembers(const Here& here, const ListedObject& object,
                    const Target& target, ReasonId because);
  void ReportUnknown(const Here& here, std::string_view list,
                     const ListedWord& word);
  void EnterChild(Here& here, size_t index);
  bool MayEnter(const Descent& descent, SourceLoc named);
  void LeaveOut(const Descent& descent, SourceLoc named, const char* problem,
                const char* reason);

  const BuildTree& tree_;
  const make::Services& services_;
  DirectoryReader& reader_;
  ConditionStore& conditions_;
  PlacementTable& table_;
  std::set<VisitKey> visits_;
};

void Walker::ReportUnknown(const Here& here, std::string_view list,
                           const ListedWord& word) {
  table_.AddUnknown(
      {here.lists.path, word.reason.where,
       std::string(list) + " depends on what is not known: " + word.text,
       word.text, false});
}

/// What is not known of a list is reported, and left out by everybody else.
void Walker::ReportUnknownWords(const Here& here) {
  for (const ListedObject& object : here.lists.obj_y) {
    if (object.word.unknown) ReportUnknown(here, "obj-y", object.word);
  }
  for (const ListedObject& object : here.lists.obj_m) {
    if (object.word.unknown) ReportUnknown(here, "obj-m", object.word);
  }
  for (const ListedWord& word : here.lists.subdir) {
    if (word.unknown) ReportUnknown(here, "subdir-y", word);
  }
  for (const ListedWord& word : here.lists.lib) {
    if (word.unknown) ReportUnknown(here, "lib-y", word);
  }
  for (const PlacementUnknown& unknown : here.lists.unknowns) {
    table_.AddUnknown(unknown);
  }
}

/// "foo.ko" for "foo.o".
std::string ModuleOf(const std::string& object) {
  return object.substr(0, object.size() - 2) + ".ko";
}

void Walker::PlaceMembers(const Here& here, const ListedObject& object,
                          const Target& target, ReasonId because) {
  std::string composite = here.lists.PathOf(object.word.text);
  bool module = target.kind == PlacementKind::kModule;
  for (const ListedWord& member : object.members) {
    if (member.unknown) {
      ReportUnknown(here, object.word.text, member);
      continue;
    }
    Placement row;
    row.kind = target.kind;
    row.object = here.lists.PathOf(member.text);
    row.unit = module ? ModuleOf(composite) : "vmlinux";
    row.composite = composite;
    row.when = conditions_.And(target.when, member.when);
    row.because = table_.AddReason(member.reason, because);
    table_.Add(std::move(row), conditions_);
  }
}

void Walker::PlaceObject(const Here& here, const ListedObject& object,
                         const Target& target) {
  bool module = target.kind == PlacementKind::kModule;
  if (target.when.IsFalse()) return;
  if (module && !object.word.text.ends_with(".o")) return;
  ReasonId because = table_.AddReason(object.word.reason, here.because);
  Placement row;
  row.kind = target.kind;
  row.object = here.lists.PathOf(object.word.text);
  row.unit = module ? ModuleOf(row.object) : "vmlinux";
  row.when = conditions_.AndNot(target.when, object.composite);
  row.because = because;
  table_.Add(std::move(row), conditions_);
  PlaceMembers(here, object, target, because);
}

void Walker::PlaceObjY(Here& here) {
  for (const ListedObject& object : here.lists.obj_y) {
    const ListedWord& word = object.word;
    if (word.unknown) continue;
    if (word.IsDirectory()) {
      std::string path = here.lists.PathOf(word.text);
      for (size_t i = 0; i < here.children.size(); ++i) {
        if (here.children[i].path == path) EnterChild(here, i);
      }
      continue;
    }
    auto [known, is_new] =
        here.in_obj_y.try_emplace(word.text, Condition::False());
    known->second = conditions_.Or(known->second, word.when);
    PlaceObject(here, object,
                {PlacementKind::kBuiltIn,
                 conditions_.And(here.descent.visit.builtin, word.when)});
  }
}

void Walker::PlaceObjM(Here& here) {
  for (const ListedObject& object : here.lists.obj_m) {
    const ListedWord& word = object.word;
    if (word.unknown || word.IsDirectory()) continue;
    Condition when = conditions_.And(here.descent.visit.modules, word.when);
    if (auto it = here.in_obj_y.find(word.text); it != here.in_obj_y.end()) {
      when = conditions_.AndNot(when, it->second);
    }
    PlaceObject(here, object, {PlacementKind::kModule, when});
  }
}

void Walker::PlaceLib(Here& here) {
  if (!tree_.external_dir.empty()) return;  // KBUILD_BUILTIN is not set
  std::multimap<std::string_view, const ListedWord*> sorted;
  for (const ListedWord& word : here.lists.lib) {
    if (!word.unknown) sorted.emplace(word.text, &word);
  }
  for (const auto& [text, word] : sorted) {
    Placement row;
    row.kind = PlacementKind::kArchive;
    row.object = here.lists.PathOf(text);
    row.unit = here.lists.PathOf("lib.a");
    row.when = conditions_.And(here.descent.visit.when, word->when);
    if (auto it = here.in_obj_y.find(text); it != here.in_obj_y.end()) {
      row.when = conditions_.AndNot(row.when, it->second);
    }
    if (row.when.IsFalse()) continue;
    row.because = table_.AddReason(word->reason, here.because);
    table_.Add(std::move(row), conditions_);
  }
}

void Walker::EnterChild(Here& here, size_t index) {
  const Child& child = here.children[index];
  if (here.entered[index] || child.visit.when.IsFalse()) return;
  here.entered[index] = true;
  if (!reader_.Wants(child.path)) return;
  ReasonId because = table_.AddReason(child.reasons.front(), here.because);
  for (size_t i = 1; i < child.reasons.size(); ++i) {
    table_.AddLine(because, child.reasons[i]);
  }
  Enter(child.From(here.descent, here.lists), because);
}

/// False for a loop (a/ lists ../a/), which make would follow for ever, for a
/// visit that would only repeat an earlier one, and where the limits end.
bool Walker::MayEnter(const Descent& descent, SourceLoc named) {
  const char* refused = nullptr;
  if (descent.IsLoop()) refused = ": directories include each other";
  if (descent.depth > kDeepest) refused = ": directories nested too deeply";
  if (visits_.size() == kMostVisits) refused = ": too many directories";
  if (refused != nullptr) {
    services_.sink->Add(Severity::kError, named, descent.path + refused);
    return false;
  }
  return visits_.insert(KeyOf(descent)).second;
}

/// What is in the directory stays unknown.
void Walker::LeaveOut(const Descent& descent, SourceLoc named,
                      const char* problem, const char* reason) {
  services_.sink->Add(Severity::kError, named, descent.path + problem);
  table_.AddUnknown({descent.path, named, reason, reason, false});
}

void Walker::Enter(const Descent& descent, ReasonId because) {
  SourceLoc named = table_.ReasonAt(because).where;
  if (!MayEnter(descent, named)) return;
  const std::optional<Reading> reading = reader_.Take(descent);
  if (!reading) {
    return LeaveOut(descent, named,
                    ": not read: the Makefiles of this tree ask for more work "
                    "than those of any kernel",
                    "the directory was not read");
  }
  if (!reading->lists.exists) {
    return LeaveOut(descent, named,
                    "/Makefile: No such file or directory: the line names a "
                    "directory without Kbuild and Makefile",
                    "the directory has no Makefile");
  }
  Here here{reading->lists, descent, because, reading->children, {}, {}};
  here.entered.resize(reading->children.size());

  // In link order: directories in obj-y are entered where they stand.
  ReportUnknownWords(here);
  PlaceObjY(here);
  PlaceObjM(here);
  PlaceLib(here);
  for (size_t i = 0; i < here.children.size(); ++i) EnterChild(here, i);
}

void Walker::EnterRoot(const Root& root, const Descent& start) {
  if (root.when.IsFalse()) return;
  ReasonId because = root.named.text.empty()
                         ? ReasonId::kNone
                         : table_.AddReason(ReasonFor(root.named, tree_),
                                            ReasonId::kNone);
  if (!root.is_object) return Enter(start, because);
  table_.Add({PlacementKind::kBuiltIn, root.path, "vmlinux", {}, root.when,
              because},
             conditions_);
}

/// How the directory of each root is entered; of an object, never.
std::vector<Descent> StartsOf(const TopLevel& top, Condition modules,
                              ConditionStore& conditions) {
  std::vector<Descent> starts;
  for (const Root& root : top.roots) {
    Condition when = root.is_object ? Condition::False() : root.when;
    Visit visit{when, conditions.And(when, root.builtin),
                conditions.And(when, modules)};
    starts.push_back({root.path, visit, top.scope});
  }
  return starts;
}

/// A row under a condition that nobody can decide is no fact and no hole that
/// readers of the facts would see.
void ReportUndecidedRows(const ConditionStore& conditions,
                         PlacementTable& table) {
  for (const Placement& row : table.rows()) {
    std::vector<std::string> reasons = conditions.UnknownReasons(row.when);
    if (reasons.empty()) continue;
    std::string causes;
    for (size_t i = 0; i < reasons.size(); ++i) {
      causes += (i == 0 ? "" : ", ") + reasons[i];
    }
    std::string text =
        "being in " + row.unit + " depends on what is not known: " + causes;
    table.AddUnknown({row.object, table.ReasonAt(row.because).where,
                      std::move(text), std::move(causes), true});
  }
}

/// A tree whose lists were misread, or that is none, must not pass for a kernel
/// without problems.
void ReportNoKernel(const BuildTree& tree, const PlacementTable& table,
                    DiagnosticSink& sink) {
  if (!table.rows().empty() || !table.unknowns().empty()) return;
  if (!tree.external_dir.empty()) return;  // its options may be off
  sink.Add(Severity::kError, tree.source_dir,
           "no object is placed: the top Kbuild file leads to none, or this "
           "is not the source of a kernel");
}

}  // namespace

void Walk(const BuildTree& tree, const make::Services& services,
          const TopLevel& top, unsigned jobs, PlacementTable& table,
          const DirectoryFilter& wanted) {
  for (const LinkedArchive& archive : top.archives) {
    table.SetArchiveUse(archive.path, archive.use, archive.when,
                        *services.conditions);
  }
  Condition modules =
      tree.configured
          ? (tree.config.ValueOf("CONFIG_MODULES") == "y" ? Condition::True()
                                                          : Condition::False())
          : services.conditions->Atom("CONFIG_MODULES", OptionValue::kYes);
  DirectoryReader reader(tree, services, jobs, wanted);
  std::vector<Descent> starts = StartsOf(top, modules, *services.conditions);
  reader.ReadAhead(starts);
  Walker walker(tree, services, reader, table);
  for (size_t i = 0; i < starts.size(); ++i) {
    walker.EnterRoot(top.roots[i], starts[i]);
  }
  if (!tree.external_dir.empty() && modules.IsFalse()) {
    services.sink->Add(Severity::kError, tree.external_dir,
                       "no external module can be built: the kernel was "
                       "configured without CONFIG_MODULES");
  }
  ReportUndecidedRows(*services.conditions, table);
  ReportNoKernel(tree, table, *services.sink);
}

}  // namespace kplace::kbuild
