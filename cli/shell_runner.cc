#include "cli/shell_runner.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/process.h"

namespace kplace::cli {
namespace {

namespace fs = std::filesystem;

/// The file that a command word runs, with its size and time.
std::string Identity(const std::string& word) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!word.empty() && !rest.empty()) {
    size_t end = std::min(rest.find(':'), rest.size());
    fs::path file = fs::path(rest.substr(0, end)) / word;
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::error_code error;
    auto size = fs::file_size(file, error);
    if (error) continue;
    auto time = fs::last_write_time(file, error).time_since_epoch().count();
    return fmt::format("{} {} {}", file.string(), size, time);
  }
  return {};
}

/// Where answers of these programs are kept.
std::string KeptPath(const std::map<std::string, std::string>& variables) {
  std::string programs;
  for (const auto& [name, value] : variables) {
    programs += fmt::format("{}={} {}\n", name, value,
                            Identity(value.substr(0, value.find(' '))));
  }
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  if (cache == nullptr && home == nullptr) return {};
  fs::path root =
      cache != nullptr ? fs::path(cache) : fs::path(home) / ".cache";
  return (root / "kplace" / "macros" /
          fmt::format("{:016x}.json", std::hash<std::string>()(programs)))
      .string();
}

}  // namespace

ShellRunner::ShellRunner(std::map<std::string, std::string> variables)
    : variables_(std::move(variables)) {
  std::string pattern = (fs::temp_directory_path() / "kplace.XXXXXX").string();
  if (mkdtemp(pattern.data()) != nullptr) directory_ = pattern;
  kept_path_ = KeptPath(variables_);
  ReadKept();
}

ShellRunner::~ShellRunner() {
  WriteKept();
  std::error_code ignored;
  if (!directory_.empty()) fs::remove_all(directory_, ignored);
}

std::string ShellRunner::Run(const std::string& command) {
  if (directory_.empty()) {
    Complain(true, "no temporary directory to run commands in");
    return {};
  }
  auto srctree = variables_.find("srctree");
  const bool of_tree = srctree != variables_.end() &&
                       command.find(srctree->second) != std::string::npos;
  auto& known = of_tree ? this_time_ : kept_;
  auto [answer, fresh] = known.try_emplace(command);
  if (!fresh) return answer->second;
  changed_ |= !of_tree;
  std::string text =
      RunProcess({{"/bin/sh", "-c", command}, directory_, variables_}).output;
  while (text.ends_with('\n')) text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  answer->second = text;
  return text;
}

void ShellRunner::Complain(bool is_error, const std::string& message) {
  complaints_.push_back((is_error ? "error: " : "warning: ") + message);
}

void ShellRunner::ReadKept() {
  std::ifstream file(kept_path_);
  auto read = nlohmann::json::parse(file, nullptr, false);
  if (!read.is_object()) return;
  for (const auto& [command, answer] : read.items()) {
    if (answer.is_string()) kept_[command] = answer.get<std::string>();
  }
}

/// In one step, for others may write it as well.
void ShellRunner::WriteKept() const {
  if (!changed_ || kept_path_.empty()) return;
  std::error_code error;
  fs::create_directories(fs::path(kept_path_).parent_path(), error);
  std::string fresh = fmt::format("{}.{}", kept_path_, getpid());
  std::ofstream(fresh) << nlohmann::json(kept_).dump(
      1, ' ', false, nlohmann::json::error_handler_t::replace);
  fs::rename(fresh, kept_path_, error);
  if (error) fs::remove(fresh, error);
}

std::map<std::string, std::string> MakeVariables(
    const std::string& auto_conf_cmd, const std::vector<std::string>& given) {
  std::map<std::string, std::string> variables;
  // ifneq "$(CC)" "gcc"
  constexpr std::string_view kLine = "ifneq \"$(";
  std::string_view rest = auto_conf_cmd;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    size_t middle = line.find(")\" \"");
    if (!line.starts_with(kLine) || middle == std::string_view::npos) continue;
    std::string_view value = line.substr(middle + 4);
    if (value.ends_with('"')) value.remove_suffix(1);
    variables.emplace(line.substr(kLine.size(), middle - kLine.size()), value);
  }
  std::map<std::string, std::string> asked;
  for (const std::string& text : given) {
    size_t equal = text.find('=');
    asked[text.substr(0, equal)] =
        equal == std::string::npos ? "" : text.substr(equal + 1);
  }
  // As the top Makefile does: LLVM=1 and LLVM=-19 name the programs.
  const std::string llvm = asked.contains("LLVM") ? asked["LLVM"] : "";
  const std::string suffix = llvm.starts_with('-') ? llvm : "";
  auto usual = [&](const char* name, const char* gnu, const char* of_llvm) {
    if (llvm.empty()) {
      variables.emplace(name, gnu);
    } else {
      variables[name] = of_llvm + suffix;
    }
  };
  usual("CC", "gcc", "clang");
  usual("LD", "ld", "ld.lld");
  usual("AR", "ar", "llvm-ar");
  usual("NM", "nm", "llvm-nm");
  usual("OBJCOPY", "objcopy", "llvm-objcopy");
  for (auto [name, value] : {std::pair("RUSTC", "rustc"),
                             {"BINDGEN", "bindgen"},
                             {"PAHOLE", "pahole"},
                             {"PYTHON3", "python3"}}) {
    variables.emplace(name, value);
  }
  for (auto& [name, value] : asked) variables[name] = value;
  return variables;
}

}  // namespace kplace::cli
