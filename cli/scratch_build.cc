#include "cli/scratch_build.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "analyzer/scan/needs.h"
#include "cli/output.h"
#include "cli/process.h"
#include "objreader/object_file.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::cli {
namespace {

constexpr const char* kMark = ".kplace-scratch";

/// Settings, and options that are said to be off; without other comments.
std::vector<std::string_view> Settings(std::string_view config) {
  std::vector<std::string_view> settings;
  for (std::string_view line : SplitLines(config)) {
    if (line.starts_with("CONFIG_") || line.starts_with("# CONFIG_")) {
      settings.push_back(line);
    }
  }
  return settings;
}

std::string_view OptionOf(std::string_view line) {
  if (line.starts_with("# ")) line.remove_prefix(2);
  return line.substr(0, line.find_first_of("= "));
}

/// The line in which a linker misses one of `symbols`.
bool Misses(std::string_view line, const std::vector<std::string>& symbols) {
  return std::any_of(symbols.begin(), symbols.end(), [&](const auto& symbol) {
    return line.ends_with(fmt::format("undefined reference to `{}'", symbol)) ||
           line.ends_with("undefined symbol: " + symbol);
  });
}

}  // namespace

std::optional<std::string> FirstDifference(std::string_view before,
                                           std::string_view after) {
  std::vector<std::string_view> old_lines = Settings(before);
  std::vector<std::string_view> new_lines = Settings(after);
  auto [old_line, new_line] = std::mismatch(old_lines.begin(), old_lines.end(),
                                            new_lines.begin(), new_lines.end());
  if (old_line == old_lines.end() && new_line == new_lines.end()) {
    return std::nullopt;
  }
  if (old_line == old_lines.end()) {
    return fmt::format("{} is new", *new_line);
  }
  if (new_line == new_lines.end() || OptionOf(*old_line) != OptionOf(*new_line))
    return fmt::format("{} is gone, or something before it is new", *old_line);
  return fmt::format("{} became {}", *old_line, *new_line);
}

ScratchBuild::ScratchBuild(const FileSystem& files, std::string directory,
                           ScratchOptions options)
    : files_(&files),
      directory_(std::move(directory)),
      log_(JoinPath(directory_, "kplace.log")),
      options_(std::move(options)) {}

Result<ScratchBuild> ScratchBuild::Open(const FileSystem& files,
                                        const std::string& directory,
                                        ScratchOptions options) {
  if (auto error = MakeDirectory(directory)) return *error;
  Result<std::string> path = files.RealPath(directory);
  if (!path) return path.error();
  const std::string mark = JoinPath(*path, kMark);
  Result<std::vector<std::string>> names = files.List(*path);
  if (!names) return names.error();
  if (!names->empty() && !files.IsFile(mark)) {
    return Error{*path +
                 ": not empty, and not made by kplace; name a directory that "
                 "does not exist yet"};
  }
  if (!(std::ofstream(mark) << "kplace compiles here; remove it at will\n")) {
    return Error{mark + ": cannot be written"};
  }
  return ScratchBuild(files, std::move(*path), std::move(options));
}

std::optional<Error> ScratchBuild::Make(
    const std::vector<std::string>& arguments, std::chrono::seconds limit) {
  std::error_code ignored;
  std::filesystem::remove(log_, ignored);
  ProcessCommand command;
  command.arguments = {"make",
                       "-s",
                       "-C",
                       options_.source_dir,
                       "O=" + directory_,
                       "ARCH=" + options_.arch,
                       fmt::format("-j{}", options_.make_jobs)};
  for (const std::vector<std::string>* list :
       {&std::as_const(options_.make_variables), &arguments}) {
    command.arguments.insert(command.arguments.end(), list->begin(),
                             list->end());
  }
  // What make or another compilation around us says is not for this one.
  command.environment = {
      {"MAKEFLAGS", ""}, {"KBUILD_OUTPUT", ""}, {"LC_ALL", "C"}};
  command.log = log_;
  command.limit = limit;
  ProcessResult result = RunProcess(command);
  if (!result.started) return Error{"make cannot be started"};
  if (result.out_of_time) {
    return Error{
        fmt::format("make took longer than {} seconds", limit.count())};
  }
  if (result.status == 0) return std::nullopt;
  return Error{fmt::format("make: {}", FirstComplaint())};
}

std::string ScratchBuild::FirstComplaint() const {
  Result<std::string> log = files_->Read(log_);
  if (!log) return log.error().message;
  std::string_view last = "it failed, and said nothing";
  for (std::string_view line : SplitLines(*log)) {
    if (line.find("rror:") != std::string_view::npos ||
        line.find("*** ") != std::string_view::npos) {
      return Printable(line);
    }
    if (!Trim(line).empty()) last = line;
  }
  return Printable(last);
}

std::optional<Error> ScratchBuild::Configure(const std::string& config) {
  const std::string path = JoinPath(directory_, ".config");
  if (!(std::ofstream(path) << config)) {
    return Error{path + ": cannot be written"};
  }
  if (auto error = Make({"olddefconfig"}, options_.limit)) return error;
  Result<std::string> made = files_->Read(path);
  if (!made) return made.error();
  if (auto difference = FirstDifference(config, *made)) {
    return Error{"the tree's own conf makes something else of it: " +
                 Printable(*difference)};
  }
  return std::nullopt;
}

std::vector<CompiledObject> ScratchBuild::Compile(
    const std::vector<std::string>& objects) {
  // What is left of the last time says nothing of this one.
  for (const std::string& object : objects) {
    std::error_code ignored;
    std::filesystem::remove(JoinPath(directory_, object), ignored);
  }
  std::vector<std::string> arguments = objects;
  arguments.insert(arguments.begin(), "-k");
  std::optional<Error> error = Make(arguments, options_.limit);
  std::vector<CompiledObject> compiled;
  for (const std::string& object : objects) {
    compiled.push_back(
        files_->IsFile(JoinPath(directory_, object))
            ? Read(object)
            : CompiledObject{error ? error->message : "make did not compile it",
                             {}});
  }
  return compiled;
}

CompiledObject ScratchBuild::Read(const std::string& object) const {
  auto file = ObjectFile::Open(*files_, JoinPath(directory_, object));
  if (!file) return {file.error().message, {}};
  Result<ObjectNeeds> needs = NeedsOf(**file);
  if (!needs) return {needs.error().message, {}};
  return {{}, {needs->symbols.begin(), needs->symbols.end()}};
}

Result<std::string> ScratchBuild::Link(
    const std::vector<std::string>& symbols) {
  std::optional<Error> error = Make({"vmlinux"}, options_.link_limit);
  Result<std::string> log = files_->Read(log_);
  if (!log) return log.error();
  for (std::string_view line : SplitLines(*log)) {
    if (Misses(line, symbols)) return Printable(line);
  }
  if (error) return *error;
  return std::string();
}

}  // namespace kplace::cli
