// entry.h - the entry that a Kconfig parser is in the middle of, and the lines
// that describe it.
//
// `config`, `choice`, `menu` and `comment` begin an entry; type, prompt,
// `depends on` and the like follow and say more about it, until the next entry
// begins.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_ENTRY_H_
#define KPLACE_KBUILDPARSE_KCONFIG_ENTRY_H_

#include <memory>
#include <string>
#include <vector>

#include "kbuildparse/kconfig/expr_parser.h"
#include "kbuildparse/kconfig/kconfig_tree.h"
#include "kbuildparse/kconfig/keyword.h"

namespace kplace::kconfig {

struct Entry {
  enum class Kind {
    kNone,
    kBroken,  ///< its first line was wrong: its other lines are passed over
    kConfig,
    kChoice,
    kMenu,
    kComment,
  };
  Kind kind = Kind::kNone;
  std::unique_ptr<Definition> definition;  ///< of kConfig
  Choice choice;                           ///< of kChoice
  std::string title;                       ///< of kMenu and kComment
  std::vector<ExprPtr> depends;            ///< of the same
  std::vector<ExprPtr> visible;            ///< of kMenu
};

/// Reads the rest of a line that began with `keyword` into `entry`.  What is
/// wrong stays in `reader`.  False when the entry has no such line.
bool ReadEntryLine(Keyword keyword, TokenReader& reader, SourceLoc where,
                   Entry& entry);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_ENTRY_H_
