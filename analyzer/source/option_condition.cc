#include "analyzer/source/option_condition.h"

#include <fmt/format.h>

#include "analyzer/source/c_text.h"
#include "support/text.h"

namespace kplace {
namespace {

/// Copies what both languages have, and replaces leaves.
class Translator {
 public:
  explicit Translator(std::string_view text) : text_(Trim(text)) {}

  std::optional<std::string> Run() {
    while (!text_.empty()) {
      if (!Operator() && !Leaf()) return std::nullopt;
      text_ = Trim(text_);
    }
    return out_.empty() ? std::nullopt : std::optional(out_);
  }

 private:
  bool Operator() {
    for (std::string_view op : {"&&", "||", "(", ")", "!"}) {
      if (!text_.starts_with(op) || text_.starts_with("!=")) continue;
      out_ += op;
      text_.remove_prefix(op.size());
      return true;
    }
    return false;
  }

  bool Leaf() {
    std::string_view word = Word();
    if (word.empty()) return false;
    if (word == "0" || word == "1") return Add(word == "1" ? "y" : "n");
    if (word == "defined") return Defined(Operand());
    // #if CONFIG_X: 1 where it is y, and 0 where it is not defined.
    if (word.starts_with("CONFIG_")) return Defined(word);
    std::string_view option = Operand();
    if (!option.starts_with("CONFIG_")) return false;
    option.remove_prefix(7);
    if (word == "IS_ENABLED") return Add(fmt::format("({} != n)", option));
    if (word == "IS_MODULE") return Add(fmt::format("({} = m)", option));
    if (word == "IS_BUILTIN" || word == "IS_REACHABLE") {
      return Add(fmt::format("({} = y)", option));
    }
    return false;
  }

  bool Defined(std::string_view name) {
    if (name == "MODULE") return Add("n");
    if (name == "__KERNEL__") return Add("y");
    if (!name.starts_with("CONFIG_")) return false;
    name.remove_prefix(7);
    if (name.ends_with("_MODULE")) {
      return Add(fmt::format("({} = m)", name.substr(0, name.size() - 7)));
    }
    return Add(fmt::format("({} = y)", name));
  }

  /// `(NAME)` or `NAME`.
  std::string_view Operand() {
    text_ = Trim(text_);
    if (!text_.starts_with('(')) return Word();
    text_ = Trim(text_.substr(1));
    std::string_view name = Word();
    text_ = Trim(text_);
    if (!text_.starts_with(')')) return {};
    text_.remove_prefix(1);
    return name;
  }

  std::string_view Word() {
    size_t size = 0;
    while (size < text_.size() && IsWordChar(text_[size])) ++size;
    std::string_view word = text_.substr(0, size);
    text_.remove_prefix(size);
    return word;
  }

  bool Add(std::string_view leaf) {
    out_ += leaf;
    return true;
  }

  std::string_view text_;
  std::string out_;
};

}  // namespace

std::optional<std::string> OptionCondition(std::string_view expression) {
  return Translator(expression).Run();
}

std::optional<std::string> DirectiveCondition(std::string_view directive) {
  size_t begin = directive.find_first_not_of(" \t#");
  if (begin == std::string_view::npos) return std::nullopt;
  directive.remove_prefix(begin);
  size_t end = 0;
  while (end < directive.size() && IsWordChar(directive[end])) ++end;
  const std::string_view word = directive.substr(0, end);
  const std::string_view rest = directive.substr(end);
  if (word == "else") return "y";
  if (word == "if" || word == "elif") return OptionCondition(rest);
  auto defined = OptionCondition("defined " + std::string(Trim(rest)));
  if (!defined || word == "ifdef" || word == "elifdef") return defined;
  return "!" + *defined;
}

}  // namespace kplace
