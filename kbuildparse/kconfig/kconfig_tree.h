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
#include <utility>
#include <vector>

#include "kbuildparse/kconfig/expr.h"
#include "kbuildparse/kconfig/macro.h"
#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/result.h"
#include "support/source.h"

namespace kplace::kconfig {

enum class OptionType { kUnknown, kBool, kTristate, kString, kInt, kHex };

/// Whether its values are y, m and n.
inline bool IsTristateType(OptionType type) {
  return type == OptionType::kBool || type == OptionType::kTristate;
}
/// "bool", "tristate", …; "unknown".
const char* Name(OptionType type);

/// `select X if E`, `imply X if E`, `default V if E`, `depends on E`,
/// `prompt "…" if E`, `range A B if E`.  `condition` is null for "always".
/// Of a range, `value` is `A <= B`: the least and the greatest value.
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
  /// Those of them that are in the choice, of a member.
  ExprPtr inside_choice;
  /// The `visible if` of the menus around it, joined; bears on prompts only.
  ExprPtr visible;
  int choice = -1;  ///< the choice it is a member of: index in Tree::choices()
  /// The menu, choice or `if` around it: 0 outside of all, else counted from 1
  /// on in the order in which they begin.
  uint32_t block = 0;
  bool menuconfig = false;
  bool modules = false;        ///< `modules`: this option is what m rests on
  bool transitional = false;   ///< `transitional`: only read from old .config
  bool allnoconfig_y = false;  ///< `option allnoconfig_y`
  std::string env;             ///< `option env="ARCH"`, before Linux 4.18
  /// As it stands in the file, indented; lives as long as the SourceFiles.
  std::string_view help;
  SourceLoc where;

  /// What the option depends on here: `enclosing` and its own `depends on`.
  ExprPtr Dependency() const;
  /// The same without what is outside of the choice.
  ExprPtr DependencyInChoice() const;
};

/// A `choice`: at most one of its members is y.  Its prompt, defaults and
/// dependencies are properties; its members point to it.
struct Choice {
  std::string name;  ///< nearly always empty
  /// kUnknown where the file gives none: bool, or in older trees what its first
  /// member is.
  OptionType type = OptionType::kUnknown;
  bool optional = false;  ///< none of the members needs to be y
  std::vector<Property> properties;
  ExprPtr enclosing;
  ExprPtr visible;
  SourceLoc where;

  /// Its own `depends on`, joined; null without any.
  ExprPtr OwnDependency() const;
};

/// What `conf` has a line for when it writes a .config, in the order of the
/// files: an option, or the title of a menu or comment.
struct MenuNode {
  enum class Kind { kOption, kChoice, kMenu, kComment };
  Kind kind = Kind::kOption;
  const Definition* definition = nullptr;  ///< of kOption
  int choice = -1;                         ///< of kChoice
  std::string title;                       ///< of kMenu and kComment
  ExprPtr dependency;  ///< of kMenu and kComment, of all blocks around as well
  ExprPtr visible;     ///< of kMenu: its own `visible if`
  size_t end = 0;      ///< of kMenu and kChoice: the node after what is inside
};

/// `property` of kind kDepends as one expression: `depends on X if Y` is
/// X || Y = n (menu_add_dep() of scripts/kconfig/menu.c).
ExprPtr DependencyOf(const Property& property);

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
  const std::vector<Choice>& choices() const { return choices_; }
  const std::vector<MenuNode>& nodes() const { return nodes_; }
  /// Of `mainmenu`; empty without one.
  const std::string& title() const { return title_; }
  /// The first type that a definition gives it; kUnknown when none does.
  OptionType TypeOf(std::string_view option) const;
  void Add(std::unique_ptr<Definition> definition);
  /// Gives back its index.
  int AddChoice(Choice choice);
  /// Gives back its index.  Options are added by Add().
  size_t AddNode(MenuNode node);
  /// What is inside of a menu or choice ends here.
  void EndNode(size_t node) { nodes_[node].end = nodes_.size(); }
  /// Whether the choice that ended last has something to choose from.
  bool HasMembers(size_t node) const;
  void SetTitle(std::string title) { title_ = std::move(title); }

 private:
  std::vector<MenuNode> nodes_;
  std::string title_;
  std::vector<Choice> choices_;
  std::vector<std::unique_ptr<Definition>> definitions_;
  std::map<std::string, std::vector<const Definition*>, std::less<>> by_option_;
  std::map<std::string, std::vector<Selector>, std::less<>> selectors_;
};

/// One line for each definition and property, with line numbers: for tests.
std::string ToText(const Tree& tree);

/// Reads the Kconfig files from `source_dir`/Kconfig on.  `variables` answers
/// $(SRCARCH), $(srctree) and the like; variables that it does not have are not
/// known, whatever the environment of this process says.  What cannot be
/// parsed becomes a diagnostic with file and line, and the rest goes on.  Files
/// outside the source tree are not read.  With a `runner` the functions of the
/// macro language are called.  An Error: there is no Kconfig.
Result<Tree> ReadKconfig(const FileSystem& files, const std::string& source_dir,
                         const std::map<std::string, std::string>& variables,
                         SourceFiles& sources, DiagnosticSink& sink,
                         MacroRunner* runner = nullptr);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_KCONFIG_TREE_H_
