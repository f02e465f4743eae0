#include "analyzer/report/ci/junit.h"

#include <fmt/format.h>

#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "analyzer/rules/rules.h"
#include "support/text.h"

namespace kplace {
namespace {

/// Without the few characters of UTF-8 that XML 1.0 has no place for.
std::string XmlText(std::string_view text) {
  std::string clean = Printable(text);
  for (std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (size_t at = clean.find(none); at != std::string::npos;
         at = clean.find(none, at)) {
      clean.replace(at, none.size(), "?");
    }
  }
  return clean;
}

class Suite {
 public:
  Suite(const CiReport& report, pugi::xml_node suite)
      : report_(report), suite_(suite) {}

  void Write() {
    std::set<const RuleInfo*> failed;
    for (const Mark& mark : MarksOf(report_, Shown::kAll)) {
      if (mark.finding->level < report_.fail_on) continue;
      if (Fails(report_, *mark.finding)) failed.insert(mark.finding->rule);
      Add(mark);
    }
    for (const Rule& rule : AllRules()) {
      if (!failed.contains(&rule.info)) {
        Case(fmt::format("{} {}", rule.info.code, rule.info.slug));
      }
    }
    for (const UnknownFact& unknown : report_.analysis.unknowns) {
      NotKnown(unknown);
    }
    for (const auto& [name, count] : {std::pair("tests", names_.size()),
                                      {"failures", failures_},
                                      {"errors", errors_},
                                      {"skipped", skipped_}}) {
      suite_.append_attribute(name).set_value(
          static_cast<unsigned long long>(count));
    }
  }

 private:
  pugi::xml_node Case(const std::string& name) {
    std::string unique = XmlText(name);
    for (int again = 2; !names_.insert(unique).second; ++again) {
      unique = XmlText(fmt::format("{} ({})", name, again));
    }
    pugi::xml_node node = suite_.append_child("testcase");
    node.append_attribute("classname") =
        XmlText("kplace." + report_.label).c_str();
    node.append_attribute("name") = unique.c_str();
    node.append_attribute("time") = "0";
    return node;
  }

  void Add(const Mark& mark) {
    const Finding& finding = *mark.finding;
    std::string name = fmt::format("{} {}", finding.rule->code, finding.object);
    if (!finding.symbol.empty()) name += ' ' + finding.symbol;
    pugi::xml_node node = Case(name);
    node.append_attribute("file") = XmlText(mark.file).c_str();
    if (finding.state != FindingState::kNew) {
      ++skipped_;
      node.append_child("skipped").append_attribute("message") =
          XmlText(finding.state == FindingState::kKnown
                      ? "known: in the baseline"
                      : "waived: " + finding.waiver)
              .c_str();
      return;
    }
    ++failures_;
    pugi::xml_node failure = node.append_child("failure");
    failure.append_attribute("type") = finding.rule->code;
    failure.append_attribute("message") = XmlText(mark.text).c_str();
    std::string chain;
    for (const Because& because : finding.because) {
      chain += fmt::format("{} {}: {}\n", Printable(because.subject),
                           Printable(because.verdict), Text(because));
    }
    failure.text() = Chain(chain).c_str();
  }

  void NotKnown(const UnknownFact& unknown) {
    const bool input = unknown.kind == UnknownKind::kInput;
    ++(input ? errors_ : skipped_);
    Case("not known: " + unknown.subject)
        .append_child(input ? "error" : "skipped")
        .append_attribute("message") = XmlText(unknown.reason).c_str();
  }

  /// Lines that are clean each.
  static std::string Chain(const std::string& lines) {
    std::string text;
    for (std::string_view line : SplitLines(lines)) {
      text += XmlText(line) + '\n';
    }
    return text;
  }

  const CiReport& report_;
  pugi::xml_node suite_;
  std::set<std::string> names_;
  size_t failures_ = 0;
  size_t errors_ = 0;
  size_t skipped_ = 0;
};

}  // namespace

std::string JunitReport(const CiReport& report) {
  pugi::xml_document document;
  pugi::xml_node suites = document.append_child("testsuites");
  suites.append_attribute("name") = "kplace";
  pugi::xml_node suite = suites.append_child("testsuite");
  suite.append_attribute("name") = XmlText(report.label).c_str();
  Suite(report, suite).Write();
  std::ostringstream text;
  document.save(text, " ", pugi::format_default, pugi::encoding_utf8);
  return text.str();
}

}  // namespace kplace
