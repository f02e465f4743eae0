#include "kbuildparse/kbuild/absent.h"

#include <array>
#include <optional>

#include "kbuildparse/kbuild/directory.h"
#include "kbuildparse/kbuild/reasons.h"
#include "kbuildparse/kbuild/top_level.h"
#include "support/confined_file_system.h"

namespace kplace {
namespace {

using kbuild::Directory;
using make::TracedWord;

constexpr std::array<std::string_view, 4> kSuffixes = {"-y", "-m", "-objs",
                                                       "-"};

/// A list of the directory that holds a word.
struct Listing {
  std::string stem;  ///< "obj" of obj-m, "vfio" of vfio-y
  TracedWord word;
};

/// True when `word` is `path` or a directory above it.
bool LeadsTo(std::string_view word, std::string_view path) {
  return word == path || (word.ends_with('/') && path.starts_with(word));
}

bool IsTopList(std::string_view stem) {
  return stem == "obj" || stem == "lib" || stem == "subdir";
}

/// The list that names `path`, seen from the directory, or the longest
/// directory on the way to it.
std::optional<Listing> FindListing(Directory& directory,
                                   std::string_view path) {
  std::optional<Listing> best;
  for (const std::string& name : directory.VariableNames()) {
    for (std::string_view suffix : kSuffixes) {
      if (!name.ends_with(suffix) || name.starts_with("CONFIG_")) continue;
      std::string stem = name.substr(0, name.size() - suffix.size());
      for (TracedWord& word : directory.Words(name)) {
        if (word.unknown) continue;
        if (stem == "subdir" && !word.text.ends_with('/')) word.text += '/';
        if (!LeadsTo(word.text, path)) continue;
        if (best && best->word.text.size() >= word.text.size()) continue;
        best = {stem, std::move(word)};
      }
      break;  // "foo-y" also ends with nothing else of the table
    }
  }
  return best;
}

/// The way to one object.
class Search {
 public:
  Search(const BuildTree& tree, const make::Services& services,
         const kbuild::TopLevel& top)
      : tree_(tree), services_(services), top_(top) {}

  AbsentObject Run(std::string_view object) {
    std::string path = ".";
    std::string rest(object);
    Start(path, rest);
    while (!result_.named && Step(path, rest)) {
    }
    return std::move(result_);
  }

 private:
  /// The root that leads furthest towards the object.
  void Start(std::string& path, std::string& rest) {
    const kbuild::Root* nearest = nullptr;
    for (const kbuild::Root& root : top_.roots) {
      if (root.is_object || !rest.starts_with(root.path + "/")) continue;
      if (nearest && nearest->path.size() >= root.path.size()) continue;
      nearest = &root;
    }
    if (nearest == nullptr) return;
    if (!nearest->named.text.empty()) {
      result_.because.push_back(kbuild::ReasonFor(nearest->named, tree_));
    }
    path = nearest->path;
    rest.erase(0, path.size() + 1);
  }

  /// Looks into directory `path` for `rest`; moves both on when a
  /// subdirectory leads there.
  bool Step(std::string& path, std::string& rest) {
    Directory directory(tree_, services_, top_.scope.get(), path);
    if (!directory.exists()) return false;
    directory.Evaluate(
        {Condition::True(), Condition::True(), Condition::True()});
    std::optional<Listing> listing = FindListing(directory, rest);
    if (!listing) return false;
    if (!listing->word.text.ends_with('/')) {
      AddObject(directory, *listing);
      result_.named = true;
      return true;
    }
    result_.because.push_back(kbuild::ReasonFor(listing->word, tree_));
    path = directory.PathOf(listing->word.text);
    rest.erase(0, listing->word.text.size());
    return !rest.empty();
  }

  /// The composite's own line first, where there is one.
  void AddObject(Directory& directory, const Listing& listing) {
    if (!IsTopList(listing.stem)) {
      std::optional<Listing> composite =
          FindListing(directory, listing.stem + ".o");
      if (composite && IsTopList(composite->stem)) {
        result_.because.push_back(kbuild::ReasonFor(composite->word, tree_));
      }
    }
    result_.because.push_back(kbuild::ReasonFor(listing.word, tree_));
  }

  const BuildTree& tree_;
  const make::Services& services_;
  const kbuild::TopLevel& top_;
  AbsentObject result_;
};

}  // namespace

std::set<std::string> AbsentObject::OptionsOff() const {
  std::set<std::string> off;
  for (const Reason& reason : because) {
    for (const OptionSetting& option : reason.options) {
      if (option.value == "n") off.insert(option.name + "=n");
    }
  }
  return off;
}

class AbsentObjects::Impl {
 public:
  Impl(const BuildTree& tree, const FileSystem& files, SourceFiles& sources,
       ConditionStore& conditions)
      : tree_(tree),
        files_(files, tree.Directories()),
        parsed_(files_, sources,
                [&tree](std::string_view path) { return tree.Display(path); }),
        services_(
            kbuild::ServicesFor(tree, files_, parsed_, conditions, unheard_)),
        top_(kbuild::EvaluateTopLevel(tree, services_)) {}

  AbsentObject Find(std::string_view object) {
    return Search(tree_, services_, top_).Run(object);
  }

 private:
  const BuildTree& tree_;
  ConfinedFileSystem files_;  ///< all that makefiles may see
  make::ParseCache parsed_;
  // What is wrong in the Makefiles was said when the tree was walked.
  DiagnosticSink unheard_;
  make::Services services_;
  kbuild::TopLevel top_;
};

AbsentObjects::AbsentObjects(const BuildTree& tree, const FileSystem& files,
                             SourceFiles& sources, ConditionStore& conditions)
    : impl_(std::make_unique<Impl>(tree, files, sources, conditions)) {}

AbsentObjects::~AbsentObjects() = default;

AbsentObject AbsentObjects::Find(std::string_view object) {
  return impl_->Find(object);
}

AbsentObject FindAbsentObject(const BuildTree& tree, const FileSystem& files,
                              SourceFiles& sources, ConditionStore& conditions,
                              std::string_view object) {
  return AbsentObjects(tree, files, sources, conditions).Find(object);
}

}  // namespace kplace
