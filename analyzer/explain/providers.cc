#include "analyzer/explain/providers.h"

#include <algorithm>
#include <optional>

#include "analyzer/explain/explain.h"
#include "analyzer/explain/unplaced_objects.h"
#include "analyzer/source/source_search.h"
#include "kbuildparse/kbuild/absent.h"
#include "support/path.h"

namespace kplace {
namespace {

// A name that more files than these define is one of boards or boot loaders.
constexpr size_t kMostProviders = 16;

constexpr char kInNoUnit[] = "is in no unit";

/// "drivers/helper/helper.c" -> "drivers/helper/helper.o"
std::string ObjectOf(const std::string& source) {
  return source.substr(0, source.rfind('.')) + ".o";
}

class ProviderSearch {
 public:
  explicit ProviderSearch(const AnalysisInput& input) : input_(input) {}

  /// Where an object is or would be; without source and export, which depend
  /// on who asks.  Each object's Makefiles are evaluated once.
  const Provider& Look(const std::string& object) {
    auto [it, is_new] = known_.try_emplace(object);
    if (!is_new) return it->second;
    Provider& provider = it->second;
    provider.site.object = object;
    if (!LookAmongPlaced(object, provider)) LookAmongAbsent(object, provider);
    return provider;
  }

 private:
  bool LookAmongPlaced(const std::string& object, Provider& provider) const {
    std::vector<size_t> rows = input_.placement->RowsOf(object);
    if (rows.empty()) return false;
    const Placement& row = input_.placement->rows()[rows.front()];
    bool archived = row.kind == PlacementKind::kArchive;
    bool linked = !archived ||
                  input_.placement->UseOf(row.unit) != ArchiveUse::kNotLinked;
    std::string verdict = VerdictOf(*input_.placement, row);
    if (linked) {
      provider.site.unit = archived ? "vmlinux" : row.unit;
      verdict = "is in " + row.unit + std::string(kWithoutSymbol);
    }
    provider.state =
        linked ? ProviderState::kCompiledWithout : ProviderState::kNotLinked;
    provider.because = BecauseOf(input_.placement->Chain(row.because), object,
                                 verdict, *input_.sources);
    return true;
  }

  void LookAmongAbsent(const std::string& object, Provider& provider) {
    if (!absent_objects_) {
      absent_objects_.emplace(*input_.tree, *input_.files, *input_.sources,
                              conditions_);
    }
    AbsentObject absent = absent_objects_->Find(object);
    provider.because =
        BecauseOf(absent.because, object, kInNoUnit, *input_.sources);
    for (const Reason& reason : absent.because) {
      for (const OptionSetting& option : reason.options) {
        if (option.value == "n") AddOnce(option.name, provider.off);
      }
    }
    if (!absent.named) {
      provider.because.push_back(NotNamed(object));
      return;
    }
    provider.state = provider.off.empty() ? ProviderState::kNotLinked
                                          : ProviderState::kTurnedOff;
  }

  static void AddOnce(const std::string& name,
                      std::vector<std::string>& names) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }

  Because NotNamed(const std::string& object) const {
    Because because;
    because.subject = object;
    because.verdict = kInNoUnit;
    because.sentence = "no list that is evaluated names it";
    std::string directory(DirName(object));
    for (const char* name : {"Kbuild", "Makefile"}) {
      std::string makefile = JoinPath(directory, name);
      if (!input_.files->IsFile(JoinPath(input_.tree->source_dir, makefile))) {
        continue;
      }
      because.evidence.file = makefile;
      break;
    }
    return because;
  }

  const AnalysisInput& input_;
  ConditionStore conditions_;
  std::optional<AbsentObjects> absent_objects_;  ///< when the first is absent
  std::map<std::string, Provider> known_;
};

/// The likeliest first, and none without a name where there are better ones.
void Rank(std::vector<Provider>& providers) {
  std::stable_sort(
      providers.begin(), providers.end(),
      [](const Provider& a, const Provider& b) { return a.state < b.state; });
  if (providers.front().state == ProviderState::kNotNamed) return;
  std::erase_if(providers, [](const Provider& provider) {
    return provider.state == ProviderState::kNotNamed;
  });
}

}  // namespace

std::map<std::string, std::vector<Provider>> FindProviders(
    const AnalysisInput& input, const LinkPlan& plan, BuildNotes& notes,
    const std::set<std::string>& symbols) {
  std::map<std::string, std::vector<std::string>> unplaced =
      FindUnplacedDefinitions(*input.files, input.tree->build_dir, plan,
                              *input.placement, symbols);
  SourceDefinitions sources =
      FindSourceDefinitions(*input.files, *input.tree, symbols, input.jobs);
  ProviderSearch search(input);
  std::map<std::string, std::vector<Provider>> found;
  for (const std::string& symbol : symbols) {
    std::vector<Provider> providers;
    std::set<std::string> objects;
    for (const SourceDefinition& definition : sources[symbol]) {
      if (providers.size() == kMostProviders) break;
      std::string object = ObjectOf(definition.source);
      if (!objects.insert(object).second) continue;
      providers.push_back(search.Look(object));
      providers.back().site.source = definition.source;
      providers.back().site.exported = definition.exported;
    }
    for (const std::string& object : unplaced[symbol]) {
      std::string source = notes.SourceOf(object);
      // A composite without a source repeats what its members say.
      if (objects.contains(object) || (source.empty() && !objects.empty())) {
        continue;
      }
      providers.push_back(search.Look(object));
      providers.back().site.source = std::move(source);
    }
    if (providers.empty()) continue;
    Rank(providers);
    found.emplace(symbol, std::move(providers));
  }
  return found;
}

}  // namespace kplace
