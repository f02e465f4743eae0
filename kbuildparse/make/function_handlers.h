// function_handlers.h - the functions behind functions.def, declared from it.
// Only functions.cc and the files that define them include this.

#ifndef KPLACE_KBUILDPARSE_MAKE_FUNCTION_HANDLERS_H_
#define KPLACE_KBUILDPARSE_MAKE_FUNCTION_HANDLERS_H_

#include "kbuildparse/make/functions.h"

namespace kplace::make {

#define KPLACE_WORDWISE(name, min, max, list, handler) \
  void handler(const PlainArguments& arguments, FunctionOutput& out);
#define KPLACE_STRING(name, min, max, words, handler) \
  void handler(const PlainArguments& arguments, FunctionOutput& out);
#define KPLACE_SPECIAL(name, min, max, trim, lazy, acts, words, handler)  \
  namespace special {                                                     \
  void handler(Interpreter& run, std::span<const Expr> args, Value* out); \
  }
#include "kbuildparse/make/functions.def"
#undef KPLACE_WORDWISE
#undef KPLACE_STRING
#undef KPLACE_SPECIAL

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_FUNCTION_HANDLERS_H_
