#include "cli/settings.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "support/near_names.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::cli {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {}

  Result<Settings> Read(const toml::table& table) {
    for (const auto& [key, value] : table) {
      if (key == "baseline") {
        settings_.baseline = JoinPath(DirName(path_), Text(key, value));
      } else if (key == "label") {
        settings_.label = Text(key, value);
      } else if (key == "fail-on") {
        ReadLevel(key, value);
      } else if (key == "notes") {
        ReadNotes(key, value);
      } else if (key == "waiver") {
        ReadWaivers(key, value);
      } else {
        Unknown(key, {"baseline", "fail-on", "label", "notes", "waiver"});
      }
    }
    if (error_) return *error_;
    return std::move(settings_);
  }

 private:
  std::string Place(const toml::source_region& source) const {
    return fmt::format("{}:{}", Printable(path_), source.begin.line);
  }

  /// The first one counts.
  void Fail(const toml::source_region& source, const std::string& reason) {
    if (!error_) error_ = Error{Place(source) + ": " + reason};
  }

  void Unknown(const toml::key& key, std::initializer_list<std::string> known) {
    const std::string name(key.str());
    const std::vector<std::string> near =
        NearNames(name, std::span(known.begin(), known.size()), 1);
    Fail(key.source(),
         fmt::format("no such key: {}{}", Printable(name),
                     near.empty() ? "" : "; " + near.front() + "?"));
  }

  std::string Text(const toml::key& key, const toml::node& value) {
    auto text = value.value<std::string>();
    if (!text || !value.is_string() || text->empty()) {
      Fail(value.source(), fmt::format("{} has to be a text", key.str()));
      return {};
    }
    return *text;
  }

  void ReadLevel(const toml::key& key, const toml::node& value) {
    const std::string word = Text(key, value);
    for (FindingLevel level :
         {FindingLevel::kNote, FindingLevel::kWarning, FindingLevel::kError}) {
      if (word == Name(level)) settings_.fail_on = level;
    }
    if (!settings_.fail_on) {
      Fail(value.source(), "fail-on is one of note, warning and error");
    }
  }

  void ReadNotes(const toml::key& key, const toml::node& value) {
    if (!value.is_boolean()) {
      Fail(value.source(), fmt::format("{} is true or false", key.str()));
    }
    settings_.notes = value.value_or(false);
  }

  void ReadWaivers(const toml::key& key, const toml::node& value) {
    const toml::array* list = value.as_array();
    if (list == nullptr || !list->is_homogeneous<toml::table>()) {
      Fail(key.source(), "waivers are written as [[waiver]]");
      return;
    }
    for (const toml::node& each : *list) ReadWaiver(*each.as_table());
  }

  void ReadWaiver(const toml::table& table) {
    Waiver waiver;
    waiver.where = Place(table.source());
    const std::array<std::pair<std::string_view, std::string*>, 5> kTexts = {
        {{"fid", &waiver.fid},
         {"rule", &waiver.rule},
         {"object", &waiver.object},
         {"symbol", &waiver.symbol},
         {"reason", &waiver.reason}}};
    for (const auto& [key, value] : table) {
      auto text = std::find_if(
          kTexts.begin(), kTexts.end(),
          [&key = key](const auto& each) { return each.first == key.str(); });
      if (text != kTexts.end()) {
        *text->second = Text(key, value);
      } else if (key == "expires") {
        ReadDate(value, waiver);
      } else {
        Unknown(key, {"expires", "fid", "object", "reason", "rule", "symbol"});
      }
    }
    if (waiver.reason.empty()) {
      Fail(table.source(), "a waiver wants a reason");
    }
    if (waiver.fid.empty() && waiver.rule.empty() && waiver.object.empty() &&
        waiver.symbol.empty()) {
      Fail(table.source(),
           "a waiver wants one of fid, rule, object and symbol at least");
    }
    settings_.waivers.push_back(std::move(waiver));
  }

  void ReadDate(const toml::node& value, Waiver& waiver) {
    const auto date = value.value<toml::date>();
    if (!date) {
      Fail(value.source(), "expires is a date, like 2027-03-31");
      return;
    }
    waiver.expires = std::chrono::year_month_day(
        std::chrono::year(date->year), std::chrono::month(date->month),
        std::chrono::day(date->day));
  }

  const std::string& path_;
  Settings settings_;
  std::optional<Error> error_;
};

}  // namespace

Result<Settings> ReadSettings(std::string_view text,
                              const std::string& path) try {
  return Reader(path).Read(toml::parse(text));
} catch (const toml::parse_error& error) {
  return Error{fmt::format("{}:{}: {}", Printable(path),
                           error.source().begin.line,
                           Printable(error.description()))};
}

}  // namespace kplace::cli
