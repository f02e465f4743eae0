#include "analyzer/records/build_age.h"

#include "analyzer/records/cmd_file.h"
#include "support/path.h"

namespace kplace {
namespace {

constexpr std::string_view kAutoConf = "include/config/auto.conf";
constexpr std::string_view kOptions = "include/config/";

/// The next "include/config/X" of a .cmd file; `text` starts behind it after.
std::string_view NextOption(std::string_view& text) {
  size_t at = text.find(kOptions);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at);
  size_t end = std::min(text.find_first_of(") \t\n\\"), text.size());
  std::string_view option = text.substr(0, end);
  text.remove_prefix(end);
  return option;
}

}  // namespace

int64_t BuildAge::TimeOf(const std::string& absolute) {
  auto [it, is_new] = times_.try_emplace(absolute, 0);
  if (is_new) {
    FileStatus status = files_.Status(absolute);
    if (status.kind == FileKind::kFile) it->second = status.modified_ns;
  }
  return it->second;
}

int64_t BuildAge::BuildTime(std::string_view path) {
  return TimeOf(JoinPath(tree_.build_dir, path));
}

int64_t BuildAge::SourceTime(std::string_view path) {
  return TimeOf(JoinPath(tree_.source_dir, path));
}

std::string BuildAge::WhyOutdated(const std::string& witness,
                                  const std::string& object) {
  int64_t made = BuildTime(witness);
  if (made == 0) return {};
  if (BuildTime(kAutoConf) > made) return std::string(kAutoConf);
  std::string_view directory = DirName(object);
  while (true) {
    for (const char* name : {"Kbuild", "Makefile"}) {
      std::string makefile = JoinPath(directory, name);
      if (SourceTime(makefile) > made) return NormalizePath(makefile);
    }
    if (directory == "." || directory == "/") return {};
    directory = DirName(directory);
  }
}

std::string BuildAge::WhyStale(const std::string& object) {
  int64_t made = BuildTime(object);
  if (made == 0 || !object.ends_with(".o")) return {};
  std::string stem = object.substr(0, object.size() - 2);
  for (const char* suffix : {".c", ".S", ".rs"}) {
    int64_t changed = SourceTime(stem + suffix);
    if (changed > made) return stem + suffix;
    if (changed != 0) break;
  }
  // auto.conf is written after the files of the options.
  return BuildTime(kAutoConf) > made ? NewerOption(object, made)
                                     : std::string();
}

std::string BuildAge::NewerOption(const std::string& object, int64_t made) {
  Result<std::string> text =
      files_.Read(JoinPath(tree_.build_dir, CmdFilePath(object)));
  if (!text) return {};
  std::string_view rest = *text;
  for (std::string_view option = NextOption(rest); !option.empty();
       option = NextOption(rest)) {
    if (option != kAutoConf && BuildTime(option) > made) {
      return std::string(option);
    }
  }
  return {};
}

}  // namespace kplace
