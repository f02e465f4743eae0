// hostile_names.h - what a patch under test can call its files, symbols and
// options.

#ifndef KPLACE_TESTS_FORMATS_HOSTILE_NAMES_H_
#define KPLACE_TESTS_FORMATS_HOSTILE_NAMES_H_

#include <string>
#include <vector>

namespace kplace::testing {

/// Each would mean something to one of the formats, or to a terminal.
inline std::vector<std::string> HostileNames() {
  using namespace std::string_literals;
  return {
      // Workflow commands of GitHub.
      "::error::pwned",
      "\n::error::pwned",
      "\r\n::set-env name=PATH::/tmp",
      "\n::add-mask::a",
      "##[error]pwned",
      "\n##vso[task.complete]",
      "%0A::error::pwned",
      "%25",
      "a,line=1",
      "a:b",
      "::stop-commands::x",
      "file=x,title=y::z",
      // XML.
      "<script>alert(1)</script>",
      "</failure></testcase>",
      "]]>",
      "<![CDATA[",
      "<!--",
      "-->",
      "&lt;",
      "&#0;",
      "&xxe;",
      "\" onload=\"x",
      "' or '1'='1",
      "<?xml version=\"1.0\"?>",
      "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>",
      "\xEF\xBF\xBE",
      "\xEF\xBF\xBF",
      // JSON.
      "\"",
      "\\",
      "\",\"level\":\"none",
      "}]}",
      "\\u0000",
      "\xE2\x80\xA8\xE2\x80\xA9",
      // Markdown, and SARIF's messages.
      "[a](https://example.org)",
      "[a](1)",
      "![a](x)",
      "{0}",
      "{{0}}",
      "@torvalds",
      "#123",
      "`a`",
      "```",
      "**a**",
      "|a|",
      "<details>",
      "</details>",
      "<!-- kplace:v1 -->",
      "https://example.org",
      // Terminals, and bytes that are no text.
      "\x1b[31mred",
      "\x1b]0;title\x07",
      "\b\b\b",
      "\x7f",
      "\xc2\x9b",
      "\xff\xfe",
      "\xc0\x80",
      "\xed\xa0\x80",
      "\xe2\x80\xae"s + "gnp.o",
      "\t",
      "\v\f",
      // Paths and shells.
      "../../../etc/passwd",
      "/etc/passwd",
      "//host/share",
      "$(touch pwned)",
      "; rm -rf x",
      "-o",
      "--help",
      "con:",
      "a b",
      " ",
      "%2e%2e%2f",
      "?a=b#c",
      std::string(5000, 'a'),
  };
}

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_FORMATS_HOSTILE_NAMES_H_
