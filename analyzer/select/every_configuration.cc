#include "analyzer/select/every_configuration.h"

#include <set>
#include <utility>

#include "kbuildparse/kbuildparse.h"

namespace kplace {
namespace {

bool IsTristate(const Configuration::Setting& setting) {
  return !setting.quoted &&
         (setting.value == "y" || setting.value == "m" || setting.value == "n");
}

BuildTree WithOpenOptions(const BuildTree& tree) {
  BuildTree open = tree;
  open.configured = false;
  open.config = {};
  open.config.architecture = tree.config.architecture;
  open.config.kernel_version = tree.config.kernel_version;
  for (const auto& [option, setting] : tree.config.settings()) {
    if (!IsTristate(setting)) open.config.Set(option, setting);
  }
  return open;
}

}  // namespace

EveryConfiguration::EveryConfiguration(const AnalysisInput& input)
    : placement_(input.placement), conditions_(input.conditions) {
  if (!input.tree->configured && conditions_ != nullptr) return;
  // What is wrong in the makefiles was said when the build was placed.
  DiagnosticSink unheard;
  own_placement_ =
      LoadPlacement(WithOpenOptions(*input.tree), *input.files, *input.sources,
                    own_conditions_, unheard, input.jobs);
  placement_ = &own_placement_;
  conditions_ = &own_conditions_;
}

std::vector<std::string> EveryConfiguration::Names() const {
  std::set<std::string_view> names;
  for (const Placement& row : placement_->rows()) {
    names.insert(row.object);
    names.insert(row.unit);
    if (!row.composite.empty()) names.insert(row.composite);
  }
  return {names.begin(), names.end()};
}

}  // namespace kplace
