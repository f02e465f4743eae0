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

}  // namespace

Condition NotBuiltIn(const std::vector<Presence>& definers, DefinedWhere where,
                     ConditionStore& conditions) {
  // Of what may be anywhere, nothing has to be in a module.
  Condition module =
      where == DefinedWhere::kAnywhere ? Condition::True() : Condition::False();
  Condition built_in = Condition::False();
  for (const Presence& definer : definers) {
    module = conditions.Or(module, definer.module);
    built_in = conditions.Or(built_in, definer.built_in);
  }
  return conditions.AndNot(module, built_in);
}

Questioner::Questioner(const ScanEvidence& evidence, const Presences& presences,
                       ConditionStore& conditions, DefinedWhere where)
    : evidence_(evidence),
      presences_(presences),
      conditions_(conditions),
      where_(where),
      definers_(DefinersOf(evidence)),
      presence_(evidence.objects.size()),
      undefined_(evidence.symbols.size()) {}

const Presence& Questioner::PresenceOf(EvidenceNo object) {
  std::optional<Presence>& known = presence_[object];
  if (!known) known = presences_.Of(evidence_.objects[object]);
  return *known;
}

size_t Questioner::undefined_symbols() const {
  return static_cast<size_t>(
      std::count(undefined_.begin(), undefined_.end(), true));
}

std::vector<ScanQuestion> Questioner::Of(EvidenceNo referrer) {
  std::map<std::vector<EvidenceNo>, std::vector<SymbolId>> needs;
  for (SymbolId symbol : evidence_.objects[referrer].needs) {
    const std::vector<EvidenceNo>& definers = definers_[symbol];
    if (definers.empty()) undefined_[symbol] = true;
    bool own = std::binary_search(definers.begin(), definers.end(), referrer);
    if (!definers.empty() && !own) needs[definers].push_back(symbol);
  }
  std::vector<ScanQuestion> questions;
  const Presence user = PresenceOf(referrer);
  for (auto& [definers, symbols] : needs) {
    std::vector<Presence> presences;
    for (EvidenceNo definer : definers) {
      presences.push_back(PresenceOf(definer));
    }
    const Condition missing = NotBuiltIn(presences, where_, conditions_);
    questions.push_back({conditions_.And(user.all_built_in, missing),
                         conditions_.And(user.built_in, missing),
                         {{referrer, definers, std::move(symbols)}}});
  }
  return questions;
}

ScanQuestions AskOf(const ScanEvidence& evidence, const Presences& presences,
                    ConditionStore& conditions, DefinedWhere where) {
  Questioner questioner(evidence, presences, conditions, where);
  ScanQuestions questions;
  std::map<std::pair<uint32_t, uint32_t>, size_t> by_condition;
  for (EvidenceNo number = 0; number < evidence.objects.size(); ++number) {
    for (ScanQuestion& asked : questioner.Of(number)) {
      ++questions.needs;
      if (asked.maybe_violated.IsFalse()) {
        ++questions.impossible;
        continue;
      }
      auto [place, fresh] = by_condition.try_emplace(
          {asked.violated.id(), asked.maybe_violated.id()},
          questions.open.size());
      if (fresh) {
        questions.open.push_back(std::move(asked));
      } else {
        questions.open[place->second].needs.push_back(
            std::move(asked.needs.front()));
      }
    }
  }
  questions.undefined_symbols = questioner.undefined_symbols();
  return questions;
}

}  // namespace kplace
