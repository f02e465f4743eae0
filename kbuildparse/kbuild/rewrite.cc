#include "kbuildparse/kbuild/rewrite.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "kbuildparse/condition/satisfiable.h"
#include "support/path.h"

namespace kplace {
namespace {

bool IsLinked(const PlacementTable& table, const Placement& row) {
  switch (row.kind) {
    case PlacementKind::kBuiltIn:
      return true;
    case PlacementKind::kArchive:
      return table.UseOf(row.unit) != ArchiveUse::kNotLinked;
    case PlacementKind::kModule:
      break;
  }
  return false;
}

class Finder {
 public:
  Finder(const PlacementTable& table, const SourceFiles& sources,
         const ConditionStore& store, const PromotedWhen& promoted)
      : table_(table),
        sources_(sources),
        store_(store),
        promoted_(promoted),
        seen_by_(table.reason_limit(), 0) {}

  std::vector<Rewrite> Run() {
    for (const Placement& row : table_.rows()) {
      if (IsLinked(table_, row)) Look(row);
    }
    std::vector<Rewrite> rewrites;
    for (auto& [key, rewrite] : found_) rewrites.push_back(std::move(rewrite));
    for (Rewrite& rewrite : rewrites) Finish(rewrite);
    std::sort(
        rewrites.begin(), rewrites.end(),
        [&](const Rewrite& a, const Rewrite& b) {
          return std::tie(sources_.Path(a.where.file), a.where.line, a.option) <
                 std::tie(sources_.Path(b.where.file), b.where.line, b.option);
        });
    return rewrites;
  }

 private:
  using Promotion = std::pair<std::string, Condition>;  // option, when

  /// Every line that has a part in `row` being where it is.
  void Look(const Placement& row) {
    ++round_;
    std::vector<ReasonId> open = row.also;
    open.push_back(row.because);
    while (!open.empty()) {
      ReasonId id = open.back();
      open.pop_back();
      if (id == ReasonId::kNone) continue;
      uint32_t& seen = seen_by_[static_cast<uint32_t>(id)];
      if (std::exchange(seen, round_) == round_) continue;
      open.push_back(table_.ParentOf(id));
      Look(row, id, table_.ReasonAt(id));
      for (const Reason& more : table_.MoreAt(id)) Look(row, id, more);
    }
  }

  void Look(const Placement& row, ReasonId id, const Reason& line) {
    if (line.modular || !line.where.valid()) return;
    for (const Promotion& promotion : PromotionsOf(line.when)) {
      Add(row, id, line, promotion.first);
    }
  }

  void Add(const Placement& row, ReasonId id, const Reason& reason,
           const std::string& option) {
    for (const Promotion& promotion : PromotionsOf(row.when)) {
      if (promotion.first != option) continue;
      Rewrite& rewrite = found_[{reason.where, option}];
      rewrite.where = reason.where;
      rewrite.option = option;
      std::string adds = PathOf(id);
      if (std::find(rewrite.adds.begin(), rewrite.adds.end(), adds) ==
          rewrite.adds.end()) {
        rewrite.adds.push_back(std::move(adds));
      }
      rewrite.objects.push_back({row.object, row.unit, promotion.second});
    }
  }

  /// The options by whose m `when` comes to hold.
  const std::vector<Promotion>& PromotionsOf(Condition when) {
    auto [known, is_new] = promotions_.try_emplace(when.id());
    if (!is_new) return known->second;
    std::vector<Promotion> promotions;
    for (std::string& option : store_.OptionsOf(when)) {
      Condition promoted = promoted_(when, option);
      if (promoted.IsFalse()) continue;
      promotions.emplace_back(std::move(option), promoted);
    }
    return promotions_[when.id()] = std::move(promotions);
  }

  /// The directory whose makefile has the line.
  std::string DirectoryOf(ReasonId id) const {
    ReasonId parent = table_.ParentOf(id);
    if (parent == ReasonId::kNone) return ".";
    const std::string& adds = table_.ReasonAt(parent).adds;
    std::string above = DirectoryOf(parent);
    return adds.ends_with(".o") ? above : JoinPath(above, adds);
  }

  std::string PathOf(ReasonId id) const {
    const std::string& adds = table_.ReasonAt(id).adds;
    std::string path = NormalizePath(JoinPath(DirectoryOf(id), adds));
    return adds.ends_with('/') ? path + '/' : path;
  }

  /// Sorts the objects, each once (lines of several visits of one directory
  /// are one), and looks up the syntax.
  void Finish(Rewrite& rewrite) const {
    auto key = [](const PromotedObject& o) {
      return std::tie(o.object, o.unit);
    };
    std::vector<PromotedObject>& objects = rewrite.objects;
    std::stable_sort(
        objects.begin(), objects.end(),
        [&](const auto& a, const auto& b) { return key(a) < key(b); });
    objects.erase(std::unique(objects.begin(), objects.end(),
                              [&](const auto& a, const auto& b) {
                                return key(a) == key(b);
                              }),
                  objects.end());
    rewrite.syntax = SyntaxOfRewrite(sources_, rewrite.where, rewrite.option);
  }

  const PlacementTable& table_;
  const SourceFiles& sources_;
  const ConditionStore& store_;
  const PromotedWhen& promoted_;
  std::map<std::pair<SourceLoc, std::string>, Rewrite> found_;
  std::unordered_map<uint32_t, std::vector<Promotion>> promotions_;
  std::vector<uint32_t> seen_by_;  ///< by reason: the last round that met it
  uint32_t round_ = 0;
};

}  // namespace

std::vector<Rewrite> FindRewrites(const PlacementTable& table,
                                  const SourceFiles& sources,
                                  ConditionStore& store) {
  return FindRewrites(
      table, sources, store, [&](Condition when, const std::string& option) {
        Condition with_m = store.Cofactor(when, option, "m");
        if (with_m.IsFalse()) return with_m;
        Condition promoted =
            store.AndNot(with_m, store.Cofactor(when, option, "n"));
        return IsSatisfiable(promoted, store) ? promoted : Condition::False();
      });
}

std::vector<Rewrite> FindRewrites(const PlacementTable& table,
                                  const SourceFiles& sources,
                                  const ConditionStore& store,
                                  const PromotedWhen& promoted) {
  return Finder(table, sources, store, promoted).Run();
}

}  // namespace kplace
