#include "kbuildparse/kbuildparse.h"

#include <optional>
#include <string>
#include <utility>

#include "kbuildparse/kbuild/free_options.h"
#include "kbuildparse/kbuild/top_level.h"
#include "kbuildparse/kbuild/walk.h"
#include "kbuildparse/make/evaluator.h"
#include "support/confined_file_system.h"
#include "support/path.h"

namespace kplace {
namespace {

/// The options of the tree; none when it has no Kconfig files.
std::optional<kconfig::Tree> ReadOptions(const BuildTree& tree,
                                         const FileSystem& files,
                                         SourceFiles& sources,
                                         DiagnosticSink& sink) {
  if (!files.IsFile(JoinPath(tree.source_dir, "Kconfig"))) return std::nullopt;
  Result<kconfig::Tree> options = kconfig::ReadKconfig(
      files, tree.source_dir, tree.KconfigVariables(), sources, sink);
  if (options) return std::move(*options);
  sink.Add(Severity::kError, tree.source_dir, options.error().message);
  return std::nullopt;
}

}  // namespace

PlacementTable LoadPlacement(const BuildTree& tree, const FileSystem& disk,
                             SourceFiles& sources, ConditionStore& conditions,
                             DiagnosticSink& sink, unsigned jobs) {
  // Makefiles see the directories of the build and nothing else of the disk.
  ConfinedFileSystem files(disk, tree.Directories());
  make::ParseCache parsed(files, sources, [&tree](std::string_view path) {
    return tree.Display(path);
  });
  make::Services services =
      kbuild::ServicesFor(tree, files, parsed, conditions, sink);

  // Without a configuration, what the options could be.
  std::optional<kconfig::Tree> options;
  if (!tree.configured) {
    options = ReadOptions(tree, files, sources, sink);
    bool quoted = kbuild::WritesQuotes(tree, disk);
    services.variables = [&, quoted](std::string_view name) {
      return kbuild::FreeOption(name, options ? &*options : nullptr, quoted,
                                conditions);
    };
  }

  // What the top Makefile and the architecture's hand down to each directory.
  kbuild::TopLevel top = kbuild::EvaluateTopLevel(tree, services);

  // Every directory from there on.
  PlacementTable table;
  kbuild::Walk(tree, services, top, jobs, table);
  return table;
}

}  // namespace kplace
