#include "analyzer/source/source_search.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <unordered_set>

#include "analyzer/source/c_text.h"
#include "support/parallel.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

constexpr size_t kDeepest = 24;  // the kernel's own deepest is about ten

// ------------------------------------------------------------------ one file

/// The names that are looked for.
class Wanted {
 public:
  explicit Wanted(const std::set<std::string>& symbols)
      : names_(symbols.begin(), symbols.end()) {
    for (const std::string& name : symbols) lengths_.insert(name.size());
    longest_ = lengths_.empty() ? 0 : *lengths_.rbegin();
    of_length_.resize(longest_ + 1);
    for (size_t length : lengths_) of_length_[length] = true;
  }
  bool Has(std::string_view word) const {
    return word.size() <= longest_ && of_length_[word.size()] &&
           names_.contains(word);
  }

 private:
  std::unordered_set<std::string_view> names_;
  std::set<size_t> lengths_;
  std::vector<bool> of_length_;
  size_t longest_ = 0;
};

enum class Mention : uint8_t { kOther, kDefinition, kExport };

/// A wanted word in a line that begins at the first column.
struct Hit {
  size_t line_begin;
  size_t begin;
  size_t size;
};

/// Most lines of C are indented, so this goes from newline to newline.
std::vector<Hit> HitsIn(std::string_view text, const Wanted& wanted) {
  std::vector<Hit> hits;
  for (size_t line = 0; line < text.size();) {
    size_t end = std::min(text.find('\n', line), text.size());
    size_t at = IsWordChar(text[line]) ? line : end;
    while (at < end) {
      size_t begin = at;
      while (at < end && IsWordChar(text[at])) ++at;
      if (wanted.Has(text.substr(begin, at - begin))) {
        hits.push_back({line, begin, at - begin});
      }
      while (at < end && !IsWordChar(text[at])) ++at;
    }
    line = end + 1;
  }
  return hits;
}

/// The macro of "MACRO(" and nothing else, or empty.
std::string_view MacroBefore(std::string_view head) {
  head = Trim(head);
  if (!head.ends_with('(')) return {};
  head = Trim(head.substr(0, head.size() - 1));
  bool one_word = std::all_of(head.begin(), head.end(), IsWordChar);
  return one_word ? head : std::string_view();
}

/// EXPORT_SYMBOL and its kin; a tracepoint's symbol has another name.
bool IsExportMacro(std::string_view macro) {
  return macro.starts_with("EXPORT_") &&
         macro.find("SYMBOL") != std::string_view::npos &&
         macro.find("TRACEPOINT") == std::string_view::npos;
}

/// include/linux/linkage.h: SYM_FUNC_START, SYM_DATA, SYM_FUNC_ALIAS, ….
bool IsAssemblyMacro(std::string_view macro) {
  if (macro == "ENTRY" || macro == "GLOBAL" || macro == "WEAK") return true;
  auto says = [&](std::string_view part) {
    return macro.find(part) != std::string_view::npos;
  };
  return macro.starts_with("SYM_") && !says("_END") && !says("_LOCAL");
}

/// The end of the bracket that opens at `at`; npos when it never closes.
size_t EndOfBrackets(std::string_view text, size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    char c = text[at];
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && --depth == 0) return at + 1;
  }
  return std::string_view::npos;
}

/// "int __init", "struct foo __attribute__((packed)) *": what stands before a
/// name that is declared for other files to see.
bool IsTypeOfGlobal(std::string_view head) {
  std::string type;
  for (size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '(') {
      i = EndOfBrackets(head, i);
      if (i == std::string_view::npos) return false;
      --i;
    } else if (IsWordChar(head[i]) || IsSpace(head[i])) {
      type += head[i];
    } else if (head[i] == '*') {
      type += " * ";
    } else {
      return false;
    }
  }
  constexpr std::array<std::string_view, 7> kOthers = {
      "static", "extern", "typedef", "return", "goto", "else", "case"};
  std::vector<std::string_view> words = SplitWords(type);
  if (words.empty()) return false;
  for (std::string_view tag : {"struct", "union", "enum"}) {
    if (words.back() == tag) return false;
  }
  return std::none_of(words.begin(), words.end(), [&](std::string_view word) {
    return std::find(kOthers.begin(), kOthers.end(), word) != kOthers.end();
  });
}

/// Whether a body or a variable follows a declared name, and not the semicolon
/// of a prototype.
bool IsDefinedBy(std::string_view tail) {
  bool function = Trim(tail.substr(0, tail.find('\n'))).starts_with('(');
  for (size_t i = 0; i < tail.size(); ++i) {
    char c = tail[i];
    if (c == '(' || c == '[') {
      i = EndOfBrackets(tail, i);
      if (i == std::string_view::npos) return false;
      --i;
    } else if (c == '{') {
      return function;
    } else if (c == '=' || c == ';' || c == ',') {
      return !function;
    } else if (!IsWordChar(c) && !IsSpace(c)) {
      return false;
    }
  }
  return false;
}

/// The line above, where a style that puts the type there would have it.
std::string_view LineAbove(std::string_view text, size_t line_begin) {
  if (line_begin == 0) return {};
  size_t end = line_begin - 1;
  size_t begin = end == 0 ? 0 : text.rfind('\n', end - 1) + 1;
  return text.substr(begin, end - begin);
}

/// What `hit` is, in text without comments.
Mention MentionAt(std::string_view plain, const Hit& hit, bool assembly) {
  if (!IsWordChar(plain[hit.begin])) return Mention::kOther;
  std::string_view head =
      plain.substr(hit.line_begin, hit.begin - hit.line_begin);
  std::string_view macro = MacroBefore(head);
  if (IsExportMacro(macro)) return Mention::kExport;
  if (assembly) {
    return IsAssemblyMacro(macro) ? Mention::kDefinition : Mention::kOther;
  }
  if (head.starts_with("DEFINE_")) return Mention::kDefinition;
  if (head.empty()) head = LineAbove(plain, hit.line_begin);
  bool defined =
      IsTypeOfGlobal(head) && IsDefinedBy(plain.substr(hit.begin + hit.size));
  return defined ? Mention::kDefinition : Mention::kOther;
}

std::map<std::string, SourceDefinition> Scan(std::string_view text,
                                             const std::string& source,
                                             const Wanted& wanted) {
  std::map<std::string, SourceDefinition> found;
  std::vector<Hit> hits = HitsIn(text, wanted);
  if (hits.empty()) return found;
  std::string plain = BlankOut(text);
  bool assembly = source.ends_with(".S");
  std::set<std::string> defined;
  for (const Hit& hit : hits) {
    Mention mention = MentionAt(plain, hit, assembly);
    if (mention == Mention::kOther) continue;
    std::string symbol(text.substr(hit.begin, hit.size));
    SourceDefinition& definition = found[symbol];
    definition.source = source;
    if (mention == Mention::kExport) definition.exported = true;
    bool first =
        mention == Mention::kDefinition && defined.insert(symbol).second;
    if (!first && definition.line != 0) continue;
    definition.line =
        1 + static_cast<uint32_t>(std::count(
                plain.begin(),
                plain.begin() + static_cast<ptrdiff_t>(hit.begin), '\n'));
  }
  return found;
}

// ------------------------------------------------------------------ the tree

/// Directories whose code is in no kernel, from the root of the tree.
bool IsElsewhere(const std::string& path, const BuildTree& tree) {
  constexpr std::array<std::string_view, 5> kOthers = {
      "Documentation", "tools", "samples", "scripts", "LICENSES"};
  if (std::find(kOthers.begin(), kOthers.end(), path) != kOthers.end()) {
    return true;
  }
  if (DirName(path) != "arch") return false;
  std::string_view name = BaseName(path);
  // arch/um takes part of the host's architecture.
  return name != tree.srcarch && !(tree.srcarch == "um" && name == "x86");
}

/// A directory and what it holds, as paths from the root of the tree.
struct Listing {
  std::vector<std::string> sources;
  std::vector<std::string> directories;
};

class Walk {
 public:
  Walk(const FileSystem& files, const BuildTree& tree, unsigned jobs)
      : files_(files), tree_(tree), jobs_(jobs) {
    Result<std::string> root = files.RealPath(tree.source_dir);
    root_ = root ? *root : tree.source_dir;
    Result<std::string> build = files.RealPath(tree.build_dir);
    build_ = build ? *build : tree.build_dir;
  }

  /// All source files, sorted.
  std::vector<std::string> Sources() const {
    std::vector<std::string> sources;
    std::vector<std::string> level = {"."};
    for (size_t depth = 0; depth < kDeepest && !level.empty(); ++depth) {
      std::vector<Listing> listings(level.size());
      ParallelFor(level.size(), jobs_,
                  [&](size_t i) { listings[i] = List(level[i]); });
      level.clear();
      for (Listing& listing : listings) {
        std::move(listing.sources.begin(), listing.sources.end(),
                  std::back_inserter(sources));
        std::move(listing.directories.begin(), listing.directories.end(),
                  std::back_inserter(level));
      }
    }
    std::sort(sources.begin(), sources.end());
    return sources;
  }

 private:
  Listing List(const std::string& directory) const {
    Listing listing;
    auto names = files_.List(JoinPath(root_, directory));
    if (!names) return listing;
    for (const std::string& name : *names) {
      if (name.starts_with('.') || name.ends_with(".mod.c")) continue;
      std::string path = directory == "." ? name : JoinPath(directory, name);
      if (name.ends_with(".c") || name.ends_with(".S")) {
        listing.sources.push_back(std::move(path));
      } else if (IsOwnDirectory(path, name)) {
        listing.directories.push_back(std::move(path));
      }
    }
    return listing;
  }

  /// A directory that is no link: what links point to is seen where it lies.
  bool IsOwnDirectory(const std::string& path, const std::string& name) const {
    bool has_suffix = name.size() > 2 && name[name.size() - 2] == '.';
    if (has_suffix || IsElsewhere(path, tree_)) return false;
    std::string full = JoinPath(root_, path);
    if (!files_.IsDirectory(full)) return false;
    Result<std::string> real = files_.RealPath(full);
    return real && *real == full && full != build_;
  }

  const FileSystem& files_;
  const BuildTree& tree_;
  unsigned jobs_;
  std::string root_;
  std::string build_;
};

}  // namespace

std::map<std::string, SourceDefinition> DefinitionsIn(
    std::string_view text, const std::string& source,
    const std::set<std::string>& symbols) {
  return Scan(text, source, Wanted(symbols));
}

SourceDefinitions FindSourceDefinitions(const FileSystem& files,
                                        const BuildTree& tree,
                                        const std::set<std::string>& symbols,
                                        unsigned jobs) {
  SourceDefinitions found;
  if (symbols.empty()) return found;
  std::vector<std::string> sources = Walk(files, tree, jobs).Sources();
  Wanted wanted(symbols);
  std::vector<std::map<std::string, SourceDefinition>> slots(sources.size());
  ParallelFor(sources.size(), jobs, [&](size_t i) {
    auto bytes = files.Open(JoinPath(tree.source_dir, sources[i]));
    if (bytes) slots[i] = Scan((*bytes)->bytes(), sources[i], wanted);
  });
  for (auto& slot : slots) {
    for (auto& [symbol, definition] : slot) {
      found[symbol].push_back(std::move(definition));
    }
  }
  for (auto& [symbol, definitions] : found) {
    auto exported = [](const SourceDefinition& d) { return d.exported; };
    if (std::any_of(definitions.begin(), definitions.end(), exported)) {
      std::erase_if(definitions, std::not_fn(exported));
    }
  }
  return found;
}

}  // namespace kplace
