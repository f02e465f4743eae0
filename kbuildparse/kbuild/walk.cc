#include "kbuildparse/kbuild/walk.h"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "kbuildparse/kbuild/composite.h"
#include "kbuildparse/kbuild/directory.h"
#include "kbuildparse/kbuild/reasons.h"
#include "support/path.h"

namespace kplace::kbuild {
namespace {

using make::TracedWord;

// Many times the directories of a kernel.  Only a tree made to keep us busy has
// more: directories that export variables to each other in ever new ways.
constexpr size_t kMostVisits = 1 << 15;

// Directories in directories, each with an evaluator on our stack.
constexpr size_t kDeepest = 64;

/// Why a directory is entered, and the variables its parents exported.
struct Descent {
  std::string path;
  Visit visit;
  ReasonId because = ReasonId::kNone;
  std::shared_ptr<const make::Scope> scope;
  const Descent* parent = nullptr;
  size_t depth = 0;
};

/// What a word of obj-y or obj-m is linked into.
struct Target {
  PlacementKind kind;
  Condition when;  ///< the directory's part: built-in.a linked, modules made
};

class Walker {
 public:
  Walker(const BuildTree& tree, const make::Services& services,
         const DirectoryFilter& wanted, PlacementTable& table)
      : tree_(tree),
        services_(services),
        conditions_(*services.conditions),
        wanted_(wanted),
        table_(table) {}

  void Enter(const Descent& descent);

 private:
  /// A subdirectory as its parent lists it, all listings joined.
  struct Child {
    std::string path;
    Visit visit;
    ReasonId because = ReasonId::kNone;
    bool entered = false;
  };
  /// The lists of one directory while it is worked on.
  struct Here {
    Directory& directory;
    const Descent& descent;
    std::vector<TracedWord> obj_y;
    std::vector<TracedWord> obj_m;
    std::vector<Child> children;
    /// Objects in obj-y: obj-m and lib-y leave them out.
    std::map<std::string, Condition, std::less<>> in_obj_y;
    /// What the children start with.
    std::shared_ptr<const make::Scope> scope;
  };

  std::vector<TracedWord> KnownWords(const Here& here, const char* variable);
  void NoteChildren(Here& here);
  void NoteChild(Here& here, const TracedWord& word, const Visit& visit);
  void PlaceObjY(Here& here);
  void PlaceObjM(Here& here);
  void PlaceLib(Here& here);
  void PlaceObject(Here& here, const TracedWord& word, const Target& target);
  void PlaceMembers(Here& here, const TracedWord& word, const Target& target,
                    const Composite& composite, ReasonId because);
  void ReportUnknown(const Here& here, const char* variable,
                     const TracedWord& word);
  void ReportUnknownAssignments(const Here& here);
  void ExportToChildren(Here& here);
  void EnterChild(Here& here, Child& child);
  bool MayEnter(const Descent& descent, SourceLoc named);

  ReasonId AddReason(const TracedWord& word, ReasonId parent,
                     bool modular = false);

  const BuildTree& tree_;
  const make::Services& services_;
  ConditionStore& conditions_;
  const DirectoryFilter& wanted_;
  PlacementTable& table_;

  /// What makes one visit of a directory differ from another.
  using VisitKey = std::tuple<std::string, uint32_t, uint32_t, uint32_t,
                              std::shared_ptr<const make::Scope>>;
  std::set<VisitKey> visits_;
};

bool IsDirectory(const TracedWord& word) {
  return word.text.ends_with('/');
}

ReasonId Walker::AddReason(const TracedWord& word, ReasonId parent,
                           bool modular) {
  Reason reason = ReasonFor(word, tree_);
  reason.modular = modular;
  return table_.AddReason(std::move(reason), parent);
}

void Walker::ReportUnknown(const Here& here, const char* variable,
                           const TracedWord& word) {
  PlacementUnknown unknown;
  unknown.subject = here.directory.path();
  if (word.assigned_by != nullptr) {
    unknown.where = make::LocationOf(*word.assigned_by);
  }
  unknown.reason =
      std::string(variable) + " depends on what is not known: " + word.text;
  table_.AddUnknown(std::move(unknown));
}

/// `obj-$(shell …) += x.o`: some list got longer, nobody can say which.
void Walker::ReportUnknownAssignments(const Here& here) {
  for (const make::UnknownAssignment& assignment :
       here.directory.unknown_assignments()) {
    PlacementUnknown unknown;
    unknown.subject = here.directory.path();
    unknown.where = assignment.where;
    std::string what =
        assignment.prefix.empty() && assignment.suffix.empty()
            ? "what $(eval) reads"
            : "the list " + assignment.prefix + "…" + assignment.suffix;
    unknown.reason =
        what + " depends on what is not known: " + assignment.reason;
    table_.AddUnknown(std::move(unknown));
  }
}

void Walker::NoteChild(Here& here, const TracedWord& word, const Visit& visit) {
  std::string path = here.directory.PathOf(word.text);
  ReasonId because =
      AddReason(word, here.descent.because, visit.builtin.IsFalse());
  for (Child& child : here.children) {
    if (child.path != path) continue;
    table_.AddAlternative(child.because, because);
    child.visit.when = conditions_.Or(child.visit.when, visit.when);
    child.visit.builtin = conditions_.Or(child.visit.builtin, visit.builtin);
    child.visit.modules = conditions_.Or(child.visit.modules, visit.modules);
    return;
  }
  here.children.push_back({std::move(path), visit, because});
}

void Walker::PlaceMembers(Here& here, const TracedWord& word,
                          const Target& target, const Composite& composite,
                          ReasonId because) {
  std::string object = here.directory.PathOf(word.text);
  for (const TracedWord& member : composite.members) {
    if (member.unknown) {
      ReportUnknown(here, word.text.c_str(), member);
      continue;
    }
    Placement row;
    row.kind = target.kind;
    row.object = here.directory.PathOf(member.text);
    row.unit = target.kind == PlacementKind::kModule
                   ? object.substr(0, object.size() - 2) + ".ko"
                   : "vmlinux";
    row.composite = object;
    row.when = conditions_.And(target.when, member.when);
    row.because = AddReason(member, because);
    table_.Add(std::move(row), conditions_);
  }
}

void Walker::PlaceObject(Here& here, const TracedWord& word,
                         const Target& target) {
  bool module = target.kind == PlacementKind::kModule;
  if (target.when.IsFalse()) return;
  if (module && !word.text.ends_with(".o")) return;
  ReasonId because = AddReason(word, here.descent.because, module);
  Composite composite =
      FindComposite(here.directory, word.text, module, conditions_);
  Placement row;
  row.kind = target.kind;
  row.object = here.directory.PathOf(word.text);
  row.unit =
      module ? row.object.substr(0, row.object.size() - 2) + ".ko" : "vmlinux";
  row.when = conditions_.AndNot(target.when, composite.when);
  row.because = because;
  table_.Add(std::move(row), conditions_);
  PlaceMembers(here, word, target, composite, because);
}

/// The words of a list; what is not known of it is reported and left out.
std::vector<TracedWord> Walker::KnownWords(const Here& here,
                                           const char* variable) {
  std::vector<TracedWord> words = here.directory.Words(variable);
  std::erase_if(words, [&](const TracedWord& word) {
    if (word.unknown) ReportUnknown(here, variable, word);
    return word.unknown;
  });
  return words;
}

void Walker::NoteChildren(Here& here) {
  const Visit& visit = here.descent.visit;
  auto note = [&](const TracedWord& word, Condition builtin,
                  Condition modules) {
    NoteChild(here, word,
              {conditions_.And(visit.when, word.when),
               conditions_.And(builtin, word.when),
               conditions_.And(modules, word.when)});
  };
  for (const TracedWord& word : here.obj_y) {
    if (IsDirectory(word)) note(word, visit.builtin, visit.modules);
  }
  for (const TracedWord& word : here.obj_m) {
    if (IsDirectory(word)) note(word, Condition::False(), visit.modules);
  }
  for (const char* variable : {"subdir-y", "subdir-m"}) {
    for (const TracedWord& word : KnownWords(here, variable)) {
      note(word, Condition::False(), Condition::False());
    }
  }
}

void Walker::PlaceObjY(Here& here) {
  for (const TracedWord& word : here.obj_y) {
    if (IsDirectory(word)) {
      std::string path = here.directory.PathOf(word.text);
      for (Child& child : here.children) {
        if (child.path == path) EnterChild(here, child);
      }
      continue;
    }
    auto [known, is_new] =
        here.in_obj_y.try_emplace(word.text, Condition::False());
    known->second = conditions_.Or(known->second, word.when);
    PlaceObject(here, word,
                {PlacementKind::kBuiltIn,
                 conditions_.And(here.descent.visit.builtin, word.when)});
  }
}

void Walker::PlaceObjM(Here& here) {
  for (const TracedWord& word : here.obj_m) {
    if (IsDirectory(word)) continue;
    Condition when = conditions_.And(here.descent.visit.modules, word.when);
    if (auto it = here.in_obj_y.find(word.text); it != here.in_obj_y.end()) {
      when = conditions_.AndNot(when, it->second);
    }
    PlaceObject(here, word, {PlacementKind::kModule, when});
  }
}

void Walker::PlaceLib(Here& here) {
  struct Listed {
    TracedWord word;
    bool in_lib_m;
  };
  std::multimap<std::string, Listed> sorted;
  for (const char* variable : {"lib-y", "lib-m"}) {
    bool in_lib_m = variable == std::string_view("lib-m");
    for (TracedWord& word : KnownWords(here, variable)) {
      sorted.emplace(word.text, Listed{word, in_lib_m});
    }
  }
  for (const auto& [text, listed] : sorted) {
    const TracedWord& word = listed.word;
    Placement row;
    row.kind = PlacementKind::kArchive;
    row.object = here.directory.PathOf(text);
    row.unit = here.directory.PathOf("lib.a");
    row.when = conditions_.And(here.descent.visit.when, word.when);
    if (auto it = here.in_obj_y.find(text); it != here.in_obj_y.end()) {
      row.when = conditions_.AndNot(row.when, it->second);
    }
    if (row.when.IsFalse()) continue;
    row.because = AddReason(word, here.descent.because, listed.in_lib_m);
    table_.Add(std::move(row), conditions_);
  }
}

/// A variable that a directory exports is in the environment of the makes that
/// it starts.
void Walker::ExportToChildren(Here& here) {
  here.scope = here.descent.scope;
  if (here.children.empty()) return;
  auto exports = here.directory.Exports();
  if (exports.empty()) return;
  make::Evaluator environment(services_, here.scope.get());
  for (auto& [name, value] : exports) {
    environment.Define(name, std::move(value), make::Origin::kEnvironment);
  }
  here.scope = std::move(environment).Freeze();
}

void Walker::EnterChild(Here& here, Child& child) {
  if (child.entered || child.visit.when.IsFalse()) return;
  child.entered = true;
  if (wanted_ && !wanted_(child.path)) return;
  Enter({child.path, child.visit, child.because, here.scope, &here.descent,
         here.descent.depth + 1});
}

/// True when the directory is being visited already, further up.
bool IsLoop(const Descent& descent) {
  for (const Descent* above = descent.parent; above != nullptr;
       above = above->parent) {
    if (above->path == descent.path) return true;
  }
  return false;
}

/// False for a loop (a/ lists ../a/), which make would follow for ever, for a
/// visit that would only repeat an earlier one, and where the limits end.
bool Walker::MayEnter(const Descent& descent, SourceLoc named) {
  const char* refused = nullptr;
  if (IsLoop(descent)) refused = ": directories include each other";
  if (descent.depth > kDeepest) refused = ": directories nested too deeply";
  if (visits_.size() == kMostVisits) refused = ": too many directories";
  if (refused != nullptr) {
    services_.sink->Add(Severity::kError, named, descent.path + refused);
    return false;
  }
  const Visit& visit = descent.visit;
  return visits_
      .emplace(descent.path, visit.when.id(), visit.builtin.id(),
               visit.modules.id(), descent.scope)
      .second;
}

void Walker::Enter(const Descent& descent) {
  SourceLoc named = table_.ReasonAt(descent.because).where;
  if (!MayEnter(descent, named)) return;
  Directory directory(tree_, services_, descent.scope.get(), descent.path);
  if (!directory.exists()) {
    services_.sink->Add(Severity::kError, named,
                        descent.path +
                            "/Makefile: No such file or directory: the line "
                            "names a directory without Kbuild and Makefile");
    table_.AddUnknown({descent.path, named, "the directory has no Makefile"});
    return;
  }
  directory.Evaluate(descent.visit);

  Here here{directory, descent, {}, {}, {}, {}, {}};
  here.obj_y = KnownWords(here, "obj-y");
  here.obj_m = KnownWords(here, "obj-m");
  NoteChildren(here);
  ExportToChildren(here);

  // In link order: directories in obj-y are entered where they stand.
  PlaceObjY(here);
  PlaceObjM(here);
  PlaceLib(here);
  for (Child& child : here.children) EnterChild(here, child);
  ReportUnknownAssignments(here);
}

/// A row under a condition that nobody can decide is no fact and no hole that
/// readers of the facts would see.
void ReportUndecidedRows(const ConditionStore& conditions,
                         PlacementTable& table) {
  for (const Placement& row : table.rows()) {
    std::vector<std::string> reasons = conditions.UnknownReasons(row.when);
    if (reasons.empty()) continue;
    std::string text =
        "being in " + row.unit + " depends on what is not known: ";
    for (size_t i = 0; i < reasons.size(); ++i) {
      text += (i == 0 ? "" : ", ") + reasons[i];
    }
    table.AddUnknown(
        {row.object, table.ReasonAt(row.because).where, std::move(text)});
  }
}

/// A tree whose lists were misread, or that is none, must not pass for a kernel
/// without problems.
void ReportNoKernel(const BuildTree& tree, const PlacementTable& table,
                    DiagnosticSink& sink) {
  if (!table.rows().empty() || !table.unknowns().empty()) return;
  sink.Add(Severity::kError, tree.source_dir,
           "no object is placed: the top Kbuild file leads to none, or this "
           "is not the source of a kernel");
}

}  // namespace

void Walk(const BuildTree& tree, const make::Services& services,
          const TopLevel& top, PlacementTable& table,
          const DirectoryFilter& wanted) {
  for (const LinkedArchive& archive : top.archives) {
    table.SetArchiveUse(archive.path, archive.use);
  }
  Condition modules =
      tree.configured
          ? (tree.config.ValueOf("CONFIG_MODULES") == "y" ? Condition::True()
                                                          : Condition::False())
          : services.conditions->Atom("CONFIG_MODULES", OptionValue::kYes);
  Descent root;
  root.path = ".";
  root.visit.when = Condition::True();
  root.visit.builtin = Condition::True();
  root.visit.modules = modules;
  root.scope = top.scope;
  Walker(tree, services, wanted, table).Enter(root);
  ReportUndecidedRows(*services.conditions, table);
  ReportNoKernel(tree, table, *services.sink);
}

}  // namespace kplace::kbuild
