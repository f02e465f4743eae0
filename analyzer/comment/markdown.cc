#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/comment/comment.h"
#include "analyzer/unknowns.h"
#include "support/fnv1a.h"
#include "support/text.h"

namespace kplace {
namespace {

constexpr size_t kMostNews = 10;
constexpr size_t kMostOthers = 50;
constexpr size_t kLongestName = 200;

/// A code span: between two runs of backticks, of a length that the text has
/// not (CommonMark, section 6.1).
std::string Code(std::string_view text) {
  const std::string shown = Elide(Printable(text), kLongestName);
  std::string fence = "`";
  while (shown.find(fence) != std::string::npos) fence += '`';
  // A blank at both ends is taken off again, and lets backticks stand there.
  return fence + ' ' + shown + ' ' + fence;
}

/// In a table, where a bar would end the cell whatever is around it.
std::string Cell(std::string_view text) {
  std::string without_bars;
  for (char c : text) without_bars += c == '|' ? "\\x7c" : std::string(1, c);
  return Code(without_bars);
}

/// In HTML, where there are no spans.  All that could mean something is a
/// number.
std::string HtmlCode(std::string_view text) {
  std::string html = "<code>";
  for (char c : Elide(Printable(text), kLongestName)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       (c >= '0' && c <= '9') || c == '/' || c == ' ' ||
                       static_cast<unsigned char>(c) >= 0x80;
    html += plain ? std::string(1, c) : fmt::format("&#{};", int{c});
  }
  return html + "</code>";
}

std::string Symbols(const CommentEntry& entry) {
  return FirstFew(entry.symbols);
}

/// How much of a comment is written.
struct Extent {
  bool known = true;
  bool fixed = true;
  bool details = true;
  size_t news = kMostNews;
};

class Writer {
 public:
  Writer(const CommentInput& input, const Comment& comment, Extent extent)
      : input_(input), comment_(comment), extent_(extent) {}

  std::string Body() {
    text_ = fmt::format("**kplace**: {}", comment_.Verdict());
    if (!input_.key.empty()) text_ += ", " + Code(input_.key);
    if (!input_.result.kernel_version.empty()) {
      text_ += ", Linux " + Code(input_.result.kernel_version);
    }
    text_ += "\n\n";
    if (comment_.news.empty()) {
      text_ += comment_.unknowns.empty()
                   ? "Nothing new.\n\n"
                   : "Nothing new in what could be checked.\n\n";
    } else {
      News();
    }
    if (!input_.reproduce.empty()) {
      text_ += "To reproduce: " + Code(input_.reproduce) + "\n\n";
    }
    Fixed();
    Known();
    Unknowns();
    return std::move(text_);
  }

 private:
  void News() {
    text_ += "| rule | object | symbols |\n|---|---|---|\n";
    const size_t shown = std::min(extent_.news, comment_.news.size());
    for (size_t i = 0; i < shown; ++i) {
      const CommentEntry& entry = comment_.news[i];
      text_ += fmt::format("| {} {} | {} | {} |\n", Name(entry.first.level),
                           Cell(entry.first.name.code),
                           Cell(entry.first.name.object),
                           entry.symbols.empty() ? "" : Cell(Symbols(entry)));
    }
    text_ += '\n';
    if (shown < comment_.news.size()) {
      text_ += fmt::format("and {} more\n\n", comment_.news.size() - shown);
    }
    if (!extent_.details) {
      text_ += "How they came about is left out, for want of room.\n\n";
      return;
    }
    for (size_t i = 0; i < shown; ++i) Details(comment_.news[i]);
  }

  void Details(const CommentEntry& entry) {
    Begin(entry.first.name.code + ' ' + entry.first.name.object);
    text_ += Code(entry.first.message) + "\n\n";
    for (const std::string& line : entry.first.because) {
      text_ += "- " + Code(line) + '\n';
    }
    if (!entry.first.help.empty()) {
      text_ += "\nTo mend it: " + Code(entry.first.help) + '\n';
    }
    End();
  }

  void Fixed() {
    if (comment_.fixed.empty()) return;
    if (!extent_.fixed) {
      text_ += "The fixed ones are left out, for want of room.\n\n";
      return;
    }
    Begin(fmt::format("{} fixed", comment_.fixed.size()));
    std::vector<std::string> lines;
    for (const FindingName& name : comment_.fixed) {
      lines.push_back(name.code + ' ' + name.object + ' ' + name.symbol);
    }
    List(lines);
    End();
  }

  void Known() {
    if (comment_.known.empty()) return;
    if (!extent_.known) {
      text_ += "The known ones are left out, for want of room.\n\n";
      return;
    }
    Begin(fmt::format("known: {}", comment_.known.size()));
    std::vector<std::string> lines;
    for (const CommentEntry& entry : comment_.known) {
      lines.push_back(entry.first.name.code + ' ' + entry.first.name.object +
                      ' ' + Symbols(entry));
    }
    List(lines);
    End();
  }

  void Unknowns() {
    if (comment_.unknowns.empty()) return;
    Begin(fmt::format("{} not known", comment_.unknowns.size()));
    List(comment_.unknowns);
    End();
  }

  void List(const std::vector<std::string>& lines) {
    const size_t shown = std::min(lines.size(), kMostOthers);
    for (size_t i = 0; i < shown; ++i) text_ += "- " + Code(lines[i]) + '\n';
    if (shown < lines.size()) {
      text_ += fmt::format("- and {} more\n", lines.size() - shown);
    }
  }

  /// Between the tags it is Markdown again.
  void Begin(const std::string& summary) {
    text_ += "<details><summary>" + HtmlCode(summary) + "</summary>\n\n";
  }
  void End() { text_ += "\n</details>\n\n"; }

  const CommentInput& input_;
  const Comment& comment_;
  const Extent extent_;
  std::string text_;
};

/// A value of the marker: without what ends a comment in HTML, and blanks.
std::string MarkerValue(std::string_view text) {
  std::string value;
  for (char c : Printable(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       (c >= '0' && c <= '9') || c == '/' || c == '.' ||
                       c == '_' || c == '-';
    value += plain && !(c == '-' && value.ends_with('-')) ? c : '_';
  }
  return Elide(value, kLongestName);
}

size_t Characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string MarkdownComment(const CommentInput& input, size_t limit) {
  const Comment comment = MakeComment(input);
  const Extent kLess[] = {{},
                          {.known = false},
                          {.known = false, .fixed = false},
                          {.known = false, .fixed = false, .details = false},
                          {false, false, false, 3}};
  std::string text;
  for (const Extent& extent : kLess) {
    const std::string body = Writer(input, comment, extent).Body();
    Fnv1a digest;
    digest.AddField(body);
    text = fmt::format("<!-- kplace:v1 key={} head={} digest={} -->\n{}",
                       MarkerValue(input.key), MarkerValue(input.head),
                       digest.Text(), body);
    if (Characters(text) <= limit) break;
  }
  return text;
}

}  // namespace kplace
