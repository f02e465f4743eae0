// kconfig_tree.h - the Kconfig language as a tree of entries.
//
// Read, not evaluated: every `config`, `menuconfig`, `choice`, `menu`, `if`,
// `comment` and `source`, with the place where each line stands.  Macros
// (`$(cc-option,…)`, `$(shell,…)`) are kept as text unless they are plain
// variables ($(SRCARCH), $(srctree)): nothing is executed.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_KCONFIG_TREE_H_
#define KPLACE_KBUILDPARSE_KCONFIG_KCONFIG_TREE_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/result.h"
#include "support/source.h"

namespace kplace::kconfig {

/// An expression: `A && (B || !C = m)`.
struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;
struct Expr {
  enum class Op {
    kSymbol, kConstant, kMacro, kNot, kAnd, kOr,
    kEqual, kUnequal, kLess, kLessEqual, kGreater, kGreaterEqual
  };
  Op op = Op::kSymbol;
  std::string name;  ///< symbol (without CONFIG_), constant or macro text
  ExprPtr left;      ///< operand of kNot; left side of the others
  ExprPtr right;
};
std::string ToText(const ExprPtr& expr);

enum class OptionType { kUnknown, kBool, kTristate, kString, kInt, kHex };

/// `select X if E`, `imply X if E`, `default V if E`, `depends on E`,
/// `prompt "…" if E`, `range A B if E`.  `condition` is null for "always".
struct Property {
  enum class Kind { kPrompt, kDefault, kSelect, kImply, kDepends, kRange };
  Kind kind = Kind::kPrompt;
  ExprPtr value;      ///< selected symbol, default value, dependency
  std::string text;   ///< of the prompt
  ExprPtr condition;  ///< after `if`
  SourceLoc where;
};

/// One `config` block.  An option can have several, in different files.
struct Definition {
  std::string option;  ///< without CONFIG_
  OptionType type = OptionType::kUnknown;
  std::vector<Property> properties;
  /// Dependencies of the menus, `if` blocks and choices around it, joined.
  ExprPtr enclosing;
  SourceLoc where;
};

/// Who selects an option, and where.
struct Selector {
  std::string by;      ///< the selecting option, without CONFIG_
  ExprPtr condition;   ///< after `if`, or null
  ExprPtr dependency;  ///< what the selecting definition itself depends on
  SourceLoc where;     ///< the `select` line
  bool imply = false;
};

/// All definitions of a tree for one architecture.
class Tree {
 public:
  std::vector<const Definition*> DefinitionsOf(std::string_view option) const;
  std::vector<Selector> SelectorsOf(std::string_view option) const;
  const std::vector<std::unique_ptr<Definition>>& definitions() const {
    return definitions_;
  }
  void Add(std::unique_ptr<Definition> definition);

 private:
  std::vector<std::unique_ptr<Definition>> definitions_;
  std::map<std::string, std::vector<const Definition*>, std::less<>>
      by_option_;
  std::map<std::string, std::vector<Selector>, std::less<>> selectors_;
};

/// Reads the Kconfig files from `source_dir`/Kconfig on.  `variables` answers
/// $(SRCARCH), $(srctree) and the like.  What cannot be parsed becomes a
/// diagnostic with file and line, and the rest goes on.
Result<Tree> ReadKconfig(const FileSystem& files,
                         const std::string& source_dir,
                         const std::map<std::string, std::string>& variables,
                         SourceFiles& sources, DiagnosticSink& sink);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_KCONFIG_TREE_H_
