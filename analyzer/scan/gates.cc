#include "analyzer/scan/gates.h"

namespace kplace {

std::optional<Gate> GateOf(
    const PlacementTable& placement, const EvidenceObject& object,
    const std::function<bool(std::string_view option)>& is_tristate) {
  const std::vector<size_t> rows = object.is_module
                                       ? placement.RowsInUnit(object.path)
                                       : placement.RowsOf(object.path);
  for (size_t row : rows) {
    for (ReasonId id = placement.rows()[row].because; id != ReasonId::kNone;
         id = placement.ParentOf(id)) {
      const Reason& reason = placement.ReasonAt(id);
      for (const OptionSetting& setting : reason.options) {
        std::string_view option = setting.name;
        if (option.starts_with("CONFIG_")) option.remove_prefix(7);
        if (is_tristate(option)) return Gate{std::string(option), reason.where};
      }
    }
  }
  return std::nullopt;
}

Gates GatesOf(const PlacementTable& placement, const ScanEvidence& evidence,
              const ScanQuestion& question,
              const std::function<bool(std::string_view option)>& is_tristate) {
  const SymbolNeed& need = question.needs.front();
  return {
      GateOf(placement, evidence.objects[need.referrer], is_tristate),
      GateOf(placement, evidence.objects[need.definers.front()], is_tristate)};
}

}  // namespace kplace
