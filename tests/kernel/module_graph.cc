// module_graph - which installed module needs which, for comparison with
// depmod's modules.dep.
//
//   module_graph DIR [SYMVERS]
//
// Prints a line for each module: its file, a colon, and the files of all
// modules that have to be loaded before it, sorted.

#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "analyzer/link/object_set.h"
#include "analyzer/modules/installed_modules.h"
#include "analyzer/modules/kernel_exports.h"
#include "analyzer/modules/module_facts.h"

namespace kplace {
namespace {

class Graph {
 public:
  Graph(const LinkPlan& plan, const ModuleFacts& facts)
      : plan_(plan), facts_(facts) {}

  void Print() {
    for (uint32_t i = 0; i < plan_.modules.size(); ++i) {
      std::set<std::string> files;
      std::set<uint32_t> seen = {i};
      Collect(i, seen);
      for (uint32_t module : seen) {
        if (module != i) files.insert(FileOf(module));
      }
      std::cout << FileOf(i) << ':';
      for (const std::string& file : files) std::cout << ' ' << file;
      std::cout << '\n';
    }
  }

 private:
  const std::string& FileOf(uint32_t module) const {
    return plan_.objects[plan_.modules[module].objects[0]].path;
  }

  void Collect(uint32_t module, std::set<uint32_t>& seen) const {
    for (UnitId unit : facts_.linked[module].uses) {
      auto used = facts_.ModuleOf(unit);
      if (used && seen.insert(*used).second) Collect(*used, seen);
    }
  }

  const LinkPlan& plan_;
  const ModuleFacts& facts_;
};

int Run(const std::string& directory, const std::vector<std::string>& symvers) {
  RealFileSystem files;
  DiagnosticSink sink;
  Unknowns unknowns;
  Result<InstalledModules> installed = FindInstalledModules(files, directory);
  Result<std::vector<Symvers>> lists = ReadSymversFiles(files, symvers, sink);
  if (!installed || !lists) {
    std::cerr << (installed ? lists.error() : installed.error()).message
              << '\n';
    return 2;
  }
  LinkPlan plan = PlanInstalled(*installed);
  ObjectSet objects =
      ReadObjects(files, installed->directory, plan, 0, unknowns, sink);
  VmlinuxLink link;
  link.linked.resize(plan.objects.size());
  KernelExports kernel;
  kernel.symvers = std::move(*lists);
  ModuleFacts facts = JoinModules(plan, objects, link, kernel, {}, unknowns);
  Graph(plan, facts).Print();
  return 0;
}

}  // namespace
}  // namespace kplace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: module_graph DIR [SYMVERS]\n";
    return 2;
  }
  return kplace::Run(argv[1], {argv + 2, argv + argc});
}
