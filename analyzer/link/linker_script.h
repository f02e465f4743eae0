// linker_script.h - what vmlinux.lds defines, needs, and does to sections.
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
// the build.  GNU ld and ld.lld read EXCLUDE_FILE and file names differently
// (docs/LINKERS.md), so a script is read as one of them does.

#ifndef KPLACE_ANALYZER_LINK_LINKER_SCRIPT_H_
#define KPLACE_ANALYZER_LINK_LINKER_SCRIPT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analyzer/link/linker_flavour.h"

namespace kplace {

/// A file of the link, as its patterns see it.
struct InputFile {
  std::string_view archive;  ///< "vmlinux.a", "lib/lib.a", or empty
  std::string_view path;     ///< "lib/argv_split.o", from the build directory
};

/// `FILE(SECTION)` of an output section, in the order of the script.
struct InputPattern {
  std::string file;
  std::vector<std::string> excluded;  ///< files of EXCLUDE_FILE
  std::string section;
  std::string output;          ///< the output section, "/DISCARD/" for none
  uint32_t output_number = 0;  ///< of that statement: names may occur twice
  uint32_t statement = 0;      ///< `A` and `B` of `*(A B)` are of one
  bool sorted = false;         ///< by name: SORT, SORT_BY_NAME
  bool discard = false;        ///< goes to /DISCARD/
  bool keep = false;           ///< --gc-sections has to keep it
};

/// A name that an expression of the script uses.
struct ScriptNeed {
  std::string symbol;
  uint32_t line = 0;
  /// The name that PROVIDE gives a value; the expression is evaluated only
  /// when something needs it.  Empty for other expressions.
  std::string provides;
  bool asserts = false;  ///< it is that of an ASSERT
};

class LinkerScript {
 public:
  /// Reads a script.  What is not understood is skipped: a script that ld
  /// takes is the normal case, and ld itself checks it.
  static LinkerScript Parse(std::string_view text,
                            LinkerFlavour flavour = LinkerFlavour::kGnuLd);

  /// What holds when the script of the build cannot be read: no symbols, and
  /// the sections that include/asm-generic/vmlinux.lds.h drops everywhere.
  static LinkerScript Fallback(LinkerFlavour flavour = LinkerFlavour::kGnuLd);

  /// Whether an assignment, PROVIDE or PROVIDE_HIDDEN names the symbol.
  bool Defines(std::string_view symbol) const;

  /// Whether an assignment does; PROVIDE and PROVIDE_HIDDEN give way to an
  /// object that defines it.
  bool Assigns(std::string_view symbol) const;

  /// The statement that takes the section, or null: the linker finds a place
  /// for it by itself.
  const InputPattern* Find(const InputFile& file,
                           std::string_view section) const;

  /// Whether the section of that object of vmlinux.a is dropped.
  bool Discards(std::string_view object, std::string_view section) const;

  /// All names it defines, sorted.
  std::vector<std::string> Symbols() const;

  /// Names that its expressions use, in the order of the text.
  const std::vector<ScriptNeed>& needs() const { return needs_; }

  /// All names that assignments give a value, sorted.
  std::vector<std::string> Assigned() const;

  /// Names of ENTRY and EXTERN, which members of archives are searched for.
  const std::vector<std::string>& wanted() const { return wanted_; }

  /// Names of output sections.
  bool HasOutputSection(std::string_view name) const;

  /// Whether the script itself puts something into the output section of that
  /// number, `LONG(1)` or `. = ALIGN(8)`, so that GNU ld makes it without any
  /// input (binutils manual, "Output Section Discarding").
  bool FillsOutputSection(uint32_t output_number) const;

  /// Whether tentative definitions of some file go to /DISCARD/.
  bool DropsCommon() const;

  const std::vector<InputPattern>& patterns() const { return patterns_; }
  LinkerFlavour flavour() const { return flavour_; }

 private:
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  using Names = std::unordered_set<std::string, TextHash, std::equal_to<>>;
  friend class LinkerScriptParser;

  LinkerFlavour flavour_ = LinkerFlavour::kGnuLd;
  Names symbols_;
  Names assigned_;
  Names output_sections_;
  std::unordered_set<uint32_t> filled_sections_;
  std::vector<InputPattern> patterns_;
  std::vector<ScriptNeed> needs_;
  std::vector<std::string> wanted_;
};

/// Find() for very many sections: what a name can match is looked up once.
class SectionPlacer {
 public:
  /// The script must outlive this.
  explicit SectionPlacer(const LinkerScript& script) : script_(script) {}

  const InputPattern* Find(const InputFile& file, std::string_view section);

 private:
  const LinkerScript& script_;
  /// By the name of a section: the patterns that may take it, up to the first
  /// that takes it from every file.
  std::unordered_map<std::string, std::vector<const InputPattern*>> known_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_LINKER_SCRIPT_H_
