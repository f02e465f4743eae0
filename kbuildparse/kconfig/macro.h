// macro.h - the variables of the Kconfig language: `comma := ,`, $(SRCARCH).
//
// Documentation/kbuild/kconfig-macro-language.rst lets a tree run programs at
// the moment it is read.  We run none.  A reference to a variable is replaced
// when its value is known: from the tree's own assignments, or from the
// caller.  Calls of functions, which end in $(shell,…) one way or the other,
// and everything that depends on one are *not known*; the caller then keeps
// their text.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MACRO_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MACRO_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kplace::kconfig {

/// The length of the reference "$(…)" at the front of `text`; 0 when there is
/// none or its parenthesis is not closed.
size_t ReferenceLength(std::string_view text);

class MacroTable {
 public:
  /// `variables` stands for the environment: assignments hide it.  It must
  /// outlive the table.
  explicit MacroTable(const std::map<std::string, std::string>& variables)
      : variables_(variables) {}

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
  bool ExpandInto(std::string_view text, std::string& out,
                  Budget& budget) const;
  bool ExpandReference(std::string_view inside, std::string& out,
                       Budget& budget) const;

  const std::map<std::string, std::string>& variables_;
  std::map<std::string, Variable, std::less<>> assigned_;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MACRO_H_
