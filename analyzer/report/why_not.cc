#include "analyzer/report/why_not.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analyzer/explain/chain_text.h"
#include "analyzer/report/json_parts.h"
#include "support/text.h"

namespace kplace {
namespace {

// Some conditions fill pages; the JSON has them whole.
constexpr size_t kLongestCondition = 300;

const char* Name(Truth truth) {
  switch (truth) {
    case Truth::kTrue:
      return "yes";
    case Truth::kFalse:
      return "no";
    case Truth::kUnknown:
      return "unknown";
  }
  return "unknown";
}

/// "is in vmlinux", "is not in vmlinux", "can be in vmlinux".
std::string Verdict(const PossiblePlace& place, bool configured) {
  if (place.unit.empty()) return "is named by lines that no build follows";
  if (!configured) return "can be in " + place.unit;
  switch (place.holds) {
    case Truth::kTrue:
      return "is in " + place.unit;
    case Truth::kFalse:
      return "is not in " + place.unit;
    case Truth::kUnknown:
      break;
  }
  return "may be in " + place.unit;
}

std::string Row(std::string_view label, std::string_view text) {
  return fmt::format("    {:<5}  {}\n", label, text);
}

std::string ChangeText(const NearestChange& change) {
  std::string text;
  for (const OptionChange& option : change.changes) {
    if (!text.empty()) text += ' ';
    text += Printable(option.option) + '=' + option.to;
  }
  if (!change.unknowns.empty()) {
    text += fmt::format(
        "{}if {}", text.empty() ? "" : " ",
        Printable(fmt::format("{}", fmt::join(change.unknowns, " and "))));
  }
  return text;
}

std::string PlaceText(const PossiblePlace& place, bool configured,
                      const ChainColumns& columns) {
  std::string text = "  " + Printable(Verdict(place, configured)) + '\n';
  bool told = place.unit.empty() || place.holds == Truth::kTrue;
  if (!told) text += Row("when", Elide(place.condition, kLongestCondition));
  for (const FailingPart& part : place.fails) {
    std::string row = Elide(part.condition, kLongestCondition);
    if (!part.options.empty()) {
      row += "  with " + Elide(Printable(part.options), kLongestCondition);
    }
    text += Row(part.unknown ? "open" : "fails", row);
  }
  if (place.change) {
    text += Row("needs", ChangeText(*place.change));
  } else if (configured && !told) {
    text += Row("needs", "more changes than can be told");
  }
  for (size_t i = 0; i < place.chains.size(); ++i) {
    if (i != 0) text += "    and\n";
    text += columns.Text(place.chains[i]);
  }
  return text;
}

json::Document FromChange(const NearestChange& change) {
  json::Document document;
  document["options"] = json::Document::array();
  for (const OptionChange& option : change.changes) {
    document["options"].push_back({{"option", json::FromText(option.option)},
                                   {"from", option.from},
                                   {"to", option.to}});
  }
  document["unknowns"] = json::Document::array();
  for (const std::string& reason : change.unknowns) {
    document["unknowns"].push_back(json::FromText(reason));
  }
  return document;
}

json::Document FromPlace(const PossiblePlace& place) {
  json::Document fails = json::Document::array();
  for (const FailingPart& part : place.fails) {
    fails.push_back({{"condition", json::FromText(part.condition)},
                     {"options", json::FromText(part.options)},
                     {"unknown", part.unknown}});
  }
  json::Document also = json::Document::array();
  for (size_t i = 1; i < place.chains.size(); ++i) {
    also.push_back(json::FromList(place.chains[i]));
  }
  return {
      {"kind", place.unit.empty() ? "" : Name(place.kind)},
      {"unit", json::FromText(place.unit)},
      {"holds", Name(place.holds)},
      {"condition", json::FromText(place.condition)},
      {"fails", std::move(fails)},
      {"change",
       place.change ? FromChange(*place.change) : json::Document(nullptr)},
      {"because", place.chains.empty() ? json::Document::array()
                                       : json::FromList(place.chains.front())},
      {"also", std::move(also)}};
}

json::Document FromTexts(const std::vector<std::string>& texts) {
  json::Document list = json::Document::array();
  for (const std::string& text : texts) list.push_back(json::FromText(text));
  return list;
}

}  // namespace

std::string WhyNotText(const WhyNot& answer, const BuildTree& tree) {
  std::string text = Printable(answer.subject) + '\n';
  for (const std::string& fact : answer.facts) {
    text += "  " + Printable(fact) + '\n';
  }
  ChainColumns columns;
  for (const PossiblePlace& place : answer.places) {
    for (const auto& chain : place.chains) columns.Measure(chain);
  }
  for (const PossiblePlace& place : answer.places) {
    text += PlaceText(place, tree.configured, columns);
  }
  for (const OptionInTheWay& option : answer.options) {
    text += fmt::format("  why {}={}: {}\n", Printable(option.option),
                        Printable(option.value), Printable(option.sentence));
  }
  if (!answer.near.empty()) {
    text +=
        fmt::format("  did you mean {}?\n",
                    Printable(fmt::format("{}", fmt::join(answer.near, ", "))));
  }
  return text;
}

std::string WhyNotJson(const WhyNot& answer, const BuildTree& tree) {
  json::Document document = json::Header(tree);
  document["subject"] = json::FromText(answer.subject);
  document["state"] = Name(answer.state);
  document["facts"] = FromTexts(answer.facts);
  document["places"] = json::Document::array();
  for (const PossiblePlace& place : answer.places) {
    document["places"].push_back(FromPlace(place));
  }
  document["options"] = json::Document::array();
  for (const OptionInTheWay& option : answer.options) {
    document["options"].push_back({{"option", json::FromText(option.option)},
                                   {"value", json::FromText(option.value)},
                                   {"why", json::FromText(option.sentence)}});
  }
  document["near"] = FromTexts(answer.near);
  return json::Serialize(document);
}

}  // namespace kplace
