#include "analyzer/scan/presence.h"

#include <set>
#include <utility>

namespace kplace {

/// Of the object's rows in modules those count that are in `module`, if that is
/// not empty.
Presence Presences::OfObject(std::string_view object,
                             std::string_view module) const {
  Presence presence;
  for (size_t i : placement_.RowsOf(object)) {
    const Placement& row = placement_.rows()[i];
    switch (row.kind) {
      case PlacementKind::kBuiltIn:
        presence.built_in = conditions_.Or(presence.built_in, row.when);
        break;
      case PlacementKind::kArchive: {
        Condition linked = conditions_.Or(
            placement_.LinkedWhen(row.unit, ArchiveUse::kWhole),
            placement_.LinkedWhen(row.unit, ArchiveUse::kOnDemand));
        presence.built_in = conditions_.Or(presence.built_in,
                                           conditions_.And(row.when, linked));
        break;
      }
      case PlacementKind::kModule:
        if (module.empty() || row.unit == module) {
          presence.module = conditions_.Or(presence.module, row.when);
        }
    }
  }
  presence.all_built_in = presence.built_in;
  return presence;
}

Presence Presences::Of(const EvidenceObject& object) const {
  if (!object.is_module) return OfObject(object.path, {});
  Presence whole;
  for (const std::string& name : PartsOf(object)) {
    Presence part = OfObject(name, object.path);
    whole.built_in = conditions_.Or(whole.built_in, part.built_in);
    whole.module = conditions_.Or(whole.module, part.module);
  }
  // Without any object it is nowhere.
  whole.all_built_in = whole.built_in;
  for (const std::string& part : ObjectsOf(object)) {
    whole.all_built_in = conditions_.And(whole.all_built_in,
                                         OfObject(part, object.path).built_in);
  }
  return whole;
}

std::vector<std::string> Presences::PartsOf(
    const EvidenceObject& module) const {
  if (before_ != nullptr) return before_->PartsOf(module);
  std::set<std::string> parts;
  for (size_t i : placement_.RowsInUnit(module.path)) {
    parts.insert(placement_.rows()[i].object);
  }
  return {parts.begin(), parts.end()};
}

std::vector<std::string> Presences::ObjectsOf(
    const EvidenceObject& object) const {
  if (!object.is_module) return {object.path};
  if (before_ != nullptr) return before_->ObjectsOf(object);
  const Configuration& compiled = sources_[object.source].config;
  auto value_of = [&compiled](std::string_view option) {
    return compiled.ValueOf(option);
  };
  std::set<std::string> parts;
  for (size_t i : placement_.RowsInUnit(object.path)) {
    const Placement& row = placement_.rows()[i];
    if (conditions_.Evaluate(row.when, value_of) != Truth::kFalse) {
      parts.insert(row.object);
    }
  }
  return {parts.begin(), parts.end()};
}

std::vector<std::string> Presences::BuiltIn(
    const EvidenceObject& object,
    const std::function<std::string_view(std::string_view)>& value_of) const {
  if (!object.is_module) return {object.path};
  std::vector<std::string> built_in;
  for (std::string& part : PartsOf(object)) {
    Condition when = OfObject(part, object.path).built_in;
    if (conditions_.Evaluate(when, value_of) != Truth::kFalse) {
      built_in.push_back(std::move(part));
    }
  }
  return built_in;
}

}  // namespace kplace
