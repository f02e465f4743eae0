#include "kbuildparse/kbuild/roots.h"

#include <array>
#include <optional>
#include <string_view>

#include "support/path.h"

namespace kplace::kbuild {
namespace {

using make::Evaluator;
using make::TracedWord;

// What is linked whole, in link order; trees have the middle one or the others.
constexpr std::array<const char*, 3> kLinked = {
    "KBUILD_VMLINUX_INIT", "KBUILD_VMLINUX_OBJS", "KBUILD_VMLINUX_MAIN"};

// The lists that an older top Makefile and an architecture's Makefile fill.
constexpr std::array<std::string_view, 7> kLists = {
    "head", "init", "core", "drivers", "net", "virt", "libs"};

std::vector<TracedWord> LinkedWords(Evaluator& top) {
  std::vector<TracedWord> words;
  for (const char* variable : kLinked) {
    for (TracedWord& word : top.WordsOf(variable)) {
      if (!word.unknown) words.push_back(std::move(word));
    }
  }
  return words;
}

/// "drivers" of drivers/, drivers/built-in.a and, long ago, drivers/built-in.o;
/// nothing for other words.
std::optional<std::string> DirectoryOf(std::string_view word) {
  for (std::string_view end : {"/", "/built-in.a", "/built-in.o"}) {
    if (!word.ends_with(end)) continue;
    word.remove_suffix(end.size());
    return NormalizePath(word);
  }
  return std::nullopt;
}

class RootFinder {
 public:
  RootFinder(Evaluator& top, ConditionStore& conditions)
      : top_(top), conditions_(conditions) {}

  /// False when the top Makefile lists no directories.
  bool FindListed() {
    AddEntered("build-dirs");
    if (roots_.empty()) AddEntered("vmlinux-dirs");
    if (roots_.empty()) return false;
    OrderByLink();
    AddUnset();
    return true;
  }

  std::vector<Root> Take() && { return std::move(roots_); }

 private:
  Root* Find(std::string_view path) {
    for (Root& root : roots_) {
      if (root.path == path) return &root;
    }
    return nullptr;
  }

  void AddEntered(const char* variable) {
    for (TracedWord& word : top_.WordsOf(variable)) {
      if (word.unknown) continue;
      std::string path = NormalizePath(word.text);
      if (Root* known = Find(path)) {
        known->when = conditions_.Or(known->when, word.when);
        continue;
      }
      Root root;
      root.when = word.when;
      root.named = ListingOf(path).value_or(std::move(word));
      root.path = std::move(path);
      roots_.push_back(std::move(root));
    }
  }

  /// The line of core-y, drivers-m or the like that names `path`.
  std::optional<TracedWord> ListingOf(std::string_view path) {
    for (std::string_view list : kLists) {
      for (std::string_view suffix : {"-y", "-m"}) {
        for (TracedWord& word :
             top_.WordsOf(std::string(list) + std::string(suffix))) {
          if (word.unknown) continue;
          if (word.text == path || DirectoryOf(word.text) == path) return word;
        }
      }
    }
    return std::nullopt;
  }

  /// What is linked comes first, as it is linked; the rest is entered for
  /// modules alone.
  void OrderByLink() {
    std::vector<Root> entered;
    std::swap(entered, roots_);
    for (TracedWord& word : LinkedWords(top_)) {
      if (std::optional<std::string> path = DirectoryOf(word.text)) {
        AddLinkedDirectory(*path, word.when, entered);
      } else if (word.text.ends_with(".o")) {
        AddObject(std::move(word));
      }
    }
    for (Root& root : entered) {
      if (Find(root.path) == nullptr) roots_.push_back(std::move(root));
    }
  }

  void AddLinkedDirectory(const std::string& path, Condition when,
                          const std::vector<Root>& entered) {
    if (Root* known = Find(path)) {
      known->builtin = conditions_.Or(known->builtin, when);
      return;
    }
    for (const Root& root : entered) {
      if (root.path != path) continue;
      roots_.push_back(root);
      roots_.back().builtin = when;
    }
  }

  void AddObject(TracedWord word) {
    Root root;
    root.path = NormalizePath(word.text);
    root.is_object = true;
    root.when = root.builtin = word.when;
    root.named = ListingOf(word.text).value_or(std::move(word));
    roots_.push_back(std::move(root));
  }

  /// Directories of options that are not set: `drivers-$(CONFIG_SAMPLES)`.
  void AddUnset() {
    for (std::string_view list : kLists) {
      for (TracedWord& word : top_.WordsOf(std::string(list) + "-")) {
        if (word.unknown || !word.text.ends_with('/')) continue;
        std::string path = NormalizePath(word.text);
        if (Find(path) != nullptr) continue;
        Root root;
        root.path = std::move(path);
        root.named = std::move(word);
        root.when = Condition::False();
        roots_.push_back(std::move(root));
      }
    }
  }

  Evaluator& top_;
  ConditionStore& conditions_;
  std::vector<Root> roots_;
};

}  // namespace

std::vector<Root> FindRoots(const BuildTree& tree, Evaluator& top,
                            ConditionStore& conditions) {
  Root only;
  if (!tree.external_dir.empty()) {
    only.path = tree.external_dir;
    return {std::move(only)};
  }
  RootFinder finder(top, conditions);
  if (finder.FindListed()) return std::move(finder).Take();
  only.path = ".";
  only.builtin = Condition::True();
  return {std::move(only)};
}

std::vector<LinkedArchive> FindLinkedArchives(Evaluator& top) {
  std::vector<LinkedArchive> archives;
  auto collect = [&](const TracedWord& word, ArchiveUse use) {
    if (word.unknown || !word.text.ends_with("/lib.a")) return;
    archives.push_back({NormalizePath(word.text), use, word.when});
  };
  for (const TracedWord& word : LinkedWords(top)) {
    collect(word, ArchiveUse::kWhole);
  }
  for (const TracedWord& word : top.WordsOf("KBUILD_VMLINUX_LIBS")) {
    collect(word, ArchiveUse::kOnDemand);
  }
  return archives;
}

}  // namespace kplace::kbuild
