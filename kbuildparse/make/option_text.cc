#include "kbuildparse/make/option_text.h"

#include <string>

#include "support/text.h"

namespace kplace::make {
namespace {

bool IsOneOf(std::string_view text, std::string_view characters) {
  return !text.empty() &&
         text.find_first_not_of(characters) == std::string_view::npos;
}

/// What Kconfig takes for an `int` (sym_string_valid).
bool IsInt(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  bool zero_first = text.size() > 1 && text.front() == '0';
  return IsOneOf(text, "0123456789") && !zero_first;
}

bool IsHex(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  return IsOneOf(text, "0123456789abcdefABCDEF");
}

bool HasBlank(std::string_view text) {
  return text.find_first_of(" \t") != std::string_view::npos;
}

/// Whether make reads this line end of auto.conf as it is written.
bool IsReadLiterally(std::string_view text) {
  return text.find_first_of("$#\\\n") == std::string_view::npos &&
         Trim(text) == text;
}

Condition Open(const Piece& piece, std::string_view text,
               ConditionStore& store) {
  return store.Unknown(piece.text + " = " + std::string(text));
}

/// `text` is compared with `"…"`, quotes and all.
Condition IsQuotedText(const Piece& piece, std::string_view text,
                       ConditionStore& store) {
  if (text.empty() || text == "\"\"") return Open(piece, text, store);
  if (text.size() < 3 || !text.starts_with('"') || !text.ends_with('"')) {
    return Condition::False();
  }
  std::string_view inside = text.substr(1, text.size() - 2);
  if (!IsReadLiterally(inside) || inside.find('"') != std::string_view::npos) {
    return Open(piece, text, store);
  }
  return store.AtomText(piece.text, inside);
}

/// The one piece of `value` that is an option; null when there is more to it
/// than blanks around that.
const Piece* OnlyOption(const Value& value) {
  const Piece* option = nullptr;
  for (const Piece& piece : value.pieces()) {
    if (!piece.unknown && Trim(piece.text).empty()) continue;
    if (option != nullptr || piece.option == OptionText::kNone) return nullptr;
    option = &piece;
  }
  return option;
}

Value WithKind(const Piece& piece, OptionText kind) {
  Value value;
  value.AppendOption(piece.when, piece.text, kind);
  return value;
}

}  // namespace

Condition IsText(const Piece& piece, std::string_view text,
                 ConditionStore& store) {
  if (piece.option == OptionText::kQuoted) {
    return IsQuotedText(piece, text, store);
  }
  if (text.empty()) return store.AtomText(piece.text, {});
  switch (piece.option) {
    case OptionText::kInt:
      return IsInt(text) ? store.AtomNumber(piece.text, text)
                         : Condition::False();
    case OptionText::kHex:
      return IsHex(text) ? store.AtomNumber(piece.text, text)
                         : Condition::False();
    case OptionText::kWords:
      if (HasBlank(text)) return Open(piece, text, store);
      break;
    default:
      break;
  }
  if (!IsReadLiterally(text)) return Open(piece, text, store);
  return store.AtomText(piece.text, text);
}

std::optional<Value> StripOption(const Value& value) {
  const Piece* piece = OnlyOption(value);
  if (piece == nullptr) return std::nullopt;
  switch (piece->option) {
    case OptionText::kQuoted:
      return std::nullopt;
    case OptionText::kText:
      return WithKind(*piece, OptionText::kWords);
    default:
      return WithKind(*piece, piece->option);
  }
}

std::optional<Value> UnquoteOption(const Value& value, bool by_words) {
  const Piece* piece = OnlyOption(value);
  if (piece == nullptr || value.pieces().size() > 1) return std::nullopt;
  switch (piece->option) {
    case OptionText::kQuoted:
    case OptionText::kText:
      return WithKind(*piece,
                      by_words ? OptionText::kWords : OptionText::kText);
    default:
      return WithKind(*piece, piece->option);
  }
}

}  // namespace kplace::make
