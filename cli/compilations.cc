#include "cli/compilations.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <utility>

#include "support/fnv1a.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::cli {

// A line is a key and, after spaces, the names that the object needs.
Compilations::Compilations(const FileSystem& files, std::string path,
                           std::string source_dir)
    : files_(files),
      path_(std::move(path)),
      source_dir_(std::move(source_dir)) {
  Result<std::string> text = files.Read(path_);
  if (!text) return;
  // The last line may have been cut off.
  const size_t whole = text->rfind('\n') + 1;
  for (std::string_view line :
       SplitLines(std::string_view(*text).substr(0, whole))) {
    std::vector<std::string_view> words = SplitWords(line);
    if (words.empty()) continue;
    CompiledObject& object = known_[std::string(words.front())];
    object.needs.assign(words.begin() + 1, words.end());
  }
}

std::string Compilations::KeyOf(const std::string& config,
                                const std::string& object) const {
  Fnv1a key;
  for (const std::string& field : {source_dir_, config, object}) {
    key.AddField(field);
  }
  std::string stem = JoinPath(source_dir_, object);
  stem.resize(stem.rfind('.'));
  for (const char* suffix : {".c", ".S", ".rs"}) {
    FileStatus status = files_.Status(stem + suffix);
    key.AddField(fmt::format("{} {}", status.size, status.modified_ns));
  }
  return key.Text();
}

std::optional<CompiledObject> Compilations::Find(
    const std::string& config, const std::string& object) const {
  const std::string key = KeyOf(config, object);
  std::lock_guard lock(mutex_);
  auto known = known_.find(key);
  if (known == known_.end()) return std::nullopt;
  return known->second;
}

void Compilations::Keep(const std::string& config, const std::string& object,
                        const CompiledObject& compiled) {
  if (!compiled.failure.empty()) return;
  const std::string key = KeyOf(config, object);
  std::lock_guard lock(mutex_);
  known_[key] = compiled;
  std::ofstream(path_, std::ios::app)
      << fmt::format("{} {}\n", key, fmt::join(compiled.needs, " "));
}

}  // namespace kplace::cli
