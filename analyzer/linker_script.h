// linker_script.h - what vmlinux.lds defines, and which sections it drops.
//
// The final link of vmlinux gives names a meaning that no object defines:
// `_text = .;`, `PROVIDE(__efistub_x = x)`.  And it drops input sections:
//
//   /DISCARD/ : { *(.exitcall.exit) *(.discard .discard.*) }
//
// An input section goes to the first statement of the script that matches it,
// so a pattern below /DISCARD/ counts only when nothing before it took the
// section (binutils manual, "Input Section Basics").  Relocations of a dropped
// section are never applied: what they name may be undefined.
//
// The text read here is the preprocessed arch/SRCARCH/kernel/vmlinux.lds of
// the build.

#ifndef KPLACE_ANALYZER_LINKER_SCRIPT_H_
#define KPLACE_ANALYZER_LINKER_SCRIPT_H_

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace kplace {

class LinkerScript {
 public:
  /// Reads a script.  What is not understood is skipped: a script that ld
  /// takes is the normal case, and ld itself checks it.
  static LinkerScript Parse(std::string_view text);

  /// What holds when the script of the build cannot be read: no symbols, and
  /// the sections that include/asm-generic/vmlinux.lds.h drops everywhere.
  static LinkerScript Fallback();

  /// Whether an assignment, PROVIDE or PROVIDE_HIDDEN names the symbol.
  bool Defines(std::string_view symbol) const;

  /// Whether the section of that object is dropped.
  bool Discards(std::string_view object, std::string_view section) const;

  /// All names it defines, sorted.
  std::vector<std::string> Symbols() const;

 private:
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  /// `file(section)` of an output section, in the order of the script.
  struct InputPattern {
    std::string file;
    std::string section;
    bool discard = false;
  };
  friend class LinkerScriptParser;

  std::unordered_set<std::string, TextHash, std::equal_to<>> symbols_;
  std::vector<InputPattern> inputs_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINKER_SCRIPT_H_
