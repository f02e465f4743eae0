#include "analyzer/mend/mend.h"

#include <fmt/format.h>

#include <algorithm>

#include "support/text.h"

namespace kplace {
namespace {

constexpr size_t kContext = 3;

std::string Join(const std::vector<std::string_view>& lines) {
  std::string text;
  for (std::string_view line : lines) {
    text += line;
    text += '\n';
  }
  return text;
}

bool IsType(std::string_view word) {
  return word == "bool" || word == "tristate";
}

/// The line of the entry's type, and the last of what it depends on; each
/// counts from 1, and is 0 where there is none.
struct EntryLines {
  size_t type = 0;
  size_t last_dependency = 0;
};

EntryLines LinesOf(const kconfig::Definition& definition,
                   const std::vector<std::string_view>& lines) {
  EntryLines found;
  for (size_t i = definition.where.line; i < lines.size(); ++i) {
    if (lines[i].starts_with("config ") ||
        lines[i].starts_with("menuconfig ")) {
      break;
    }
    std::vector<std::string_view> words = SplitWords(lines[i]);
    if (words.empty()) continue;
    if (words[0] == "help" || words[0] == "---help---") break;
    if (found.type == 0 && (IsType(words[0]) || words[0].starts_with("def_"))) {
      found.type = i + 1;
    }
  }
  for (const kconfig::Property& property : definition.properties) {
    if (property.kind == kconfig::Property::Kind::kDepends) {
      found.last_dependency =
          std::max<size_t>(found.last_dependency, property.where.line);
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> UsualMends(std::string_view referrer,
                                    std::string_view definer) {
  return {fmt::format("{}: depends on {} || !{}", referrer, definer, definer),
          fmt::format("{}: depends on {} || {}=n", referrer, definer, definer),
          fmt::format("{}: select {}", referrer, definer),
          fmt::format("{}: bool", definer)};
}

Result<Mend> MakeMend(std::string_view text, const kconfig::Tree& tree,
                      const SourceFiles& sources) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    return Error{fmt::format("'{}' is no \"OPTION: LINE\"", Printable(text))};
  }
  Mend mend;
  mend.option = Trim(text.substr(0, colon));
  if (mend.option.starts_with("CONFIG_")) mend.option.erase(0, 7);
  mend.line = FoldWhitespace(text.substr(colon + 1));
  std::vector<const kconfig::Definition*> definitions =
      tree.DefinitionsOf(mend.option);
  if (definitions.empty()) {
    return Error{"no Kconfig file defines " + Printable(mend.option)};
  }
  const kconfig::Definition& definition = *definitions.front();
  mend.file = sources.Path(definition.where.file);
  const std::string_view before = sources.Text(definition.where.file);
  std::vector<std::string_view> lines = SplitLines(before);
  const EntryLines entry = LinesOf(definition, lines);
  std::string changed = "\t" + mend.line;
  if (IsType(mend.line)) {
    if (entry.type == 0) {
      return Error{mend.option + " has no line with its type"};
    }
    // `tristate "prompt" if X`: the rest of the line stays.
    std::string_view old = Trim(lines[entry.type - 1]);
    const std::string_view word = old.substr(0, old.find_first_of(" \t\""));
    const char* prefix = word.starts_with("def_") ? "def_" : "";
    changed =
        fmt::format("\t{}{}{}", prefix, mend.line, old.substr(word.size()));
    lines[entry.type - 1] = changed;
  } else {
    const size_t after = std::max(
        {entry.type, entry.last_dependency, size_t{definition.where.line}});
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(after), changed);
  }
  mend.text = Join(lines);
  mend.diff = UnifiedDiff(mend.file, before, mend.text);
  return mend;
}

std::string UnifiedDiff(const std::string& file, std::string_view before,
                        std::string_view after) {
  const std::vector<std::string_view> a = SplitLines(before);
  const std::vector<std::string_view> b = SplitLines(after);
  size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[same] == b[same]) ++same;
  size_t tail = 0;
  while (tail < std::min(a.size(), b.size()) - same &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  const size_t begin = same - std::min(same, kContext);
  const size_t context = std::min(tail, kContext);
  const size_t a_end = a.size() - tail, b_end = b.size() - tail;
  std::string text =
      fmt::format("--- a/{0}\n+++ b/{0}\n@@ -{1},{2} +{1},{3} @@\n", file,
                  begin + 1, a_end + context - begin, b_end + context - begin);
  auto add = [&](char mark, const auto& lines, size_t from, size_t to) {
    for (size_t i = from; i < to; ++i) {
      text += mark;
      text += lines[i];
      text += '\n';
    }
  };
  add(' ', a, begin, same);
  add('-', a, same, a_end);
  add('+', b, same, b_end);
  add(' ', a, a_end, a_end + context);
  return text;
}

}  // namespace kplace
