#include "kbuildparse/kbuild/build_state.h"

#include <string>
#include <vector>

#include "support/path.h"

namespace kplace {
namespace {

/// "CONFIG_VFIO is m, was y when the objects were built".
std::vector<std::string> Differences(const Configuration& now,
                                     const Configuration& built) {
  std::vector<std::string> differences;
  auto compare = [&](const std::string& option) {
    std::string is(now.ValueOf(option));
    std::string was(built.ValueOf(option));
    if (is == was) return;
    differences.push_back(option + " is " + is + ", was " + was);
  };
  for (const auto& [option, setting] : now.settings()) compare(option);
  for (const auto& [option, setting] : built.settings()) {
    if (now.Find(option) == nullptr) compare(option);
  }
  return differences;
}

}  // namespace

BuildState CheckBuildState(const BuildTree& tree, const FileSystem& files,
                           SourceFiles& sources, DiagnosticSink& sink) {
  std::string config = JoinPath(tree.build_dir, ".config");
  std::string path = JoinPath(tree.build_dir, "include/config/auto.conf");
  if (!files.IsFile(path)) {
    sink.Add(Severity::kError, tree.build_dir,
             "nothing has been built here yet (no include/config/auto.conf): "
             "run make, then check again");
    return BuildState::kNeverBuilt;
  }
  Result<Configuration> built = ReadConfiguration(files, path, sources, sink);
  if (!built) {
    sink.Add(Severity::kError, path, built.error().message);
    return BuildState::kNeverBuilt;
  }
  std::vector<std::string> differences = Differences(tree.config, *built);
  if (differences.empty()) return BuildState::kBuilt;
  std::string message = differences.front();
  if (differences.size() > 1) {
    message += " (and " + std::to_string(differences.size() - 1) + " more)";
  }
  sink.Add(Severity::kError, config,
           message +
               " when the objects were built: they belong to another "
               "configuration; run make, then check again");
  return BuildState::kReconfigured;
}

}  // namespace kplace
