#include "analyzer/scan/guards.h"

#include <utility>

namespace kplace {
namespace {

/// The symbols that each object is to be read for: those that its own source
/// has; what none has may be in a header that all include.
std::map<std::string, std::vector<std::string>> SymbolsByObject(
    const std::vector<std::string>& objects,
    const std::vector<std::string>& symbols, CodeUses& uses) {
  std::map<std::string, std::vector<std::string>> by_object;
  for (const std::string& symbol : symbols) {
    bool named = false;
    for (const std::string& object : objects) {
      if (!uses.IsNamedIn(SourceOfObject(object), symbol)) continue;
      by_object[object].push_back(symbol);
      named = true;
    }
    if (named) continue;
    for (const std::string& object : objects) {
      by_object[object].push_back(symbol);
    }
  }
  return by_object;
}

/// What all objects of a referrer come to: one that uses a symbol is enough.
std::map<std::string, CodeUse> UsesIn(
    const std::map<std::string, std::vector<std::string>>& by_object,
    const CodeView& view, CodeUses& uses) {
  std::map<std::string, CodeUse> all;
  for (const auto& [object, symbols] : by_object) {
    std::vector<CodeUse> found = uses.Of(SourceOfObject(object), symbols, view);
    for (size_t i = 0; i < symbols.size(); ++i) {
      CodeUse& use = all[symbols[i]];
      if (found[i].kind != CodeUse::Kind::kUnseen &&
          use.kind != CodeUse::Kind::kUsed) {
        use = std::move(found[i]);
      }
    }
  }
  return all;
}

}  // namespace

std::string SourceOfObject(const std::string& object) {
  return object.substr(0, object.rfind('.')) + ".c";
}

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
    std::vector<std::string> symbols;
    for (SymbolId symbol : need.symbols) {
      symbols.push_back(evidence.symbols[symbol]);
    }
    const auto by_object =
        SymbolsByObject(objects_of(need.referrer), symbols, uses);
    for (const auto& [object, unused] : by_object) {
      guards.candidates[need.referrer].insert(object);
    }
    for (auto& [symbol, use] : UsesIn(by_object, view, uses)) {
      if (use.kind == CodeUse::Kind::kGuarded) {
        where.insert(std::move(use.where));
        guards.openers.insert(use.openers.begin(), use.openers.end());
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
