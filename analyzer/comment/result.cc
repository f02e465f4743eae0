#include "analyzer/comment/result.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "support/text.h"

namespace kplace {
namespace {

using Document = nlohmann::json;

/// A list, or an empty one.
const Document& List(const Document& entry, const char* key) {
  static const Document kNone = Document::array();
  auto value = entry.find(key);
  return value != entry.end() && value->is_array() ? *value : kNone;
}

std::string Text(const Document& entry, const char* key) {
  auto value = entry.find(key);
  return value != entry.end() && value->is_string()
             ? Printable(value->get<std::string>())
             : std::string();
}

uint64_t Number(const Document& entry, const char* key) {
  auto value = entry.find(key);
  return value != entry.end() && value->is_number_unsigned()
             ? value->get<uint64_t>()
             : 0;
}

FindingName NameOf(const Document& entry) {
  return {Text(entry, "fid"), Text(entry, "code"), Text(entry, "object"),
          Text(entry, "symbol")};
}

template <typename Enum>
Enum OneOf(std::initializer_list<Enum> values, const std::string& word) {
  for (Enum value : values) {
    if (word == Name(value)) return value;
  }
  return *values.begin();
}

std::string LineOf(const Document& because) {
  std::string place = Text(because, "file");
  if (uint64_t line = Number(because, "line"); line != 0) {
    place += fmt::format(":{}", line);
  }
  std::string text = Text(because, "text");
  const std::string options = Text(because, "options");
  if (!options.empty()) text += " (" + options + ")";
  const std::string sentence = Text(because, "sentence");
  if (!sentence.empty()) text += (text.empty() ? "" : ": ") + sentence;
  return fmt::format("{} {}: {}{}{}", Text(because, "subject"),
                     Text(because, "verdict"), place,
                     place.empty() || text.empty() ? "" : ": ", text);
}

ResultFinding FindingOf(const Document& entry) {
  ResultFinding finding;
  finding.name = NameOf(entry);
  finding.level =
      OneOf({FindingLevel::kError, FindingLevel::kWarning, FindingLevel::kNote},
            Text(entry, "severity"));
  finding.state =
      OneOf({FindingState::kNew, FindingState::kKnown, FindingState::kWaived},
            Text(entry, "state"));
  finding.message = Text(entry, "message");
  finding.help = Text(entry, "help");
  for (const Document& because : List(entry, "because")) {
    finding.because.push_back(LineOf(because));
  }
  return finding;
}

}  // namespace

Result<CheckResult> ReadCheckResult(std::string_view text,
                                    const std::string& name) {
  const Document document = Document::parse(text, nullptr, false);
  if (!document.is_object() || !document.contains("findings") ||
      !document["findings"].is_array()) {
    return Error{name + ": is no result of kplace check --format json"};
  }
  if (Number(document, "schema") != 1) {
    return Error{name + ": is of another schema than 1"};
  }
  CheckResult result;
  if (auto build = document.find("build");
      build != document.end() && build->is_object()) {
    result.architecture = Text(*build, "architecture");
    result.kernel_version = Text(*build, "kernel_version");
  }
  for (const Document& entry : document["findings"]) {
    result.findings.push_back(FindingOf(entry));
  }
  for (const Document& entry : List(document, "fixed")) {
    result.fixed.push_back(NameOf(entry));
  }
  for (const Document& entry : List(document, "unknowns")) {
    result.unknowns.push_back(Text(entry, "subject") + ": " +
                              Text(entry, "reason"));
  }
  return result;
}

}  // namespace kplace
