#include "analyzer/link/link_verdict.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "analyzer/link/link_facts.h"

namespace kplace {
namespace {

bool DropsUnreached(const LinkQuestion& question) {
  return question.command.drops_unreached ||
         question.config.ValueOf("CONFIG_LD_DEAD_CODE_DATA_ELIMINATION") == "y";
}

/// How archives are searched: vmlinux.o is linked without a script.
ArchiveSearch SearchOf(const LinkerScript& script,
                       const LinkQuestion& question) {
  ArchiveSearch search;
  if (LinksOneFile(question.config)) return search;
  const LinkCommand& command = question.command;
  search.wanted = command.wanted;
  search.wanted.insert(search.wanted.end(), script.wanted().begin(),
                       script.wanted().end());
  for (const ScriptNeed& need : script.needs()) {
    // Of an ASSERT, ld.lld searches for the names as well.
    bool counts = script.flavour() == LinkerFlavour::kLld || !need.asserts;
    if (counts && need.provides.empty()) search.wanted.push_back(need.symbol);
  }
  search.wanted.insert(search.wanted.end(), command.needed.begin(),
                       command.needed.end());
  if (script.flavour() == LinkerFlavour::kGnuLd) {
    search.assigned = script.Assigned();
    search.assigned.insert(search.assigned.end(), command.assigned.begin(),
                           command.assigned.end());
  }
  return search;
}

/// Takes the names away that something else than an object gives a meaning.
void DropDefinedElsewhere(const SymbolIndex& symbols,
                          const DefinedElsewhere& elsewhere,
                          VmlinuxLink& link) {
  std::erase_if(link.undefined,
                [&](SymbolId id) { return elsewhere.Has(symbols.NameOf(id)); });
}

LinkVerdict AskOne(const LinkQuestion& question, const LinkerChoice& linker,
                   Unknowns& unknowns) {
  const auto& [plan, objects, symbols, optimised, vmlinux_o, command, config,
               text, jobs] = question;
  LinkerScript script = text != nullptr
                            ? LinkerScript::Parse(*text, linker.flavour)
                            : LinkerScript::Fallback(linker.flavour);
  std::optional<Witness> witness;
  if (optimised.file() != nullptr) {
    witness.emplace(Witness{vmlinux_o, *optimised.file()});
  }

  // Which objects and which of their sections are linked.
  LinkVerdict verdict;
  verdict.link = LinkVmlinux(plan, objects, symbols, linker.flavour,
                             SearchOf(script, question));
  LinkedSections sections(plan, objects, verdict.link, script,
                          {LinksOneFile(config), DropsUnreached(question)},
                          witness ? &*witness : nullptr, unknowns);
  DefinedElsewhere elsewhere(script, command, sections, config);
  optimised.Correct(plan, objects, symbols, verdict.link);
  DropDefinedElsewhere(symbols, elsewhere, verdict.link);

  // What they need of what is not.
  LinkFacts facts{plan,     objects,   symbols, verdict.link,
                  sections, elsewhere, linker,  witness ? &*witness : nullptr};
  DroppedNames dropped = FindDroppedDefinitions(facts);
  verdict.rejected.broken = FindBrokenReferences(facts, dropped, unknowns);
  verdict.rejected.discarded = FindDiscardedReferences(facts, jobs, unknowns);
  AddOptimisedReferences(facts, dropped, jobs, verdict.rejected, unknowns);
  TellUnsettled(facts, optimised, verdict.rejected, unknowns);
  verdict.expressions = FindBrokenExpressions(facts, script, dropped);
  return verdict;
}

/// What both verdicts have; notes the names that only one has.
class Agreement {
 public:
  Agreement(const LinkQuestion& question, LinkVerdict ours, LinkVerdict other)
      : question_(question), ours_(std::move(ours)), other_(std::move(other)) {}

  LinkVerdict Find(Unknowns& unknowns) {
    const SymbolIndex& symbols = question_.symbols;
    Keep(
        ours_.rejected.broken, other_.rejected.broken,
        [](const BrokenReference& r) { return std::pair(r.symbol, r.object); },
        [&](const BrokenReference& r) { return symbols.NameOf(r.symbol); });
    Keep(
        ours_.rejected.discarded, other_.rejected.discarded,
        [](const DiscardedReference& r) {
          return std::tuple(r.object, r.name, r.section, r.table);
        },
        [](const DiscardedReference& r) { return r.name; });
    Keep(
        ours_.expressions, other_.expressions,
        [](const ScriptNeed& n) { return std::pair(n.symbol, n.line); },
        [](const ScriptNeed& n) -> std::string_view { return n.symbol; });
    Keep(
        ours_.link.twice, other_.link.twice,
        [](const DefinedTwice& t) { return t.symbol; },
        [&](const DefinedTwice& t) { return symbols.NameOf(t.symbol); });
    CompareMembers();
    unknowns.AddGroup(
        {names_.begin(), names_.end()}, "symbols",
        "rejected by one of GNU ld and ld.lld and accepted by the other; the "
        "build does not say which links it: run make",
        UnknownKind::kUndecided);
    unknowns.AddGroup(
        {members_.begin(), members_.end()}, "objects",
        "linked by one of GNU ld and ld.lld and left in the archive by the "
        "other; the build does not say which links it: run make",
        UnknownKind::kUndecided);
    return std::move(ours_);
  }

 private:
  template <typename T, typename KeyOf, typename NameOf>
  void Keep(std::vector<T>& ours, std::vector<T>& other, const KeyOf& key_of,
            const NameOf& name_of) {
    auto keys = [&](const std::vector<T>& all) {
      std::set<decltype(key_of(all.front()))> found;
      for (const T& one : all) found.insert(key_of(one));
      return found;
    };
    auto our_keys = keys(ours), other_keys = keys(other);
    for (const T& one : other) {
      if (!our_keys.contains(key_of(one))) names_.emplace(name_of(one));
    }
    std::erase_if(ours, [&](const T& one) {
      bool both = other_keys.contains(key_of(one));
      if (!both) names_.emplace(name_of(one));
      return !both;
    });
    KeepPlaces(ours, other, key_of);
  }

  /// Where both reject a reference, they may do so in different places.
  template <typename T, typename KeyOf>
  static void KeepPlaces(std::vector<T>& ours, const std::vector<T>& other,
                         const KeyOf& key_of) {
    if constexpr (requires(T t) { t.places; }) {
      for (T& one : ours) {
        auto same = std::find_if(other.begin(), other.end(), [&](const T& o) {
          return key_of(o) == key_of(one);
        });
        std::vector<Reference> both;
        for (const Reference& place : one.places) {
          bool is_in_both = std::any_of(
              same->places.begin(), same->places.end(),
              [&](const Reference& p) {
                return p.section == place.section && p.offset == place.offset;
              });
          if (is_in_both) both.push_back(place);
        }
        if (!both.empty()) one.places = std::move(both);
      }
    }
  }

  void CompareMembers() {
    for (ObjectIndex i = 0; i < ours_.link.linked.size(); ++i) {
      if (ours_.link.linked[i] == other_.link.linked[i]) continue;
      members_.insert(question_.plan.objects[i].path);
    }
  }

  const LinkQuestion& question_;
  LinkVerdict ours_;
  LinkVerdict other_;
  std::set<std::string> names_;
  std::set<std::string> members_;
};

}  // namespace

LinkVerdict AskLinker(const LinkQuestion& question, const LinkerChoice& linker,
                      Unknowns& unknowns) {
  LinkVerdict verdict = AskOne(question, linker, unknowns);
  if (!linker.assumed) return verdict;
  LinkerChoice other = linker;
  other.flavour = linker.flavour == LinkerFlavour::kGnuLd
                      ? LinkerFlavour::kLld
                      : LinkerFlavour::kGnuLd;
  return Agreement(question, std::move(verdict),
                   AskOne(question, other, unknowns))
      .Find(unknowns);
}

}  // namespace kplace
