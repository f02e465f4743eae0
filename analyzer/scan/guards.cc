#include "analyzer/scan/guards.h"

#include <utility>

namespace kplace {
namespace {

/// What all objects of a referrer come to: one that uses it is enough.
CodeUse UseIn(const std::vector<std::string>& objects,
              const std::string& symbol, const CodeView& view, CodeUses& uses,
              std::set<std::string>& shown) {
  CodeUse all;
  for (const std::string& object : objects) {
    CodeUse use =
        uses.Of(object.substr(0, object.rfind('.')) + ".c", symbol, view);
    if (use.kind == CodeUse::Kind::kUnseen) continue;
    if (use.in_source) shown.insert(object);
    if (all.kind != CodeUse::Kind::kUsed) all = std::move(use);
  }
  return all;
}

}  // namespace

std::set<std::string> SymbolsOf(const ScanEvidence& evidence,
                                const std::vector<ScanQuestion>& questions) {
  std::set<std::string> symbols;
  for (const ScanQuestion& question : questions) {
    for (const SymbolNeed& need : question.needs) {
      for (SymbolId symbol : need.symbols) {
        symbols.insert(evidence.symbols[symbol]);
      }
    }
  }
  return symbols;
}

Guards FindGuards(
    const ScanEvidence& evidence, const ScanQuestion& question,
    const std::function<std::vector<std::string>(EvidenceNo)>& objects_of,
    const CodeView& view, CodeUses& uses) {
  Guards guards;
  guards.all = true;
  std::set<std::string> where;
  for (const SymbolNeed& need : question.needs) {
    const std::vector<std::string> objects = objects_of(need.referrer);
    for (SymbolId symbol : need.symbols) {
      CodeUse use = UseIn(objects, evidence.symbols[symbol], view, uses,
                          guards.shown[need.referrer]);
      if (use.kind == CodeUse::Kind::kGuarded) {
        where.insert(std::move(use.where));
      } else {
        guards.all = false;
        if (guards.open.empty()) guards.open = std::move(use.where);
      }
    }
  }
  guards.where.assign(where.begin(), where.end());
  return guards;
}

}  // namespace kplace
