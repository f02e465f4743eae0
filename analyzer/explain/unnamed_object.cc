#include "analyzer/explain/unnamed_object.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "analyzer/explain/explain.h"
#include "analyzer/select/object_names.h"
#include "kbuildparse/kbuild/absent.h"
#include "support/near_names.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

// More mentions than these are a list of something.
constexpr size_t kMostMentions = 3;

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/// True when `line` has `word` with nothing that would make it a longer one.
bool HasWord(std::string_view line, std::string_view word) {
  size_t at = line.find(word);
  for (; at != std::string_view::npos; at = line.find(word, at + 1)) {
    size_t end = at + word.size();
    bool starts = at == 0 || !IsNameCharacter(line[at - 1]);
    bool ends = end == line.size() || !IsNameCharacter(line[end]);
    if (starts && ends) return true;
  }
  return false;
}

/// `targets += x.o`, or `hostprogs := x`.
bool Mentions(std::string_view line, std::string_view object) {
  std::string_view stem = object.substr(0, object.rfind('.'));
  bool programs = line.find("progs") != std::string_view::npos;
  return HasWord(line, object) || (programs && HasWord(line, stem));
}

/// "arm64" when `path` is below arch/arm64 and the build is of another.
std::string_view OtherArchitecture(const BuildTree& tree,
                                   std::string_view path) {
  constexpr std::string_view kArch = "arch/";
  if (!path.starts_with(kArch)) return {};
  path.remove_prefix(kArch.size());
  std::string_view arch = path.substr(0, path.find('/'));
  return arch == tree.srcarch || arch.size() == path.size() ? "" : arch;
}

class Unnamed {
 public:
  Unnamed(const AnalysisInput& input, const EveryConfiguration& every,
          std::string_view what)
      : input_(input),
        every_(every),
        said_(what),
        object_(ObjectNameOf(*input.tree, what)) {
    if (object_.ends_with(".ko")) {
      object_.resize(object_.size() - 3);
      object_ += ".o";
    }
  }

  WhyNot Run() {
    answer_.subject = object_;
    if (said_.empty()) {
      answer_.facts.emplace_back(
          "an empty name: give an object, a source "
          "file or a module");
      return std::move(answer_);
    }
    if (IsOfKernelAlone()) {
      answer_.state = WhyNotState::kUnnamed;
      answer_.subject = KernelNameOf(*input_.tree, said_);
      answer_.facts.emplace_back(
          "is the kernel's, and only the external module was asked for "
          "(--extmod)");
      return std::move(answer_);
    }
    if (IsDirectory()) {
      answer_.facts.push_back(fmt::format(
          "{0} is a directory: name an object; kplace place {0} lists those "
          "that are built",
          object_));
      return std::move(answer_);
    }
    bool nameless = BaseName(object_).starts_with(".o");
    nameless = nameless || IsOutside(*input_.tree, object_);
    bool source = !nameless && AddSource();
    bool lines = !nameless && AddLines();
    bool mentioned = !nameless && !lines && AddMentions();
    if (source || lines || mentioned) {
      answer_.state = WhyNotState::kUnnamed;
      answer_.facts.insert(answer_.facts.begin(), WhyNowhere());
      AddOpenDirectories();
      return std::move(answer_);
    }
    answer_.subject = said_;
    answer_.facts.assign(1,
                         "nothing in this tree has that name: no object, "
                         "source file or module");
    answer_.near = NearNames(ObjectNameOf(*input_.tree, said_), every_.Names());
    if (answer_.near.empty()) answer_.near = NearModules();
    return std::move(answer_);
  }

 private:
  bool IsDirectory() const {
    std::string name = ObjectNameOf(*input_.tree, said_);
    return !IsOutside(*input_.tree, name) &&
           input_.files->IsDirectory(JoinPath(input_.tree->source_dir, name));
  }

  /// In the placement of an external module, which does not have the name.
  bool IsOfKernelAlone() const {
    const BuildTree& tree = *input_.tree;
    std::string name = KernelNameOf(tree, said_);
    return !tree.external_dir.empty() && name != object_ &&
           !input_.files->IsFile(JoinPath(tree.external_dir, said_)) &&
           !input_.files->IsDirectory(JoinPath(tree.external_dir, said_)) &&
           SourcesOf(tree, *input_.files, object_).empty() &&
           IsOfKernel(tree, *input_.files, name);
  }

  std::string WhyNowhere() const {
    if (is_built_in_external_) {
      return "an external module's obj-y is linked into nothing; use obj-m";
    }
    return "no configuration of " + input_.tree->srcarch +
           " puts it anywhere: no list that Kbuild builds names it";
  }

  /// The last of the lines is under obj-y or lib-y, which nobody makes of an
  /// external module.
  bool IsBuiltInExternal(const AbsentObject& absent) const {
    if (input_.tree->external_dir.empty() || absent.because.empty()) {
      return false;
    }
    const Reason& last = absent.because.back();
    std::string line = input_.sources->LogicalLine(last.where);
    if (line.starts_with("obj-y") || line.starts_with("lib-y")) return true;
    bool is_list = line.starts_with("obj-$") || line.starts_with("lib-$");
    return is_list && !last.options.empty() &&
           std::all_of(last.options.begin(), last.options.end(),
                       [](const OptionSetting& o) { return o.value == "y"; });
  }

  std::vector<std::string> NearModules() const {
    std::vector<std::string> names;
    for (const std::string& unit : every_.placement().Modules()) {
      std::string_view base = BaseName(unit);
      names.emplace_back(base.substr(0, base.size() - 3));
    }
    return NearNames(said_, names);
  }

  bool AddSource() {
    std::vector<std::string> sources =
        SourcesOf(*input_.tree, *input_.files, object_);
    if (sources.empty()) {
      answer_.facts.emplace_back("the tree has no source file for it");
      return false;
    }
    answer_.facts.push_back(
        fmt::format("its source is there: {}", fmt::join(sources, ", ")));
    std::string_view arch = OtherArchitecture(*input_.tree, object_);
    if (!arch.empty()) {
      answer_.facts.push_back(
          fmt::format("it is of another architecture: --arch {}", arch));
    }
    return true;
  }

  /// Lines that name it under a list that no configuration builds, as
  /// `obj-$(CONFIG_X)` with an option that no Kconfig file defines.
  bool AddLines() {
    ConditionStore conditions;
    AbsentObject absent = FindAbsentObject(
        *input_.tree, *input_.files, *input_.sources, conditions, object_);
    if (!absent.named) return false;
    is_built_in_external_ = IsBuiltInExternal(absent);
    std::set<std::string> undefined;
    const kconfig::Tree* kconfig = input_.kconfig ? input_.kconfig() : nullptr;
    for (const Reason& reason : absent.because) {
      for (const OptionSetting& option : reason.options) {
        if (kconfig == nullptr) break;
        bool defined = !kconfig->DefinitionsOf(BareOption(option.name)).empty();
        if (!defined) undefined.insert(option.name);
      }
    }
    if (!undefined.empty()) {
      answer_.facts.push_back(fmt::format("no Kconfig file of {} defines {}",
                                          input_.tree->srcarch,
                                          fmt::join(undefined, ", ")));
    }
    PossiblePlace place;
    place.condition = "false";
    place.holds = Truth::kFalse;
    place.chains.push_back(
        BecauseOf(absent.because, object_, "is in no unit", *input_.sources));
    answer_.places.push_back(std::move(place));
    return true;
  }

  /// A line such as `hostprogs := fixdep` or `targets += x.o`.
  bool AddMentions() {
    std::string directory(DirName(object_));
    std::string_view base = BaseName(object_);
    bool mentioned = false;
    for (const char* name : {"Kbuild", "Makefile"}) {
      std::string file = NormalizePath(JoinPath(directory, name));
      auto text = input_.files->Read(JoinPath(input_.tree->source_dir, file));
      if (!text) continue;
      size_t number = 0;
      size_t shown = 0;
      for (std::string_view line : SplitLines(*text)) {
        ++number;
        line = Trim(line);
        bool comment = line.starts_with('#');
        if (comment || !Mentions(line, base)) continue;
        mentioned = true;
        if (++shown > kMostMentions) break;
        answer_.facts.push_back(fmt::format("{}:{} mentions it: {}", file,
                                            number,
                                            Elide(FoldWhitespace(line), 100)));
      }
    }
    return mentioned;
  }

  /// A directory with a list that only a program could tell.
  void AddOpenDirectories() {
    std::string directory(DirName(object_));
    for (const PlacementUnknown& unknown : every_.placement().unknowns()) {
      if (NormalizePath(unknown.subject) != directory) continue;
      answer_.facts.push_back(fmt::format(
          "yet {}: {}", input_.sources->Format(unknown.where), unknown.reason));
    }
  }

  const AnalysisInput& input_;
  const EveryConfiguration& every_;
  std::string said_;
  std::string object_;
  bool is_built_in_external_ = false;
  WhyNot answer_;
};

}  // namespace

WhyNot ExplainUnnamed(const AnalysisInput& input,
                      const EveryConfiguration& every, std::string_view what) {
  return Unnamed(input, every, what).Run();
}

}  // namespace kplace
