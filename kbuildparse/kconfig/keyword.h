// keyword.h - the words that begin a Kconfig statement.
//
// Those of Linux 6.12, `transitional` of 6.18, what older trees had
// (`---help---`, `option`, `optional`), and the relatives of `source` that
// other projects added.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_KEYWORD_H_
#define KPLACE_KBUILDPARSE_KCONFIG_KEYWORD_H_

#include <string_view>

namespace kplace::kconfig {

enum class Keyword {
  kNone,
  kBool,
  kChoice,
  kComment,
  kConfig,
  kDefBool,
  kDefTristate,
  kDefault,
  kDepends,
  kEndChoice,
  kEndIf,
  kEndMenu,
  kHelp,
  kHex,
  kIf,
  kImply,
  kInt,
  kMainMenu,
  kMenu,
  kMenuConfig,
  kModules,
  kOption,
  kOptional,
  kOptionalSource,
  kOptionalRelativeSource,
  kPrompt,
  kRange,
  kRelativeSource,
  kSelect,
  kSource,
  kString,
  kTransitional,
  kTristate,
  kVisible,
};

/// kNone when `word` is no keyword.
Keyword KeywordOf(std::string_view word);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_KEYWORD_H_
