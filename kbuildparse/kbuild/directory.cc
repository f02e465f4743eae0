#include "kbuildparse/kbuild/directory.h"

#include "support/path.h"

namespace kplace::kbuild {
namespace {

using make::IncludeAction;
using make::Origin;
using make::Value;

/// What the base scope holds already is not read again; Makefile.lib is where
/// our own reading of the lists begins.
IncludeAction StopAtMakefileLib(std::string_view path) {
  if (path.ends_with("scripts/Makefile.lib")) return IncludeAction::kStop;
  for (std::string_view known :
       {"scripts/Kbuild.include", "scripts/Makefile.compiler",
        "include/config/auto.conf"}) {
    if (path.ends_with(known)) return IncludeAction::kSkip;
  }
  return IncludeAction::kRead;
}

make::Services WithIncludeHook(make::Services services) {
  services.include = StopAtMakefileLib;
  return services;
}

}  // namespace

Directory::Directory(const BuildTree& tree, const make::Services& services,
                     const make::Scope* base, std::string path)
    : tree_(tree),
      path_(std::move(path)),
      services_(WithIncludeHook(services)),
      evaluator_(services_, base) {
  std::string source = JoinPath(tree.source_dir, path_);
  for (const char* name : {"Kbuild", "Makefile"}) {
    exists_ = exists_ || services.files->IsFile(JoinPath(source, name));
  }
}

void Directory::Evaluate(const Visit& visit) {
  std::string obj =
      tree_.works_in_external_dir ? RelativeTo(path_, tree_.WorkDir()) : path_;
  evaluator_.Define("obj", Value(std::move(obj)), Origin::kCommandLine);
  auto flag = [](Condition c) { return Value(c.IsFalse() ? "" : "1"); };
  evaluator_.Define("need-builtin", flag(visit.builtin), Origin::kCommandLine);
  evaluator_.Define("need-modorder", flag(visit.modules), Origin::kCommandLine);
  evaluator_.ReadMakefile(JoinPath(tree_.source_dir, "scripts/Makefile.build"));
}

std::vector<std::pair<std::string, make::Value>> Directory::Exports() {
  std::vector<std::pair<std::string, make::Value>> exports;
  for (const std::string& name : evaluator_.ExportedNames()) {
    exports.emplace_back(name, evaluator_.ValueOf(name));
  }
  return exports;
}

std::string Directory::PathOf(std::string_view word) const {
  return NormalizePath(JoinPath(path_, word));
}

}  // namespace kplace::kbuild
