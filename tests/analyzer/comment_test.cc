// What a reviewer is told.

#include "analyzer/comment/comment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/formats/hostile_names.h"

namespace kplace {
namespace {

ResultFinding Make(const std::string& fid, const std::string& object,
                   const std::string& symbol,
                   FindingLevel level = FindingLevel::kError) {
  ResultFinding finding;
  finding.name = {fid, "KP0001", object, symbol};
  finding.level = level;
  finding.message = "built-in code uses " + symbol;
  finding.help = "let A select B";
  finding.because = {object + " is in vmlinux: a/Makefile:1: obj-y += x"};
  return finding;
}

CommentInput Input(std::vector<ResultFinding> findings) {
  CommentInput input;
  input.result.findings = std::move(findings);
  input.result.kernel_version = "6.12.0";
  input.key = "x86/tiny";
  input.head = "0123abc";
  input.reproduce = "kplace check -b build";
  return input;
}

std::string DigestOf(const std::string& comment) {
  const size_t at = comment.find("digest=");
  return comment.substr(at, comment.find(' ', at) - at);
}

TEST(Comment, SymbolsOfOneCauseAreOneEntry) {
  const CommentInput input =
      Input({Make("1", "a.o", "f"), Make("2", "a.o", "g")});
  const std::string text = MarkdownComment(input);
  EXPECT_EQ(text.substr(text.find('\n') + 1),
            "**kplace**: 2 new, 0 fixed, 0 known, ` x86/tiny `, Linux "
            "` 6.12.0 `\n\n"
            "| rule | object | symbols |\n|---|---|---|\n"
            "| error ` KP0001 ` | ` a.o ` | ` f, g ` |\n\n"
            "<details><summary><code>KP0001 a&#46;o</code></summary>\n\n"
            "` built-in code uses f `\n\n"
            "- ` a.o is in vmlinux: a/Makefile:1: obj-y += x `\n\n"
            "To mend it: ` let A select B `\n\n"
            "</details>\n\n"
            "To reproduce: ` kplace check -b build `\n\n");
}

TEST(Comment, WhatTheBaseHasIsNotNewAndWhatItHadIsFixed) {
  CommentInput input = Input({Make("1", "a.o", "f"), Make("2", "b.o", "g")});
  input.base = CheckResult();
  input.base->findings = {Make("1", "a.o", "f"), Make("3", "c.o", "h")};
  const Comment comment = MakeComment(input);
  EXPECT_EQ(comment.Verdict(), "1 new, 1 fixed, 1 known");
  EXPECT_EQ(comment.news[0].first.name.object, "b.o");
  EXPECT_EQ(comment.fixed[0].object, "c.o");
}

TEST(Comment, StatesOfTheResultCount) {
  CommentInput input = Input({Make("1", "a.o", "f"), Make("2", "b.o", "g"),
                              Make("3", "c.o", "h", FindingLevel::kNote)});
  input.result.findings[0].state = FindingState::kKnown;
  input.result.findings[1].state = FindingState::kWaived;
  input.result.unknowns = {"d.o: truncated"};
  EXPECT_EQ(MakeComment(input).Verdict(),
            "0 new, 0 fixed, 1 known, 1 waived; 1 not known");
  EXPECT_NE(MarkdownComment(input).find("Nothing new in what could be checked"),
            std::string::npos);
}

// A bot edits its comment if the digest changes, and not for another commit.
TEST(Comment, TheDigestIsOfWhatIsSaid) {
  CommentInput input = Input({Make("1", "a.o", "f")});
  const std::string first = MarkdownComment(input);
  input.head = "ffff";
  const std::string second = MarkdownComment(input);
  EXPECT_NE(first, second);
  EXPECT_EQ(DigestOf(first), DigestOf(second));
  input.result.findings.push_back(Make("2", "b.o", "g"));
  EXPECT_NE(DigestOf(first), DigestOf(MarkdownComment(input)));
}

TEST(Comment, ShedsInItsOrderAndSaysSo) {
  std::vector<ResultFinding> findings;
  for (int i = 0; i < 60; ++i) {
    findings.push_back(
        Make(std::to_string(i), "known" + std::to_string(i) + ".o", "f"));
    findings.back().state = FindingState::kKnown;
  }
  findings.push_back(Make("new", "new.o", "g"));
  const CommentInput input = Input(findings);
  const std::string whole = MarkdownComment(input);
  EXPECT_NE(whole.find("- and 10 more\n"), std::string::npos);
  const std::string less = MarkdownComment(input, whole.size() - 1);
  EXPECT_NE(less.find("The known ones are left out"), std::string::npos);
  EXPECT_NE(less.find("To mend it"), std::string::npos);
  const std::string least = MarkdownComment(input, less.size() - 1);
  EXPECT_NE(least.find("How they came about is left out"), std::string::npos);
  EXPECT_NE(least.find("new.o"), std::string::npos);
  EXPECT_EQ(least.find("<!-- kplace:v1 key=x86/tiny head=0123abc digest="), 0u);
}

TEST(Comment, AtMostTenNewOnes) {
  std::vector<ResultFinding> findings;
  for (int i = 0; i < 12; ++i) {
    findings.push_back(
        Make(std::to_string(i), "a" + std::to_string(i) + ".o", "f"));
  }
  const std::string text = MarkdownComment(Input(findings));
  EXPECT_NE(text.find("and 2 more\n"), std::string::npos);
  EXPECT_EQ(text.find("a10"), std::string::npos);
}

TEST(Comment, AMailMarksWhatIsNew) {
  CommentInput input = Input({Make("1", "a.o", "f"), Make("2", "b.o", "g")});
  input.result.findings[0].state = FindingState::kKnown;
  EXPECT_EQ(MailComment(input),
            "head:      0123abc\nconfig:    x86/tiny\nkernel:    6.12.0\n"
            "reproduce: kplace check -b build\n\n"
            "1 new, 0 fixed, 1 known\n\n"
            "All findings (new ones prefixed by >>):\n\n"
            ">> b.o: error: built-in code uses g [KP0001]\n"
            "   b.o is in vmlinux: a/Makefile:1: obj-y += x\n"
            "   to mend it: let A select B\n\n"
            "   a.o: error: built-in code uses f [KP0001]\n");
}

/// The text without its code spans and the tags that are ours.
std::string Outside(const std::string& text) {
  std::string outside;
  for (size_t i = 0; i < text.size();) {
    if (text[i] != '`') {
      outside += text[i++];
      continue;
    }
    const size_t run = text.find_first_not_of('`', i) - i;
    const std::string fence = " " + std::string(run, '`');
    size_t end = text.find(fence, i + run);
    while (end != std::string::npos && end + fence.size() < text.size() &&
           text[end + fence.size()] == '`') {
      end = text.find(fence, end + fence.size());
    }
    EXPECT_NE(end, std::string::npos) << text;
    if (end == std::string::npos) break;
    i = end + fence.size();
  }
  return outside;
}

TEST(Comment, NothingOfATreeIsMarkdown) {
  for (const std::string& raw : testing::HostileNames()) {
    CommentInput input = Input({Make("1", raw, raw), Make("2", raw, "|")});
    input.base = CheckResult();
    input.base->findings = {Make("3", raw, raw)};
    input.result.unknowns = {raw};
    input.key = raw;
    input.head = raw;
    input.reproduce = raw;
    const std::string text = MarkdownComment(input);
    // One marker, in the first line, that ends there.
    const std::string marker = text.substr(0, text.find('\n'));
    EXPECT_TRUE(marker.ends_with(" -->")) << marker;
    EXPECT_EQ(marker.find("--", 4), marker.size() - 3) << marker;
    const std::string outside = Outside(text.substr(marker.size()));
    EXPECT_EQ(outside.find("<script"), std::string::npos) << raw;
    EXPECT_EQ(outside.find("<details>\n<"), std::string::npos) << raw;
    // Outside of code spans there is nothing but our own words and numbers.
    for (const char* what : {"@", "://", "<script", "](", "::", "**a"}) {
      EXPECT_EQ(outside.find(what), std::string::npos) << what << " of " << raw;
    }
    for (size_t row = text.find("| error "); row != std::string::npos;
         row = text.find("| error ", row + 1)) {
      const std::string line = text.substr(row, text.find('\n', row) - row);
      EXPECT_EQ(std::count(line.begin(), line.end(), '|'), 4) << line;
    }
  }
}

TEST(CheckResult, IsReadBackFromJson) {
  auto read = ReadCheckResult(
      R"({"schema":1,"build":{"architecture":"x86","kernel_version":"6.12.0"},
          "findings":[{"code":"KP0001","severity":"warning","fid":"1",
            "symbol":"f","object":"a\u0007.o","message":"m","help":"h",
            "state":"known","because":[{"subject":"a.o","verdict":"is in x",
            "file":"a/Makefile","line":3,"text":"obj-y","options":"CONFIG_A=y",
            "sentence":""}]}],
          "fixed":[{"fid":"2","code":"KP0002","object":"b.o","symbol":""}],
          "unknowns":[{"subject":"c.o","reason":"truncated"}]})",
      "r.json");
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read->findings.size(), 1u);
  const ResultFinding& finding = read->findings[0];
  EXPECT_EQ(finding.level, FindingLevel::kWarning);
  EXPECT_EQ(finding.state, FindingState::kKnown);
  EXPECT_EQ(finding.name.object, "a\\x07.o");
  EXPECT_EQ(finding.because,
            std::vector<std::string>{
                "a.o is in x: a/Makefile:3: obj-y (CONFIG_A=y)"});
  EXPECT_EQ(read->fixed[0].object, "b.o");
  EXPECT_EQ(read->unknowns[0], "c.o: truncated");
}

TEST(CheckResult, RefusesWhatIsNone) {
  auto error = [](const char* text) {
    auto read = ReadCheckResult(text, "r.json");
    return read ? std::string() : read.error().message;
  };
  EXPECT_EQ(error("x"), "r.json: is no result of kplace check --format json");
  EXPECT_EQ(error("{\"schema\":2,\"findings\":[]}"),
            "r.json: is of another schema than 1");
  EXPECT_EQ(error("{\"schema\":1,\"findings\":[{\"because\":[7,null]}]}"), "");
}

}  // namespace
}  // namespace kplace
