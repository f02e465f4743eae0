#include "analyzer/scan/evidence.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace kplace {
namespace {

/// The names of all parts, each once, in their order.
std::vector<std::string> AllNames(
    const std::vector<ScanEvidence>& parts,
    std::vector<std::string> ScanEvidence::*names) {
  std::vector<std::string> all;
  for (const ScanEvidence& part : parts) {
    all.insert(all.end(), (part.*names).begin(), (part.*names).end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// By the number that a name had, the one that it has.
std::vector<uint32_t> Renumbering(const std::vector<std::string>& old_names,
                                  const std::vector<std::string>& new_names) {
  std::vector<uint32_t> numbers;
  for (const std::string& name : old_names) {
    auto place = std::lower_bound(new_names.begin(), new_names.end(), name);
    numbers.push_back(static_cast<uint32_t>(place - new_names.begin()));
  }
  return numbers;
}

/// Adds `more` to `items`, which becomes sorted, each once.
template <typename T>
void AddAll(const std::vector<T>& more, std::vector<T>& items) {
  items.insert(items.end(), more.begin(), more.end());
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

class Merger {
 public:
  explicit Merger(const std::vector<ScanEvidence>& parts) {
    merged_.symbols = AllNames(parts, &ScanEvidence::symbols);
    merged_.texts = AllNames(parts, &ScanEvidence::texts);
  }

  void Add(ScanEvidence part) {
    symbols_ = Renumbering(part.symbols, merged_.symbols);
    texts_ = Renumbering(part.texts, merged_.texts);
    const auto first = static_cast<uint32_t>(merged_.sources.size());
    for (EvidenceSource& source : part.sources) {
      merged_.sources.push_back(std::move(source));
    }
    for (EvidenceObject& object : part.objects) {
      object.source += first;
      Renumber(object);
      Add(std::move(object));
    }
  }

  ScanEvidence Take() { return std::move(merged_); }

 private:
  void Renumber(EvidenceObject& object) const {
    for (SymbolId& symbol : object.needs) symbol = symbols_[symbol];
    for (SymbolId& symbol : object.defines) symbol = symbols_[symbol];
    for (EvidenceUse& use : object.uses) {
      use = {symbols_[use.symbol], texts_[use.function], texts_[use.section]};
    }
    for (EvidenceExport& exported : object.exports) {
      exported.symbol = symbols_[exported.symbol];
      exported.name_space = texts_[exported.name_space];
    }
  }

  void Add(EvidenceObject object) {
    EvidenceObject* place = nullptr;
    if (!object.is_module) {
      auto [known, fresh] =
          by_path_.try_emplace(object.path, merged_.objects.size());
      if (!fresh) place = &merged_.objects[known->second];
    }
    if (place == nullptr) {
      place = &merged_.objects.emplace_back();
      place->path = std::move(object.path);
      place->is_module = object.is_module;
      place->source = object.source;
      place->license = std::move(object.license);
    }
    AddAll(object.units, place->units);
    AddAll(object.needs, place->needs);
    AddAll(object.defines, place->defines);
    AddAll(object.uses, place->uses);
    AddAll(object.exports, place->exports);
  }

  ScanEvidence merged_;
  std::vector<uint32_t> symbols_, texts_;  ///< of the part at hand
  std::map<std::string, size_t> by_path_;  ///< objects that are no modules
};

}  // namespace

ScanEvidence Merge(std::vector<ScanEvidence> parts) {
  Merger merger(parts);
  for (ScanEvidence& part : parts) merger.Add(std::move(part));
  return merger.Take();
}

}  // namespace kplace
