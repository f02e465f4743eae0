// macro.h - the variables of the Kconfig language: `comma := ,`, $(SRCARCH).
//
// Documentation/kbuild/kconfig-macro-language.rst lets a tree run programs at
// the moment it is read.  We run none, unless we are given somebody who does.
// A reference to a variable is replaced when its value is known: from the
// tree's own assignments, or from the caller.  Calls of functions, which end in
// $(shell,…) one way or the other, and everything that depends on one are *not
// known* without a MacroRunner; the caller then keeps their text.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MACRO_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MACRO_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kplace::kconfig {

/// The length of the reference "$(…)" at the front of `text`; 0 when there is
/// none or its parenthesis is not closed.
size_t ReferenceLength(std::string_view text);

/// Does what the tree's macros ask for.
class MacroRunner {
 public:
  virtual ~MacroRunner() = default;
  /// What a shell command writes, without newlines at its end, and with blanks
  /// for the others (do_shell() of scripts/kconfig/preprocess.c).
  virtual std::string Run(const std::string& command) = 0;
  /// What $(error-if,…) and $(warning-if,…) say.
  virtual void Complain(bool is_error, const std::string& message) = 0;
};

class MacroTable {
 public:
  /// `variables` stands for the environment: assignments hide it.  With a
  /// `runner`, functions are called, and variables that nobody knows are empty.
  /// Both must outlive the table.
  explicit MacroTable(const std::map<std::string, std::string>& variables,
                      MacroRunner* runner = nullptr)
      : variables_(variables), runner_(runner) {}

  enum class Flavor {
    kRecursive,  ///< name = value: expanded where it is used
    kSimple,     ///< name := value: expanded here
    kAppend,     ///< name += value: as the variable was, recursive when new
  };
  void Assign(std::string_view name, Flavor flavor, std::string_view value);

  /// `text` with every reference replaced, or nothing when one is not known,
  /// refers to itself, or would grow beyond reason.
  std::optional<std::string> Expand(std::string_view text) const;

 private:
  struct Variable {
    bool simple = false;
    std::optional<std::string> value;  ///< nothing: not known
  };
  struct Budget;
  /// Of a call: $(1), $(2) and so on.
  using Arguments = std::vector<std::string>;
  bool ExpandInto(std::string_view text, const Arguments& arguments,
                  std::string& out, Budget& budget) const;
  bool ExpandReference(std::string_view inside, const Arguments& arguments,
                       std::string& out, Budget& budget) const;
  bool ExpandCall(const std::string& name, const Arguments& arguments,
                  std::string& out, Budget& budget) const;
  bool CallFunction(const std::string& name, const Arguments& arguments,
                    std::string& out) const;

  const std::map<std::string, std::string>& variables_;
  MacroRunner* runner_;
  std::map<std::string, Variable, std::less<>> assigned_;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MACRO_H_
