#include "kbuildparse/kbuild/top_level.h"

#include <optional>

#include "kbuildparse/kbuild/free_options.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::kbuild {
namespace {

using make::Evaluator;
using make::IncludeAction;
using make::Origin;
using make::Value;

/// The values of options as auto.conf holds them: no line at all for n, and
/// quotes around text only where this tree's Kconfig writes them.
void DefineConfiguration(const BuildTree& tree, const FileSystem& files,
                         Evaluator& evaluator) {
  bool quotes = WritesQuotes(tree, files);
  for (const auto& [option, setting] : tree.config.settings()) {
    if (setting.value == "n" && !setting.quoted) continue;
    bool quoted = quotes && setting.quoted;
    evaluator.Define(option,
                     Value(quoted ? '"' + setting.value + '"' : setting.value),
                     Origin::kFile);
  }
}

/// KERNELRELEASE as $(shell cat include/config/kernel.release) gives it.  Many
/// external modules ask whether there is one: that it is known not to be empty
/// matters more than its text.
Value Release(const BuildTree& tree) {
  if (!tree.release.empty()) return Value(tree.release);
  Value release("0");
  release.AppendUnknown(Condition::True(), "KERNELRELEASE");
  return release;
}

/// What every make of an external module has on its command line, or in the
/// environment that `make -C BUILD M=$PWD` hands down from the module's
/// directory.
void DefineExternalModule(const BuildTree& tree, Evaluator& evaluator) {
  if (tree.external_dir.empty()) return;
  for (const char* name : {"M", "KBUILD_EXTMOD"}) {
    evaluator.Define(name, Value(tree.external_dir), Origin::kCommandLine);
  }
  evaluator.Define("PWD", Value(tree.external_dir), Origin::kEnvironment);
}

/// What the environment of the second make holds, and its command line.
void DefineInvocation(const BuildTree& tree, Evaluator& evaluator) {
  evaluator.Define("sub_make_done", Value("1"), Origin::kEnvironment);
  // Newer trees compute these two in each run, older ones in the first alone.
  evaluator.Define("abs_srctree", Value(tree.source_dir), Origin::kEnvironment);
  evaluator.Define("abs_objtree", Value(tree.build_dir), Origin::kEnvironment);
  // From 6.13 on the first run exports the roots of what there is and of what
  // is built; an empty srcroot is set by the second.
  evaluator.Define("objtree",
                   Value(tree.works_in_external_dir ? tree.build_dir : "."),
                   Origin::kEnvironment);
  evaluator.Define("srcroot", Value(tree.external_dir), Origin::kEnvironment);
  evaluator.Define("MAKEFLAGS", Value("rR --no-print-directory"),
                   Origin::kFile);
  evaluator.Define("MAKECMDGOALS", Value(), Origin::kDefault);
  evaluator.Define("ARCH", Value(tree.arch), Origin::kCommandLine);
  // What else make was given, nobody wrote down.  Of all that, only a missing
  // prefix makes some trees stop (scripts/Makefile.clang).
  evaluator.Define("CROSS_COMPILE", Value::Unknown("CROSS_COMPILE"),
                   Origin::kEnvironment);
  evaluator.Define("KERNELRELEASE", Release(tree), Origin::kCommandLine);
  DefineExternalModule(tree, evaluator);
}

/// The one shell answer that the configuration has already: which compiler it
/// was made for (CC_VERSION_TEXT of the top Makefile).
std::optional<std::string> AnswerFromConfiguration(const Configuration& config,
                                                   std::string_view command) {
  const Configuration::Setting* text = config.Find("CONFIG_CC_VERSION_TEXT");
  bool asks = command.find("--version") != std::string_view::npos &&
              command.find("head -n 1") != std::string_view::npos;
  if (!asks || text == nullptr) return std::nullopt;
  return text->value;
}

/// The configuration is there already and dependency files say nothing of
/// placement; Kbuild.include is read, once more would do no harm.
IncludeAction SkipConfiguration(std::string_view path) {
  bool config = path.find("include/config/auto.conf") != path.npos;
  bool depends = path.ends_with(".cmd");
  return config || depends ? IncludeAction::kSkip : IncludeAction::kRead;
}

/// The -I of make itself, which trees before 6.2 set for O= builds: there
/// `include DIR/Makefile` finds files of the source.
std::vector<std::string> IncludeDirectories(const BuildTree& tree,
                                            const FileSystem& files) {
  Result<std::string> text = files.Read(JoinPath(tree.source_dir, "Makefile"));
  bool sets_it =
      text && text->find("--include-dir=$(abs_srctree)") != std::string::npos;
  if (!sets_it || tree.source_dir == tree.build_dir) return {};
  return {tree.source_dir};
}

/// The environment of a sub-make and the files that every Makefile.build
/// includes first.
std::shared_ptr<const make::Scope> DirectoryScope(
    const BuildTree& tree, const make::Services& services, Evaluator& top) {
  Evaluator base(services);
  DefineConfiguration(tree, *services.files, base);
  DefineExternalModule(tree, base);
  for (const char* name : {"objtree", "srcroot"}) {
    base.Define(name, top.ValueOf(name), Origin::kEnvironment);
  }
  for (const std::string& name : top.ExportedNames()) {
    base.Define(name, top.ValueOf(name), Origin::kEnvironment);
  }
  for (const char* name :
       {"scripts/Kbuild.include", "scripts/Makefile.compiler"}) {
    std::string path = JoinPath(tree.source_dir, name);
    if (services.files->IsFile(path)) base.ReadMakefile(path);
  }
  return std::move(base).Freeze();
}

}  // namespace

make::Services ServicesFor(const BuildTree& tree, const FileSystem& files,
                           make::ParseCache& parsed, ConditionStore& conditions,
                           DiagnosticSink& sink) {
  make::Services services;
  services.files = &files;
  services.parsed = &parsed;
  services.conditions = &conditions;
  services.sink = &sink;
  services.directory = tree.WorkDir();
  services.include_directories = IncludeDirectories(tree, files);
  return services;
}

TopLevel EvaluateTopLevel(const BuildTree& tree,
                          const make::Services& services) {
  make::Services top_services = services;
  top_services.include = SkipConfiguration;
  top_services.shell = [&tree](std::string_view command) {
    return AnswerFromConfiguration(tree.config, command);
  };
  Evaluator top(top_services);
  DefineConfiguration(tree, *services.files, top);
  DefineInvocation(tree, top);
  top.ReadMakefile(JoinPath(tree.source_dir, "Makefile"));

  TopLevel result;
  result.roots = FindRoots(tree, top, *services.conditions);
  result.archives = FindLinkedArchives(top);
  result.scope = DirectoryScope(tree, top_services, top);
  return result;
}

}  // namespace kplace::kbuild
