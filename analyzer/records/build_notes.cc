#include "analyzer/records/build_notes.h"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

#include "support/path.h"

namespace kplace {
namespace {

/// How much of the symbol's name a header's name repeats: "iova_bitmap.h" has
/// 11 characters of "iova_bitmap_alloc".
size_t Resemblance(std::string_view header, std::string_view symbol) {
  std::string_view name = BaseName(header);
  auto same = [](char a, char b) { return a == b || (a == '-' && b == '_'); };
  size_t length = 0;
  while (length < std::min(name.size(), symbol.size()) &&
         same(name[length], symbol[length])) {
    ++length;
  }
  return length;
}

}  // namespace

std::string BuildNotes::Absolute(std::string_view path) const {
  return NormalizePath(JoinPath(tree_->build_dir, path));
}

const CmdFile& BuildNotes::NotesOf(const std::string& object) {
  auto [it, is_new] = notes_.try_emplace(object);
  if (is_new) {
    Result<std::string> text = files_.Read(Absolute(CmdFilePath(object)));
    if (text) it->second = ParseCmdFile(*text);
  }
  return it->second;
}

const std::string& BuildNotes::TextOf(const std::string& path) {
  auto [it, is_new] = texts_.try_emplace(path);
  if (is_new) {
    Result<std::string> text = files_.Read(path);
    if (text) it->second = std::move(*text);
  }
  return it->second;
}

std::string BuildNotes::SourceOf(const std::string& object) {
  if (tree_ == nullptr) return {};
  if (const std::string& source = NotesOf(object).source; !source.empty()) {
    return tree_->Display(Absolute(source));
  }
  std::string_view stem = object;
  if (!stem.ends_with(".o")) return {};
  stem.remove_suffix(2);
  for (const char* suffix : {".c", ".S", ".rs"}) {
    std::string source = std::string(stem) + suffix;
    if (files_.IsFile(JoinPath(tree_->source_dir, source))) return source;
  }
  return {};
}

std::optional<DeclaredAt> BuildNotes::FindDeclaration(
    const std::string& user, const std::string& definer,
    std::string_view symbol) {
  if (tree_ == nullptr) return std::nullopt;
  std::vector<std::string> headers;
  for (const std::string& dependency : NotesOf(user).deps) {
    if (dependency.ends_with(".h")) headers.push_back(Absolute(dependency));
  }
  std::unordered_set<std::string> shared;
  if (!definer.empty()) {
    for (const std::string& dependency : NotesOf(definer).deps) {
      shared.insert(Absolute(dependency));
    }
  }
  auto rank = [&](const std::string& header) {
    return std::pair(Resemblance(header, symbol), shared.contains(header));
  };
  std::stable_sort(headers.begin(), headers.end(),
                   [&](const std::string& a, const std::string& b) {
                     return rank(a) > rank(b);
                   });
  for (const std::string& header : headers) {
    if (auto guard = FindHeaderGuard(TextOf(header), symbol)) {
      return DeclaredAt{tree_->Display(header), std::move(*guard)};
    }
  }
  return std::nullopt;
}

}  // namespace kplace
