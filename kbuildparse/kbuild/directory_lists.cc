#include "kbuildparse/kbuild/directory_lists.h"

#include <iterator>
#include <utility>

#include "kbuildparse/kbuild/composite.h"
#include "kbuildparse/kbuild/reasons.h"
#include "support/path.h"

namespace kplace::kbuild {
namespace {

using make::TracedWord;

std::vector<ListedWord> Listed(std::vector<TracedWord> words,
                               const BuildTree& tree) {
  std::vector<ListedWord> listed;
  listed.reserve(words.size());
  for (TracedWord& word : words) {
    Reason reason = ReasonFor(word, tree);
    listed.push_back(
        {std::move(word.text), word.unknown, word.when, std::move(reason)});
  }
  return listed;
}

/// The words of obj-y or obj-m, with the members of those that are composites.
std::vector<ListedObject> ListedObjects(Directory& directory,
                                        const char* variable, bool as_modules,
                                        const BuildTree& tree,
                                        ConditionStore& conditions) {
  std::vector<ListedObject> objects;
  for (ListedWord& word : Listed(directory.Words(variable), tree)) {
    ListedObject object;
    object.word = std::move(word);
    object.word.reason.modular = as_modules;
    if (!object.word.unknown && !object.word.IsDirectory()) {
      Composite composite =
          FindComposite(directory, object.word.text, as_modules, conditions);
      object.composite = composite.when;
      object.members = Listed(std::move(composite.members), tree);
    }
    objects.push_back(std::move(object));
  }
  return objects;
}

/// The words of LIST-y and LIST-m.
std::vector<ListedWord> BothLists(Directory& directory, const char* for_y,
                                  const char* for_m, const BuildTree& tree) {
  std::vector<ListedWord> words = Listed(directory.Words(for_y), tree);
  std::vector<ListedWord> more = Listed(directory.Words(for_m), tree);
  for (ListedWord& word : more) word.reason.modular = true;
  std::move(more.begin(), more.end(), std::back_inserter(words));
  return words;
}

/// `obj-$(shell …) += x.o`: some list got longer, nobody can say which.  After
/// all lists were read: an assignment counts if one may be meant.
std::vector<PlacementUnknown> UnknownAssignments(const Directory& directory) {
  std::vector<PlacementUnknown> unknowns;
  for (const make::UnknownAssignment& assignment :
       directory.unknown_assignments()) {
    bool anything = assignment.prefix.empty() && assignment.suffix.empty();
    if (!anything && !assignment.read) continue;
    std::string what =
        anything ? "what $(eval) reads"
                 : "the list " + assignment.prefix + "…" + assignment.suffix;
    unknowns.push_back(
        {directory.path(), assignment.where,
         what + " depends on what is not known: " + assignment.reason,
         assignment.reason, false});
  }
  return unknowns;
}

/// A variable that a directory exports is in the environment of the makes that
/// it starts.
std::shared_ptr<const make::Scope> ScopeOfChildren(
    Directory& directory, const make::Services& services,
    std::shared_ptr<const make::Scope> scope) {
  auto exports = directory.Exports();
  std::vector<std::string> hidden = directory.Unexported();
  if (exports.empty() && hidden.empty()) return scope;
  make::Evaluator environment(services, scope.get());
  for (auto& [name, value] : exports) {
    environment.Define(name, std::move(value), make::Origin::kEnvironment);
  }
  for (const std::string& name : hidden) environment.Undefine(name);
  return std::move(environment).Freeze();
}

}  // namespace

std::string DirectoryLists::PathOf(std::string_view word) const {
  return NormalizePath(JoinPath(path, word));
}

DirectoryLists ReadDirectory(const BuildTree& tree,
                             const make::Services& services,
                             const std::string& path, const Visit& visit,
                             std::shared_ptr<const make::Scope> scope) {
  DirectoryLists lists;
  lists.path = path;
  Directory directory(tree, services, scope.get(), path);
  lists.exists = directory.exists();
  if (!lists.exists) return lists;
  directory.Evaluate(visit);

  ConditionStore& conditions = *services.conditions;
  lists.obj_y = ListedObjects(directory, "obj-y", false, tree, conditions);
  lists.obj_m = ListedObjects(directory, "obj-m", true, tree, conditions);
  lists.lib = BothLists(directory, "lib-y", "lib-m", tree);
  lists.subdir = BothLists(directory, "subdir-y", "subdir-m", tree);
  lists.unknowns = UnknownAssignments(directory);
  lists.scope = ScopeOfChildren(directory, services, std::move(scope));
  lists.work = directory.work();
  return lists;
}

}  // namespace kplace::kbuild
