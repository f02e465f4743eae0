#include "kbuildparse/kbuild/rewrites_in_effect.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kbuildparse/kbuild/top_level.h"
#include "kbuildparse/kbuild/walk.h"
#include "kbuildparse/make/evaluator.h"
#include "support/confined_file_system.h"
#include "support/path.h"

namespace kplace {
namespace {

constexpr std::string_view kPrefix = "CONFIG_";

bool IsModule(const Configuration& config, std::string_view option) {
  const Configuration::Setting* setting = config.Find(option);
  return setting != nullptr && setting->value == "m" && !setting->quoted;
}

/// The build's tree without a value for the options that are m.
BuildTree WithoutModules(const BuildTree& tree) {
  BuildTree open = tree;
  for (const auto& [option, setting] : tree.config.settings()) {
    if (IsModule(tree.config, option))
      open.config.Set(option, {"n", false, {}});
  }
  return open;
}

/// m, or nothing.
std::optional<make::Value> OpenOption(const Configuration& config,
                                      std::string_view name,
                                      ConditionStore& conditions) {
  if (!name.starts_with(kPrefix) || !IsModule(config, name))
    return std::nullopt;
  make::Value value;
  value.Append(conditions.Atom(name, OptionValue::kModule), "m");
  return value;
}

std::vector<Rewrite> Find(const BuildTree& tree, const FileSystem& disk,
                          SourceFiles& sources, unsigned jobs,
                          const kbuild::DirectoryFilter& wanted) {
  ConfinedFileSystem files(disk, tree.Directories());
  make::ParseCache parsed(files, sources, [&tree](std::string_view path) {
    return tree.Display(path);
  });
  ConditionStore conditions;
  DiagnosticSink unheard;
  BuildTree open = WithoutModules(tree);
  make::Services services =
      kbuild::ServicesFor(open, files, parsed, conditions, unheard);
  services.variables = [&](std::string_view name) {
    return OpenOption(tree.config, name, conditions);
  };
  PlacementTable table;
  kbuild::Walk(open, services, kbuild::EvaluateTopLevel(open, services),
               jobs, table, wanted);

  auto holds = [&](Condition when, std::string_view without) {
    return conditions.Evaluate(when, [&](std::string_view option) {
      return std::string_view(option == without ? "n" : "m");
    });
  };
  return FindRewrites(table, sources, conditions,
                      [&](Condition when, const std::string& option) {
                        bool promoted = holds(when, {}) == Truth::kTrue &&
                                        holds(when, option) == Truth::kFalse;
                        return promoted ? Condition::True()
                                        : Condition::False();
                      });
}

/// Looks through a table for lines that may be rewrites.
class Suspects {
 public:
  Suspects(const PlacementTable& table, const SourceFiles& sources,
           const Configuration& config)
      : table_(table),
        sources_(sources),
        config_(config),
        verdicts_(table.reason_limit(), Verdict::kOpen) {}

  /// The directories on the way to objects of vmlinux that owe their place to
  /// such a line.
  std::set<std::string> Directories() {
    verdicts_[0] = Verdict::kClean;  // ReasonId::kNone
    for (const Placement& row : table_.rows()) {
      if (row.kind == PlacementKind::kModule) continue;
      if (IsSuspect(row.because)) AddDirectory(row.because);
      for (ReasonId because : row.also) {
        if (IsSuspect(because)) AddDirectory(because);
      }
    }
    return std::move(directories_);
  }

 private:
  enum class Verdict : uint8_t { kOpen, kClean, kSuspect };

  /// Of the line, or of one further up.
  bool IsSuspect(ReasonId id) {
    Verdict& verdict = verdicts_[static_cast<uint32_t>(id)];
    if (verdict == Verdict::kOpen) {
      const std::vector<Reason>& more = table_.MoreAt(id);
      bool suspect =
          IsSuspect(table_.ParentOf(id)) || IsSuspect(table_.ReasonAt(id)) ||
          std::any_of(more.begin(), more.end(),
                      [&](const Reason& line) { return IsSuspect(line); });
      verdict = suspect ? Verdict::kSuspect : Verdict::kClean;
    }
    return verdict == Verdict::kSuspect;
  }

  bool IsSuspect(const Reason& reason) {
    for (const OptionSetting& option : reason.options) {
      if (option.value == "m") return true;
    }
    const File& file = FileOf(reason.where.file);
    return file.names_module && (reason.indirect || file.evaluates);
  }

  /// What the text of a makefile may hide.
  struct File {
    bool names_module = false;  ///< an option that is m, or a computed one
    bool evaluates = false;     ///< $(eval): lines that do not stand there
  };

  const File& FileOf(FileId id) {
    auto [known, is_new] = files_.try_emplace(id);
    if (!is_new) return known->second;
    std::string_view text = sources_.Text(id);
    known->second = {NamesModule(text), text.find("$(eval") != text.npos};
    return known->second;
  }

  bool NamesModule(std::string_view text) const {
    for (size_t at = text.find(kPrefix); at != text.npos;
         at = text.find(kPrefix, at + 1)) {
      size_t end = at;
      while (end < text.size() && (text[end] == '_' || IsAlnum(text[end]))) {
        ++end;
      }
      bool computed = end < text.size() && text[end] == '$';
      if (computed || IsModule(config_, text.substr(at, end - at))) return true;
    }
    return false;
  }

  static bool IsAlnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
  }

  /// Adds the directory of a line and those above; gives its path.
  std::string AddDirectory(ReasonId id) {
    ReasonId parent = table_.ParentOf(id);
    if (parent == ReasonId::kNone) return *directories_.insert(".").first;
    std::string above = AddDirectory(parent);
    const std::string& adds = table_.ReasonAt(parent).adds;
    if (adds.ends_with(".o")) return above;
    std::string path = NormalizePath(JoinPath(above, adds));
    directories_.insert(path);
    return path;
  }

  const PlacementTable& table_;
  const SourceFiles& sources_;
  const Configuration& config_;
  std::vector<Verdict> verdicts_;
  std::unordered_map<FileId, File> files_;
  std::set<std::string> directories_;
};

}  // namespace

std::vector<Rewrite> FindRewritesInEffect(const BuildTree& tree,
                                          const FileSystem& files,
                                          SourceFiles& sources,
                                          unsigned jobs) {
  return Find(tree, files, sources, jobs, {});
}

std::vector<Rewrite> FindRewritesInEffect(const BuildTree& tree,
                                          const FileSystem& files,
                                          SourceFiles& sources,
                                          const PlacementTable& placed,
                                          unsigned jobs) {
  Suspects suspects(placed, sources, tree.config);
  std::set<std::string> directories = suspects.Directories();
  if (directories.empty()) return {};
  return Find(tree, files, sources, jobs, [&](const std::string& path) {
    return directories.contains(path);
  });
}

}  // namespace kplace
