#include "kbuildparse/kconfig/config_file.h"

#include <fmt/core.h>

#include <utility>
#include <vector>

#include "support/text.h"

namespace kplace {
namespace {

constexpr std::string_view kPrefix = "CONFIG_";

bool IsNameChar(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= '0' && c <= '9') || c == '_';
}

/// "CONFIG_X" at the front of `line`, or nothing.
std::string_view OptionAtFront(std::string_view line) {
  if (!line.starts_with(kPrefix)) return {};
  size_t end = kPrefix.size();
  while (end < line.size() && IsNameChar(line[end])) ++end;
  return end == kPrefix.size() ? std::string_view() : line.substr(0, end);
}

/// Undoes \" and \\ of a text that starts after its opening quote.  False when
/// the closing quote is missing; `text` then holds all there is.
bool Unquote(std::string_view quoted, std::string& text) {
  for (size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] == '"') return true;
    if (quoted[i] == '\\' && i + 1 < quoted.size()) ++i;
    text += quoted[i];
  }
  return false;
}

/// A tristate with blanks behind it is still that tristate.
std::string_view UnquotedValue(std::string_view value) {
  std::string_view trimmed = Trim(value);
  bool tristate = trimmed == "y" || trimmed == "m" || trimmed == "n";
  return tristate ? trimmed : value;
}

class ConfigReader {
 public:
  ConfigReader(FileId file, DiagnosticSink& sink) : file_(file), sink_(sink) {}

  Configuration Read(std::string_view text) {
    for (std::string_view line : SplitLines(text)) {
      ++line_;
      if (line.empty()) continue;
      if (line.front() == '#') {
        ReadComment(line);
      } else {
        ReadSetting(line);
      }
    }
    return std::move(config_);
  }

 private:
  void Warn(std::string message) {
    sink_.Add(Severity::kWarning, SourceLoc{file_, line_}, std::move(message));
  }

  void ReadComment(std::string_view line) {
    if (!line.starts_with("# ")) return;
    line.remove_prefix(2);
    std::string_view option = OptionAtFront(line);
    if (option.empty()) {
      ReadTitle(line);
    } else if (Trim(line.substr(option.size())) == "is not set") {
      Store(option, "n", false);
    }
  }

  /// "Linux/x86 6.12.117 Kernel Configuration".
  void ReadTitle(std::string_view line) {
    constexpr std::string_view kLinux = "Linux/";
    if (!config_.architecture.empty() || !line.starts_with(kLinux)) return;
    std::vector<std::string_view> words = SplitWords(line);
    if (words.size() != 4 || words[2] != "Kernel") return;
    config_.architecture = words[0].substr(kLinux.size());
    config_.kernel_version = words[1];
  }

  void ReadSetting(std::string_view line) {
    std::string_view option = OptionAtFront(line);
    if (option.empty() || !line.substr(option.size()).starts_with('=')) {
      if (Trim(line).empty()) return;
      Warn(
          fmt::format("not a setting: '{}'; expected CONFIG_X=value or '# "
                      "CONFIG_X is not set'",
                      Elide(line, 60)));
      return;
    }
    std::string_view value = line.substr(option.size() + 1);
    if (!value.starts_with('"')) {
      Store(option, std::string(UnquotedValue(value)), false);
      return;
    }
    std::string text;
    if (!Unquote(value.substr(1), text)) {
      Warn(fmt::format("the string of {} has no closing quote", option));
    }
    Store(option, std::move(text), true);
  }

  void Store(std::string_view option, std::string value, bool quoted) {
    auto before = config_.Set(std::string(option), {std::move(value), quoted,
                                                    SourceLoc{file_, line_}});
    if (!before) return;
    Warn(fmt::format("{} is set to '{}' and overrides '{}' of line {}", option,
                     config_.ValueOf(option), before->value,
                     before->where.line));
  }

  FileId file_;
  DiagnosticSink& sink_;
  uint32_t line_ = 0;
  Configuration config_;
};

}  // namespace

std::string_view Configuration::ValueOf(std::string_view option) const {
  const Setting* setting = Find(option);
  return setting == nullptr ? std::string_view("n") : setting->value;
}

const Configuration::Setting* Configuration::Find(
    std::string_view option) const {
  auto it = settings_.find(option);
  return it == settings_.end() ? nullptr : &it->second;
}

std::optional<Configuration::Setting> Configuration::Set(std::string option,
                                                         Setting setting) {
  auto [it, fresh] = settings_.try_emplace(std::move(option));
  std::optional<Setting> before;
  if (!fresh) before = std::move(it->second);
  it->second = std::move(setting);
  return before;
}

Result<Configuration> ReadConfiguration(const FileSystem& files,
                                        const std::string& path,
                                        SourceFiles& sources,
                                        DiagnosticSink& sink) {
  Result<std::string> text = files.Read(path);
  if (!text) return text.error();
  FileId file = sources.Intern(path);
  return ConfigReader(file, sink).Read(sources.SetText(file, std::move(*text)));
}

}  // namespace kplace
