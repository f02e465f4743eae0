// plain_text.h - the two replacements of make, on strings.

#ifndef KPLACE_KBUILDPARSE_MAKE_PLAIN_TEXT_H_
#define KPLACE_KBUILDPARSE_MAKE_PLAIN_TEXT_H_

#include <string_view>

#include "kbuildparse/make/functions.h"
#include "kbuildparse/make/pattern.h"

namespace kplace::make {

/// `text` with every `from` replaced, as `$(subst from,to,text)`.  An empty
/// `from` is found once, at the end.
void Replace(std::string_view text, std::string_view from, std::string_view to,
             FunctionOutput& out);

/// The words of `text`, those that match `from` replaced by `to` with the
/// stem, as `$(patsubst from,to,text)`.
void PatternReplace(std::string_view text, const Pattern& from,
                    const Pattern& to, FunctionOutput& out);

/// `$(NAME:from=to)` for a variable with the value `text`.
void SuffixReplace(std::string_view text, std::string_view from,
                   std::string_view to, FunctionOutput& out);

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_PLAIN_TEXT_H_
