#include "analyzer/source/code_use.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analyzer/source/c_text.h"
#include "analyzer/source/live_code.h"
#include "analyzer/source/option_condition.h"
#include "support/text.h"

namespace kplace {
namespace {

/// How deep static inline functions of headers may call each other.
constexpr int kMaxCalls = 4;

size_t LineOf(std::string_view text, size_t offset) {
  return 1 + static_cast<size_t>(
                 std::count(text.begin(), text.begin() + offset, '\n'));
}

std::string_view LineAt(std::string_view text, size_t offset) {
  size_t begin = text.rfind('\n', offset);
  begin = begin == std::string_view::npos ? 0 : begin + 1;
  return text.substr(begin, text.find('\n', offset) - begin);
}

bool IsWordAt(std::string_view text, size_t at, std::string_view word) {
  return text.substr(at).starts_with(word) &&
         (at == 0 || !IsWordChar(text[at - 1])) &&
         (at + word.size() >= text.size() ||
          !IsWordChar(text[at + word.size()]));
}

std::vector<size_t> WordsIn(std::string_view text, std::string_view word) {
  std::vector<size_t> found;
  for (size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    if (IsWordAt(text, at, word)) found.push_back(at);
  }
  return found;
}

/// Blanks directives; `defined` gets the name and the extent of each macro.
struct Macro {
  std::string_view name;
  size_t begin, end;
};
std::vector<Macro> TakeOutDirectives(std::string_view original,
                                     std::string& code) {
  std::vector<Macro> macros;
  for (size_t begin = 0; begin < code.size();) {
    const size_t end = LogicalLineEnd(code, begin);
    std::string_view line =
        Trim(std::string_view(code).substr(begin, end - begin));
    if (line.starts_with('#')) {
      std::string_view rest = Trim(line.substr(1));
      if (rest.starts_with("define")) {
        rest = Trim(rest.substr(6));
        size_t size = 0;
        while (size < rest.size() && IsWordChar(rest[size])) ++size;
        const size_t at = static_cast<size_t>(rest.data() - code.data());
        macros.push_back({original.substr(at, size), begin, end});
      }
      for (size_t i = begin; i < end; ++i) {
        if (code[i] != '\n') code[i] = ' ';
      }
    }
    begin = end + 1;
  }
  return macros;
}

/// A file as one configuration compiles it.
struct VisibleFile {
  explicit VisibleFile(const SourceText& source, const CodeView& view)
      : text(source), code(source.regions.Visible(view)) {
    macros = TakeOutDirectives(source.plain, code);
    for (size_t i = 0; i < code.size(); ++i) {
      if (code[i] != '{') continue;
      const size_t end = AfterBracket(code, i) - 1;
      blocks.emplace_back(i, end);
      i = end;
    }
  }

  const SourceText& text;
  std::string code;  ///< without directives
  std::vector<Macro> macros;
  std::vector<std::pair<size_t, size_t>> blocks;  ///< outermost braces
};

/// A source file and what it includes, as one configuration compiles them.
class CompiledFiles {
 public:
  CompiledFiles(IncludedFiles& files, const std::string& source,
                const CodeView& view)
      : files_(files),
        view_(view),
        source_(source),
        paths_(files.WithIncluded(source, view)) {}

  const std::vector<std::string>& paths() const { return paths_; }
  const std::string& source() const { return source_; }
  const CodeView& view() const { return view_; }

  /// Null where it cannot be read.
  const VisibleFile* Visible(const std::string& path) {
    auto known = visible_.find(path);
    if (known != visible_.end()) return known->second.get();
    const SourceText* text = files_.Read(path);
    std::unique_ptr<VisibleFile> file;
    if (text != nullptr) file = std::make_unique<VisibleFile>(*text, view_);
    return (visible_[path] = std::move(file)).get();
  }

  /// The same, of a file that has `name` somewhere.
  const VisibleFile* VisibleWith(const std::string& path,
                                 std::string_view name) {
    const SourceText* text = files_.Read(path);
    if (text == nullptr || text->plain.find(name) == std::string::npos) {
      return nullptr;
    }
    return Visible(path);
  }

 private:
  IncludedFiles& files_;
  const CodeView& view_;
  const std::string& source_;
  std::vector<std::string> paths_;
  std::map<std::string, std::unique_ptr<VisibleFile>> visible_;
};

/// Looks at one symbol in them.
class Reading {
 public:
  explicit Reading(CompiledFiles& files)
      : files_(files), view_(files.view()), source_(files.source()) {}

  /// Takes one more place into account.
  void Look(const std::string& path, size_t offset, std::string_view symbol) {
    const VisibleFile* file = files_.Visible(path);
    if (file == nullptr || stub_) return;
    if (auto hider = file->text.regions.HiddenBy(offset, view_)) {
      const CodeRegion& region = file->text.regions.regions()[*hider];
      Guard(fmt::format("{}:{}: {}", path, region.line, region.directive),
            file->text.regions.ConditionOf(*hider));
      return;
    }
    for (const Macro& macro : file->macros) {
      if (offset < macro.begin || offset >= macro.end) continue;
      if (macro.name == symbol) {
        stub_ = PlaceOf(*file, path, offset) + ": " +
                FoldWhitespace(LineAt(file->text.plain, offset));
        AddStubOpener(*file, offset);
      } else if (IsNeeded(macro.name, 0)) {
        Use(PlaceOf(*file, path, offset));
      }
      return;
    }
    auto block = std::find_if(
        file->blocks.begin(), file->blocks.end(),
        [&](const auto& b) { return offset > b.first && offset < b.second; });
    if (block != file->blocks.end()) {
      LookInBlock(*file, path, block->first, offset);
    } else {
      LookOutside(*file, path, offset, symbol);
    }
  }

  CodeUse Result() const {
    if (stub_) return {CodeUse::Kind::kGuarded, *stub_, stub_openers_};
    if (used_) return {CodeUse::Kind::kUsed, *used_};
    if (guard_) return {CodeUse::Kind::kGuarded, *guard_, openers_};
    return {};
  }

 private:
  static std::string PlaceOf(const VisibleFile& file, const std::string& path,
                             size_t offset) {
    return fmt::format("{}:{}", path, LineOf(file.text.plain, offset));
  }

  void Use(std::string where) {
    if (!used_) used_ = std::move(where);
  }
  void Guard(std::string where, std::optional<std::string> opener) {
    if (!guard_) guard_ = std::move(where);
    if (opener) openers_.push_back(std::move(*opener));
  }
  /// Without the stub there is the prototype.
  void AddStubOpener(const VisibleFile& file, size_t offset) {
    auto region = file.text.regions.At(offset);
    auto condition =
        region ? file.text.regions.ConditionOf(*region) : std::nullopt;
    if (condition) stub_openers_.push_back("!(" + *condition + ")");
  }

  /// What would make an `if` at `open` go the other way.
  std::optional<std::string> Contrary(const std::string& code,
                                      size_t open) const {
    if (code[open] != '(') return std::nullopt;
    const size_t end = AfterBracket(code, open) - 1;
    const std::string text = code.substr(open + 1, end - open - 1);
    auto condition = OptionCondition(text);
    if (!condition) return std::nullopt;
    return HoldsInExpression(text, view_) == Truth::kTrue
               ? "!(" + *condition + ")"
               : "(" + *condition + ")";
  }

  /// From the end of what is before it, the text that leads to a place.
  static std::string_view HeadBefore(const VisibleFile& file, size_t offset) {
    std::string_view code = file.code;
    size_t begin = code.substr(0, offset).find_last_of(";}");
    begin = begin == std::string_view::npos ? 0 : begin + 1;
    return code.substr(begin, offset - begin);
  }

  void LookInBlock(const VisibleFile& file, const std::string& path,
                   size_t body, size_t offset) {
    std::string_view head = HeadBefore(file, body);
    const bool function = Trim(head).ends_with(')');
    if (function) {
      if (auto dead = DeadBecauseOf(file.code, body, offset, view_)) {
        Guard(PlaceOf(file, path, *dead) + ": " +
                  FoldWhitespace(LineAt(file.text.plain, *dead)),
              Contrary(file.code, *dead));
        return;
      }
      if (path != source_ && !WordsIn(head, "static").empty() &&
          !IsNeeded(FunctionName(head), 0)) {
        return;
      }
    }
    Use(PlaceOf(file, path, offset));
  }

  void LookOutside(const VisibleFile& file, const std::string& path,
                   size_t offset, std::string_view symbol) {
    std::string_view after = std::string_view(file.code).substr(offset);
    const size_t end = after.find_first_of(";{");
    const bool body = end != std::string_view::npos && after[end] == '{';
    std::string_view head = HeadBefore(file, offset);
    if (head.find('=') != std::string_view::npos) {
      Use(PlaceOf(file, path, offset));
    } else if (body &&
               FoldWhitespace(after.substr(symbol.size())).starts_with('(')) {
      auto region = file.text.regions.At(offset);
      AddStubOpener(file, offset);
      stub_ = PlaceOf(file, path, offset) + ": defined here";
      if (region) {
        stub_ = fmt::format("{}:{}: {}, and a definition in line {}", path,
                            file.text.regions.regions()[*region].line,
                            file.text.regions.regions()[*region].directive,
                            LineOf(file.text.plain, offset));
      }
    }
  }

  static std::string_view FunctionName(std::string_view head) {
    const size_t open = head.find('(');
    if (open == std::string_view::npos) return {};
    size_t end = open;
    while (end > 0 && IsSpace(head[end - 1])) --end;
    size_t begin = end;
    while (begin > 0 && IsWordChar(head[begin - 1])) --begin;
    return head.substr(begin, end - begin);
  }

  /// Whether something that is compiled uses a macro, or a static function of a
  /// header.
  bool IsNeeded(std::string_view name, int depth) {
    if (name.empty() || depth > kMaxCalls) return true;
    for (const std::string& path : files_.paths()) {
      const VisibleFile* known = files_.VisibleWith(path, name);
      if (known == nullptr) continue;
      const VisibleFile& file = *known;
      for (size_t at : WordsIn(file.code, name)) {
        auto block = std::find_if(
            file.blocks.begin(), file.blocks.end(),
            [&](const auto& b) { return at > b.first && at < b.second; });
        if (block == file.blocks.end()) {
          if (path == source_ && !IsFunctionHead(file, at)) return true;
          continue;
        }
        std::string_view head = HeadBefore(file, block->first);
        if (DeadBecauseOf(file.code, block->first, at, view_)) continue;
        if (path == source_ || WordsIn(head, "static").empty()) return true;
        std::string_view caller = FunctionName(head);
        if (caller != name && IsNeeded(caller, depth + 1)) return true;
      }
    }
    return false;
  }

  static bool IsFunctionHead(const VisibleFile& file, size_t at) {
    const size_t end = file.code.find_first_of(";{", at);
    return end != std::string::npos && file.code[end] == '{';
  }

  CompiledFiles& files_;
  const CodeView& view_;
  const std::string& source_;
  std::optional<std::string> stub_;
  std::optional<std::string> used_;
  std::optional<std::string> guard_;
  std::vector<std::string> stub_openers_;
  std::vector<std::string> openers_;
};

}  // namespace

const CodeUses::Occurrences& CodeUses::OccurrencesIn(const std::string& path) {
  auto [known, fresh] = occurrences_.try_emplace(path);
  const SourceText* source = fresh ? files_.Read(path) : nullptr;
  if (source == nullptr) return known->second;
  std::string_view text = source->plain;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && IsWordChar(text[end])) ++end;
    auto symbol = end > i ? symbols_.find(std::string(text.substr(i, end - i)))
                          : symbols_.end();
    if (symbol != symbols_.end()) known->second[*symbol].push_back(i);
    i = std::max(end, i + 1);
  }
  return known->second;
}

std::vector<CodeUse> CodeUses::Of(const std::string& source,
                                  const std::vector<std::string>& symbols,
                                  const CodeView& view) {
  CompiledFiles files(files_, source, view);
  std::vector<CodeUse> uses;
  for (const std::string& symbol : symbols) {
    Reading reading(files);
    for (const std::string& path : files.paths()) {
      const Occurrences& occurrences = OccurrencesIn(path);
      auto places = occurrences.find(symbol);
      if (places == occurrences.end()) continue;
      for (size_t offset : places->second) reading.Look(path, offset, symbol);
    }
    uses.push_back(reading.Result());
  }
  return uses;
}

}  // namespace kplace
