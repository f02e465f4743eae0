#include "analyzer/report/rewrites.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "analyzer/report/json_parts.h"
#include "support/text.h"

namespace kplace {
namespace {

constexpr size_t kObjectsListed = 12;
constexpr size_t kNamesListed = 6;
constexpr size_t kConditionWidth = 100;

/// Null when the object was not built, or nobody asked.
const std::vector<std::string>* SymbolsOf(const RewriteReport& report,
                                          const std::string& object) {
  if (report.symbols == nullptr) return nullptr;
  auto found = report.symbols->find(object);
  return found == report.symbols->end() ? nullptr : &found->second;
}

std::string Counted(size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

// ------------------------------------------------------------------ for people

/// "12 symbols: a, b, … (6 more)"
std::string SymbolsText(const std::vector<std::string>& names) {
  if (names.empty()) return "no symbols";
  std::string text = Counted(names.size(), "symbol") + ": ";
  for (size_t i = 0; i < std::min(names.size(), kNamesListed); ++i) {
    text += (i == 0 ? "" : ", ") + Printable(names[i]);
  }
  if (names.size() > kNamesListed) {
    text += fmt::format(" (and {} more)", names.size() - kNamesListed);
  }
  return text;
}

std::string ObjectNote(const RewriteReport& report,
                       const PromotedObject& promoted) {
  std::string note;
  if (promoted.unit != "vmlinux") note += "in " + Printable(promoted.unit);
  std::string more;
  if (report.conditions != nullptr) {
    if (!promoted.when.IsTrue())
      more = Elide(report.conditions->ToText(promoted.when), kConditionWidth);
  } else if (const auto* names = SymbolsOf(report, promoted.object)) {
    more = SymbolsText(*names);
  } else if (report.symbols != nullptr && !report.symbols->empty()) {
    more = "not built";
  }
  return note + (note.empty() || more.empty() ? "" : ", ") + more;
}

std::string ObjectsText(const RewriteReport& report, const Rewrite& rewrite) {
  size_t count = std::min(rewrite.objects.size(), kObjectsListed);
  size_t width = 0;
  for (size_t i = 0; i < count; ++i) {
    width = std::max(width, Printable(rewrite.objects[i].object).size());
  }
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    std::string line =
        fmt::format("  {:<{}}  {}", Printable(rewrite.objects[i].object), width,
                    ObjectNote(report, rewrite.objects[i]));
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  if (rewrite.objects.size() > count) {
    text += fmt::format("  and {} more (--format tsv has all)\n",
                        rewrite.objects.size() - count);
  }
  return text;
}

/// The columns of a rewrite's own line.
std::array<std::string, 4> HeadOf(const RewriteReport& report,
                                  const Rewrite& rewrite) {
  return {Printable(report.sources.Format(rewrite.where)),
          Name(rewrite.syntax.kind), Printable(rewrite.option),
          Printable(report.sources.LogicalLine(rewrite.where))};
}

// ---------------------------------------------------------------- for programs

json::Document FromLine(const RewriteReport& report, SourceLoc where) {
  if (!where.valid()) return nullptr;
  return {{"file", json::FromText(report.sources.Path(where.file))},
          {"line", where.line},
          {"text", json::FromText(report.sources.LogicalLine(where))}};
}

json::Document FromObject(const RewriteReport& report,
                          const PromotedObject& promoted) {
  json::Document symbols;
  if (const auto* names = SymbolsOf(report, promoted.object)) {
    symbols = json::Document::array();
    for (const std::string& name : *names) {
      symbols.push_back(json::FromText(name));
    }
  }
  return {{"object", json::FromText(promoted.object)},
          {"unit", json::FromText(promoted.unit)},
          {"condition", report.conditions == nullptr
                            ? "true"
                            : report.conditions->ToText(promoted.when)},
          {"symbols", std::move(symbols)}};
}

json::Document FromRewrite(const RewriteReport& report,
                           const Rewrite& rewrite) {
  json::Document document = FromLine(report, rewrite.where);
  document["kind"] = Name(rewrite.syntax.kind);
  document["conditional"] = FromLine(report, rewrite.syntax.conditional);
  document["option"] = json::FromText(rewrite.option);
  document["adds"] = json::Document::array();
  for (const std::string& path : rewrite.adds) {
    document["adds"].push_back(json::FromText(path));
  }
  document["objects"] = json::Document::array();
  for (const PromotedObject& promoted : rewrite.objects) {
    document["objects"].push_back(FromObject(report, promoted));
  }
  return document;
}

/// The last column of a row.
std::string LastColumn(const RewriteReport& report,
                       const PromotedObject& promoted) {
  if (report.conditions != nullptr) {
    return report.conditions->ToText(promoted.when);
  }
  const auto* names = SymbolsOf(report, promoted.object);
  if (names == nullptr) return "?";
  std::string list;
  for (const std::string& name : *names) {
    list += (list.empty() ? "" : ",") + Printable(name);
  }
  return list;
}

}  // namespace

std::string RewritesText(const RewriteReport& report) {
  std::array<size_t, 3> widths = {0, 0, 0};
  for (const Rewrite& rewrite : report.rewrites) {
    auto head = HeadOf(report, rewrite);
    for (size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], head[i].size());
    }
  }
  std::string text;
  for (const Rewrite& rewrite : report.rewrites) {
    auto head = HeadOf(report, rewrite);
    text += fmt::format("{:<{}}  {:<{}}  {:<{}}  {}\n", head[0], widths[0],
                        head[1], widths[1], head[2], widths[2], head[3]);
    if (SourceLoc where = rewrite.syntax.conditional; where.valid()) {
      text += fmt::format("  below {}: {}\n",
                          Printable(report.sources.Format(where)),
                          Printable(report.sources.LogicalLine(where)));
    }
    text += ObjectsText(report, rewrite);
  }
  return text;
}

std::string RewritesTsv(const RewriteReport& report) {
  std::string text;
  for (const Rewrite& rewrite : report.rewrites) {
    for (const PromotedObject& promoted : rewrite.objects) {
      text +=
          fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
                      Printable(report.sources.Path(rewrite.where.file)),
                      rewrite.where.line, Name(rewrite.syntax.kind),
                      Printable(rewrite.option), Printable(promoted.object),
                      Printable(promoted.unit), LastColumn(report, promoted));
    }
  }
  return text;
}

std::string RewritesJson(const RewriteReport& report) {
  json::Document document = json::Header(report.tree);
  document["rewrites"] = json::Document::array();
  for (const Rewrite& rewrite : report.rewrites) {
    document["rewrites"].push_back(FromRewrite(report, rewrite));
  }
  document["unknowns"] = json::From(report.unknowns, report.sources);
  return json::Serialize(document);
}

std::string RewritesSummary(const RewriteReport& report) {
  std::set<std::string_view> options;
  std::set<std::string_view> objects;
  for (const Rewrite& rewrite : report.rewrites) {
    options.insert(rewrite.option);
    for (const PromotedObject& promoted : rewrite.objects) {
      objects.insert(promoted.object);
    }
  }
  bool all = report.conditions != nullptr;
  if (options.empty()) {
    return all ? "no makefile line builds in what is m"
               : "no makefile line builds in what is m here";
  }
  return fmt::format(
      "{} {} {}: {} {} vmlinux though {} m",
      Counted(report.rewrites.size(), "rewrite") + " of " +
          Counted(options.size(), "option"),
      report.rewrites.size() == 1 ? (all ? "can take" : "is in")
                                  : (all ? "can take" : "are in"),
      "effect", Counted(objects.size(), "object"),
      all ? "can be in" : (objects.size() == 1 ? "is in" : "are in"),
      options.size() == 1 ? "it is" : "these are");
}

}  // namespace kplace
