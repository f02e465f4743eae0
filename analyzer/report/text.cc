#include "analyzer/report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

constexpr size_t kNamesListed = 8;
constexpr size_t kFunctionsListed = 3;
constexpr size_t kUnknownsListed = 20;
constexpr size_t kTextWidth = 64;

/// ANSI escapes, or nothing at all.
class Palette {
 public:
  explicit Palette(bool color) : color_(color) {}
  std::string Level(FindingLevel level, const std::string& text) const {
    constexpr std::array kCodes = {"1;36", "1;35", "1;31"};
    return Paint(kCodes[static_cast<size_t>(level)], text);
  }
  std::string Bold(const std::string& text) const { return Paint("1", text); }
  std::string Label(const std::string& text) const { return Paint("36", text); }

 private:
  std::string Paint(const char* code, const std::string& text) const {
    return color_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  }
  bool color_;
};

/// How many columns a text takes: its characters, not its bytes.
size_t Columns(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string Padded(const std::string& text, size_t width) {
  size_t columns = Columns(text);
  return text + std::string(columns < width ? width - columns : 0, ' ');
}

// ------------------------------------------------------------------ grouping

/// Findings that share rule, object and definitions.
using Group = std::vector<const Finding*>;

std::vector<Group> GroupsOf(const std::vector<Finding>& findings) {
  using Key = std::tuple<std::string, std::string, std::vector<std::string>>;
  std::map<Key, size_t> known;
  std::vector<Group> groups;
  for (const Finding& finding : findings) {
    if (finding.state != FindingState::kNew) continue;
    std::vector<std::string> definers;
    for (const DefinitionSite& site : finding.definitions) {
      definers.push_back(site.object + '\t' + site.unit);
    }
    for (const UseSite& site : finding.references) {
      std::string user = "in " + site.unit;
      if (definers.empty() || definers.back() != user) {
        definers.push_back(std::move(user));
      }
    }
    // Without a symbol there is nothing to tell them apart by below one head.
    if (finding.symbol.empty()) definers.push_back(finding.fid);
    Key key(finding.rule->code, finding.object, std::move(definers));
    auto [it, is_new] = known.try_emplace(std::move(key), groups.size());
    if (is_new) groups.emplace_back();
    groups[it->second].push_back(&finding);
  }
  return groups;
}

// --------------------------------------------------------------- placed lines

/// One line of a chain, in columns.
struct Row {
  std::string verdict;
  std::string place;
  std::string text;
  std::string options;
};

constexpr std::string_view kIsIn = "is in ";

/// "is in drivers/iommu/iommufd/iova_bitmap.ko" -> "is in iova_bitmap.ko"
std::string ShortVerdict(const std::string& verdict) {
  std::string_view rest = verdict;
  if (!rest.starts_with(kIsIn)) return verdict;
  rest.remove_prefix(kIsIn.size());
  std::string_view unit = rest.substr(0, rest.find(','));
  if (!unit.ends_with(".ko")) return verdict;
  return std::string(kIsIn) + std::string(BaseName(unit)) +
         std::string(rest.substr(unit.size()));
}

/// Lines that hang on an option, and those of the object's own directory.
bool IsTelling(const Because& because) {
  return !because.evidence.options.empty() ||
         DirName(because.evidence.file) == DirName(because.subject);
}

std::string PlaceOf(const Evidence& evidence) {
  if (evidence.line == 0) return evidence.file;
  return fmt::format("{}:{}", evidence.file, evidence.line);
}

/// Whether a line speaks of the object as it is in `unit` (empty: in none).
bool IsAbout(const Because& because, const std::string& object,
             std::string_view unit) {
  std::string_view verdict = because.verdict;
  if (because.subject != object || !verdict.starts_with(kIsIn)) return false;
  verdict.remove_prefix(kIsIn.size());
  verdict = verdict.substr(0, verdict.find(','));
  // An archive's members may count as vmlinux's.
  return unit.ends_with(".ko") ? verdict.ends_with(unit)
                               : !verdict.ends_with(".ko");
}

/// The telling lines about one object in one unit; all when none is telling.
/// An object can be both the user and the one that was compiled without the
/// symbol: `compiled_without` says which lines are wanted.
std::vector<Row> RowsFor(const Finding& finding, const std::string& object,
                         const std::string& unit, bool compiled_without) {
  std::vector<const Because*> chain;
  for (const Because& because : finding.because) {
    if (IsAbout(because, object, unit) &&
        because.verdict.ends_with(kWithoutSymbol) == compiled_without) {
      chain.push_back(&because);
    }
  }
  bool any = std::any_of(chain.begin(), chain.end(),
                         [](const Because* b) { return IsTelling(*b); });
  if (any)
    std::erase_if(chain, [](const Because* b) { return !IsTelling(*b); });
  std::vector<Row> rows;
  for (const Because* because : chain) {
    std::string verdict = ShortVerdict(because->verdict);
    const std::string& text = because->evidence.text.empty()
                                  ? because->sentence
                                  : because->evidence.text;
    rows.push_back({rows.empty() ? Printable(verdict) : std::string(),
                    Printable(PlaceOf(because->evidence)),
                    Elide(Printable(text), kTextWidth),
                    Printable(because->evidence.options)});
  }
  return rows;
}

/// One object of a finding: a head line and the rows below it.
struct Block {
  std::string head;
  std::vector<Row> rows;
};

std::string RowsText(std::span<const Block> blocks, const Block& block) {
  std::array<size_t, 3> widths = {0, 0, 0};
  for (const Block& other : blocks) {
    for (const Row& row : other.rows) {
      widths[0] = std::max(widths[0], Columns(row.verdict));
      widths[1] = std::max(widths[1], Columns(row.place));
      widths[2] = std::max(widths[2], Columns(row.text));
    }
  }
  std::string text;
  for (const Row& row : block.rows) {
    std::string line = fmt::format(
        "    {}  {}  {}  {}", Padded(row.verdict, widths[0]),
        Padded(row.place, widths[1]), Padded(row.text, widths[2]), row.options);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

// -------------------------------------------------------------------- findings

bool SameObject(const UseSite& a, const UseSite& b) {
  return a.object == b.object && a.unit == b.unit;
}

/// "a/b.c:12 in f, g (and 2 more)", from all references of the group that are
/// in the object of `first`.
std::string UserHead(const Group& group, const UseSite& first) {
  std::string head = first.source.empty() ? first.object : first.source;
  if (first.line != 0) head += fmt::format(":{}", first.line);
  std::vector<std::string> functions;
  for (const Finding* finding : group) {
    for (const UseSite& site : finding->references) {
      if (SameObject(site, first) && !site.function.empty() &&
          std::find(functions.begin(), functions.end(), site.function) ==
              functions.end()) {
        functions.push_back(site.function);
      }
    }
  }
  for (size_t i = 0; i < std::min(functions.size(), kFunctionsListed); ++i) {
    head += (i == 0 ? " in " : ", ") + functions[i];
  }
  if (functions.size() > kFunctionsListed) {
    head += fmt::format(" (and {} more)", functions.size() - kFunctionsListed);
  }
  return Printable(head);
}

/// The blocks of a group: who uses, who defines, or the module itself.
std::vector<Block> BlocksOf(const Group& group) {
  const Finding& finding = *group.front();
  std::vector<Block> blocks;
  std::vector<const UseSite*> users;
  for (const UseSite& site : finding.references) {
    if (std::any_of(users.begin(), users.end(), [&](const UseSite* user) {
          return SameObject(*user, site);
        })) {
      continue;
    }
    users.push_back(&site);
    blocks.push_back({UserHead(group, site),
                      RowsFor(finding, site.object, site.unit, false)});
  }
  for (const DefinitionSite& site : finding.definitions) {
    const std::string& name = site.source.empty() ? site.object : site.source;
    bool without = std::any_of(finding.because.begin(), finding.because.end(),
                               [&](const Because& b) {
                                 return IsAbout(b, site.object, site.unit) &&
                                        b.verdict.ends_with(kWithoutSymbol);
                               });
    // In a cycle who defines is who uses.
    if (!without && std::any_of(users.begin(), users.end(), [&](auto* user) {
          return user->object == site.object && user->unit == site.unit;
        })) {
      continue;
    }
    Block block{Printable(name),
                RowsFor(finding, site.object, site.unit, without)};
    if (site.unit.empty()) {
      block.head += " would define it";
      if (block.rows.empty()) block.head += " and is not linked";
    }
    blocks.push_back(std::move(block));
  }
  if (!blocks.empty()) return blocks;
  std::vector<std::string> subjects;
  for (const Because& because : finding.because) {
    if (!because.verdict.starts_with(kIsIn)) continue;
    if (std::find(subjects.begin(), subjects.end(), because.subject) !=
        subjects.end()) {
      continue;
    }
    subjects.push_back(because.subject);
    if (subjects.size() > kNamesListed) break;
    std::string unit = because.verdict.substr(kIsIn.size());
    blocks.push_back({Printable(because.subject),
                      RowsFor(finding, because.subject, unit, false)});
  }
  return blocks;
}

/// The lines that explain: why m, guard.
std::string SentencesText(const Finding& finding, const Palette& palette) {
  std::string text;
  for (const Because& because : finding.because) {
    if (because.verdict.starts_with(kIsIn)) continue;
    text += "  " + palette.Label(Printable(because.verdict) + ":") + ' ';
    if (because.verdict == "guard") {
      text += Printable(PlaceOf(because.evidence)) + ' ';
      if (!because.evidence.text.empty()) {
        text += '`' + Printable(because.evidence.text) + "` ";
      }
    }
    text += Printable(because.sentence) + '\n';
  }
  return text;
}

std::string GroupText(const Group& group, const Palette& palette) {
  const Finding& finding = *group.front();
  std::string subject =
      finding.symbol.empty() ? finding.object : finding.symbol;
  std::string head = fmt::format("{}: {}", finding.rule->summary, subject);
  if (group.size() > 1) head += fmt::format(" (and {} more)", group.size() - 1);
  std::string text =
      palette.Level(finding.level, fmt::format("{}[{}]", Name(finding.level),
                                               finding.rule->code)) +
      palette.Bold(": " + Printable(head)) + '\n';
  std::vector<Block> blocks = BlocksOf(group);
  for (const Block& block : blocks) {
    text += "  " + palette.Bold(block.head) + '\n' + RowsText(blocks, block);
  }
  if (group.size() > 1 && group.size() <= kNamesListed) {
    text += "  " + palette.Label("symbols:");
    for (const Finding* each : group) {
      text += (each == group.front() ? " " : ", ") + Printable(each->symbol);
    }
    text += '\n';
  }
  text += SentencesText(finding, palette);
  if (!finding.help.empty()) {
    text +=
        "  " + palette.Label("help:") + ' ' + Printable(finding.help) + '\n';
  }
  return text;
}

std::string UnknownsText(const std::vector<UnknownFact>& unknowns,
                         const Palette& palette) {
  std::string text;
  for (size_t i = 0; i < std::min(unknowns.size(), kUnknownsListed); ++i) {
    text += palette.Level(FindingLevel::kWarning, "unknown") +
            fmt::format(": {}: {}\n", Printable(unknowns[i].subject),
                        Printable(unknowns[i].reason));
  }
  if (unknowns.size() > kUnknownsListed) {
    text += fmt::format("unknown: and {} more (--format json has all)\n",
                        unknowns.size() - kUnknownsListed);
  }
  return text;
}

/// "2,850"
std::string Grouped(size_t number) {
  std::string digits = std::to_string(number);
  for (size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string Counted(size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", Grouped(number), noun, number == 1 ? "" : "s");
}

/// What was looked at.
std::string SubjectText(const Analysis& analysis) {
  const AnalysisStats& stats = analysis.stats;
  std::string modules = Counted(stats.modules, "module");
  if (analysis.evidence == EvidenceLevel::kBuildTree) {
    return Counted(stats.builtin_objects, "built-in object") + ", " + modules;
  }
  if (analysis.evidence == EvidenceLevel::kModules) {
    return modules + (stats.modules == 1 ? " by itself" : " by themselves");
  }
  std::string text = modules + " against ";
  for (const std::string& file : analysis.exports_from) {
    if (&file != &analysis.exports_from.front()) text += " and ";
    text += Printable(file);
  }
  return text;
}

}  // namespace

std::string TextReport(const Analysis& analysis, TextStyle style) {
  Palette palette(style.color);
  std::string text;
  for (const Group& group : GroupsOf(analysis.findings)) {
    bool is_note = group.front()->level == FindingLevel::kNote;
    if (is_note && !style.notes) continue;
    if (!text.empty()) text += '\n';
    text += GroupText(group, palette);
  }
  if (!text.empty() && !analysis.unknowns.empty()) text += '\n';
  return text + UnknownsText(analysis.unknowns, palette);
}

std::string SummaryLine(const Analysis& analysis, TextStyle style) {
  std::array<size_t, 3> counts = {0, 0, 0};
  size_t known = 0, waived = 0;
  for (const Finding& finding : analysis.findings) {
    known += finding.state == FindingState::kKnown;
    waived += finding.state == FindingState::kWaived;
    if (finding.state == FindingState::kNew) {
      ++counts[static_cast<size_t>(finding.level)];
    }
  }
  size_t& notes = counts[static_cast<size_t>(FindingLevel::kNote)];
  size_t hidden_notes = style.notes ? 0 : std::exchange(notes, 0);
  std::string found;
  for (FindingLevel level :
       {FindingLevel::kError, FindingLevel::kWarning, FindingLevel::kNote}) {
    size_t count = counts[static_cast<size_t>(level)];
    if (count == 0) continue;
    if (!found.empty()) found += ", ";
    found += Counted(count, Name(level));
  }
  if (found.empty()) found = "nothing to report";
  if (hidden_notes != 0) {
    found += fmt::format(" ({}: --notes)", Counted(hidden_notes, "note"));
  }
  std::string line =
      fmt::format("kplace: {}: {}", SubjectText(analysis), found);
  for (const auto& [count, word] : {std::pair(known, "known"),
                                    {waived, "waived"},
                                    {analysis.fixed.size(), "fixed"}}) {
    if (count != 0) line += fmt::format("; {} {}", Grouped(count), word);
  }
  if (!analysis.unknowns.empty()) {
    line += fmt::format("; {} not known",
                        Counted(analysis.unknowns.size(), "thing"));
  }
  return line;
}

}  // namespace kplace
