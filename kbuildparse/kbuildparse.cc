#include "kbuildparse/kbuildparse.h"

#include "kbuildparse/kbuild/top_level.h"
#include "kbuildparse/kbuild/walk.h"
#include "kbuildparse/make/evaluator.h"

namespace kplace {

PlacementTable LoadPlacement(const BuildTree& tree, const FileSystem& files,
                             SourceFiles& sources, ConditionStore& conditions,
                             DiagnosticSink& sink) {
  make::ParseCache parsed(files, sources, [&tree](std::string_view path) {
    return tree.Display(path);
  });
  make::Services services =
      kbuild::ServicesFor(tree, files, parsed, conditions, sink);

  // What the top Makefile and the architecture's hand down to each directory.
  kbuild::TopLevel top = kbuild::EvaluateTopLevel(tree, services);

  // Every directory from the top Kbuild file on.
  PlacementTable table;
  kbuild::Walk(tree, services, top, table);
  return table;
}

}  // namespace kplace
