#include "kbuildparse/kconfig/keyword.h"

#include <algorithm>
#include <iterator>

namespace kplace::kconfig {
namespace {

struct Spelling {
  std::string_view word;
  Keyword keyword;
};

constexpr Spelling kSpellings[] = {
    {"---help---", Keyword::kHelp},
    {"bool", Keyword::kBool},
    {"boolean", Keyword::kBool},
    {"choice", Keyword::kChoice},
    {"comment", Keyword::kComment},
    {"config", Keyword::kConfig},
    {"def_bool", Keyword::kDefBool},
    {"def_tristate", Keyword::kDefTristate},
    {"default", Keyword::kDefault},
    {"depends", Keyword::kDepends},
    {"endchoice", Keyword::kEndChoice},
    {"endif", Keyword::kEndIf},
    {"endmenu", Keyword::kEndMenu},
    {"help", Keyword::kHelp},
    {"hex", Keyword::kHex},
    {"if", Keyword::kIf},
    {"imply", Keyword::kImply},
    {"int", Keyword::kInt},
    {"mainmenu", Keyword::kMainMenu},
    {"menu", Keyword::kMenu},
    {"menuconfig", Keyword::kMenuConfig},
    {"modules", Keyword::kModules},
    {"option", Keyword::kOption},
    {"optional", Keyword::kOptional},
    {"orsource", Keyword::kOptionalRelativeSource},
    {"osource", Keyword::kOptionalSource},
    {"prompt", Keyword::kPrompt},
    {"range", Keyword::kRange},
    {"rsource", Keyword::kRelativeSource},
    {"select", Keyword::kSelect},
    {"source", Keyword::kSource},
    {"string", Keyword::kString},
    {"transitional", Keyword::kTransitional},
    {"tristate", Keyword::kTristate},
    {"visible", Keyword::kVisible},
};

constexpr bool Less(const Spelling& a, const Spelling& b) {
  return a.word < b.word;
}
static_assert(std::is_sorted(std::begin(kSpellings), std::end(kSpellings),
                             Less));

}  // namespace

Keyword KeywordOf(std::string_view word) {
  const Spelling* end = std::end(kSpellings);
  const Spelling* it = std::lower_bound(std::begin(kSpellings), end,
                                        Spelling{word, Keyword::kNone}, Less);
  return it != end && it->word == word ? it->keyword : Keyword::kNone;
}

}  // namespace kplace::kconfig
