#include "analyzer/scan/questions.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

namespace kplace {
namespace {

/// By symbol: the objects that define it.
std::vector<std::vector<EvidenceNo>> DefinersOf(const ScanEvidence& evidence) {
  std::vector<std::vector<EvidenceNo>> definers(evidence.symbols.size());
  for (EvidenceNo number = 0; number < evidence.objects.size(); ++number) {
    for (SymbolId symbol : evidence.objects[number].defines) {
      definers[symbol].push_back(number);
    }
  }
  return definers;
}

std::vector<Presence> PresenceOfAll(const ScanEvidence& evidence,
                                    const Presences& presences) {
  std::vector<Presence> all;
  for (const EvidenceObject& object : evidence.objects) {
    all.push_back(presences.Of(object));
  }
  return all;
}

}  // namespace

ScanQuestions AskOf(const ScanEvidence& evidence, const Presences& presences,
                    ConditionStore& conditions, DefinedWhere where) {
  const std::vector<std::vector<EvidenceNo>> definers_of = DefinersOf(evidence);
  const std::vector<Presence> presence = PresenceOfAll(evidence, presences);
  ScanQuestions questions;
  std::map<std::pair<uint32_t, uint32_t>, size_t> by_condition;
  std::vector<bool> undefined(evidence.symbols.size());
  for (EvidenceNo number = 0; number < evidence.objects.size(); ++number) {
    std::map<std::vector<EvidenceNo>, std::vector<SymbolId>> needs;
    for (SymbolId symbol : evidence.objects[number].needs) {
      const std::vector<EvidenceNo>& definers = definers_of[symbol];
      if (definers.empty()) undefined[symbol] = true;
      bool own = std::binary_search(definers.begin(), definers.end(), number);
      if (!definers.empty() && !own) needs[definers].push_back(symbol);
    }
    for (auto& [definers, symbols] : needs) {
      // Of what may be anywhere, nothing has to be in a module.
      Condition module = where == DefinedWhere::kAnywhere ? Condition::True()
                                                          : Condition::False();
      Condition built_in = Condition::False();
      for (EvidenceNo definer : definers) {
        module = conditions.Or(module, presence[definer].module);
        built_in = conditions.Or(built_in, presence[definer].built_in);
      }
      Condition only_module = conditions.AndNot(module, built_in);
      Condition violated =
          conditions.And(presence[number].all_built_in, only_module);
      Condition maybe = conditions.And(presence[number].built_in, only_module);
      ++questions.needs;
      if (maybe.IsFalse()) {
        ++questions.impossible;
        continue;
      }
      auto [place, fresh] = by_condition.try_emplace(
          {violated.id(), maybe.id()}, questions.open.size());
      if (fresh) questions.open.push_back({violated, maybe, {}});
      questions.open[place->second].needs.push_back(
          {number, definers, std::move(symbols)});
    }
  }
  questions.undefined_symbols =
      static_cast<size_t>(std::count(undefined.begin(), undefined.end(), true));
  return questions;
}

}  // namespace kplace
