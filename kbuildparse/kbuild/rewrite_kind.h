// rewrite_kind.h - in which of make's ways a line turns an m into "built in".
//
//   obj-$(subst m,y,$(CONFIG_X)) += a.o     subst
//   obj-$(CONFIG_X:m=y) += a.o              substitution-reference
//   obj-$(if $(CONFIG_X),y) += a.o          if
//   ifneq ($(CONFIG_X),)                    ifneq-empty; the line below it
//   obj-y += a.o                            says nothing of X at all
//   endif
//
// *Whether* a line is a rewrite is a matter of its condition and not of its
// text (rewrite.h).  This only gives the way a name, for people.

#ifndef KPLACE_KBUILDPARSE_KBUILD_REWRITE_KIND_H_
#define KPLACE_KBUILDPARSE_KBUILD_REWRITE_KIND_H_

#include <cstdint>
#include <string_view>

#include "support/source.h"

namespace kplace {

enum class RewriteKind : uint8_t {
  kSubst,
  kSubstitutionReference,
  kPatsubst,
  kIf,
  kFilter,
  kOr,
  kFunction,     ///< another function of make, on the option
  kCall,         ///< a function of the makefile's own
  kIfneqEmpty,   ///< ifneq ($(CONFIG_X),)
  kIfdef,        ///< ifdef CONFIG_X
  kIfeqModule,   ///< ifeq ($(CONFIG_X),m)
  kConditional,  ///< any other conditional that asks for the option
  kVariable,     ///< the option hides in a variable
};

/// "subst", "substitution-reference", "ifneq-empty"…: the names that the
/// machine formats use.
const char* Name(RewriteKind kind);

/// The way of one line, and the conditional where that is the way.
struct RewriteSyntax {
  RewriteKind kind = RewriteKind::kVariable;
  SourceLoc conditional;  ///< invalid for what stands in the line itself
};

/// How the assignment that starts at `where` hangs on `option` ("CONFIG_X").
/// Reads the text of the file again, which `sources` has.
RewriteSyntax SyntaxOfRewrite(const SourceFiles& sources, SourceLoc where,
                              std::string_view option);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_KBUILD_REWRITE_KIND_H_
