// option_text.h - options that are text or numbers, when nobody set them.
//
// Without a configuration `$(CONFIG_X)` of such an option could be anything.
// Its value is one unknown piece that names the option, and what Makefiles do
// with it is most often a question with an exact answer:
//
//   ifeq ($(CONFIG_X),text)     CONFIG_X="text"
//   ifneq ($(CONFIG_X),)        !CONFIG_X=""
//   ifdef CONFIG_X              !CONFIG_X=""
//   ifeq ($(CONFIG_N),16)       CONFIG_N=16
//
// So is taking blanks or quotes off before asking.  Everything else (a part of
// a longer text, a pattern, arithmetic) leaves a piece that is plainly unknown.
//
// Trees before Linux 5.17 write texts into auto.conf with their quotes, and
// nothing at all for an option that is not set: there `$(CONFIG_X)` is `""`, or
// empty, and only without the quotes these two are the same.

#ifndef KPLACE_KBUILDPARSE_MAKE_OPTION_TEXT_H_
#define KPLACE_KBUILDPARSE_MAKE_OPTION_TEXT_H_

#include <optional>
#include <string_view>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/make/value.h"

namespace kplace::make {

/// When the text that `piece` stands for is `text`; unknown() where no atom
/// says so exactly.  Requires: piece.option is not kNone.
Condition IsText(const Piece& piece, std::string_view text,
                 ConditionStore& store);

/// $(strip VALUE) of a value that is the text of an option, with blanks around
/// it; nothing for other values.
std::optional<Value> StripOption(const Value& value);

/// The same for taking the quotes off: `$(patsubst "%",%,VALUE)`, which goes
/// `by_words`, and `$(subst ",,VALUE)`.
std::optional<Value> UnquoteOption(const Value& value, bool by_words);

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_OPTION_TEXT_H_
