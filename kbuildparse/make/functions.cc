#include "kbuildparse/make/functions.h"

#include "kbuildparse/make/function_handlers.h"
#include "support/text.h"

namespace kplace::make {
namespace {

constexpr Function kFunctions[] = {
#define KPLACE_WORDWISE(name, min, max, list, handler) \
  {name,   min,                                        \
   max,    FunctionStyle::kWordwise,                   \
   list,   TrimArguments::kNone,                       \
   false,  false,                                      \
   true,   handler,                                    \
   nullptr},
#define KPLACE_STRING(name, min, max, words, handler) \
  {name,   min,                                       \
   max,    FunctionStyle::kString,                    \
   0,      TrimArguments::kNone,                      \
   false,  false,                                     \
   words,  handler,                                   \
   nullptr},
#define KPLACE_SPECIAL(name, min, max, trim, lazy, acts, words, handler) \
  {                                                                      \
      name,                                                              \
      min,                                                               \
      max,                                                               \
      FunctionStyle::kSpecial,                                           \
      0,                                                                 \
      TrimArguments::trim,                                               \
      lazy,                                                              \
      acts,                                                              \
      words,                                                             \
      nullptr,                                                           \
      special::handler},
#include "kbuildparse/make/functions.def"
#undef KPLACE_WORDWISE
#undef KPLACE_STRING
#undef KPLACE_SPECIAL
};

constexpr bool IsFunctionNameChar(char c) {
  return (c >= 'a' && c <= 'z') || c == '-';
}

}  // namespace

void FunctionOutput::Append(std::string_view text) {
  if (text_.size() + text.size() > limit_) {
    overflowed_ = true;
    return;
  }
  text_ += text;
}

void FunctionOutput::StartWord() {
  if (any_word_) Append(" ");
  any_word_ = true;
}

std::span<const Function> AllFunctions() {
  return kFunctions;
}

const Function* FindCalledFunction(std::string_view inside) {
  size_t end = 0;
  while (end < inside.size() && IsFunctionNameChar(inside[end])) ++end;
  if (end == inside.size() || !IsSpace(inside[end])) return nullptr;
  std::string_view name = inside.substr(0, end);
  for (const Function& function : kFunctions) {
    if (function.name == name) return &function;
  }
  return nullptr;
}

}  // namespace kplace::make
