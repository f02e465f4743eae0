// object_symbols.h - what an object file defines, needs and says of itself.
//
// Plain records without any trace of the library that read them.  Names are
// views into the bytes of the object, which the ObjectFile keeps alive.
//
// Only what a linker can see is recorded: global and weak symbols.  An ELF
// symbol table holds its local symbols first, and in a kernel object they are
// the many; reading past them is what makes thousands of objects cheap.  Where
// a local function matters (who holds this reference?) it is looked up then.

#ifndef KPLACE_OBJREADER_OBJECT_SYMBOLS_H_
#define KPLACE_OBJREADER_OBJECT_SYMBOLS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kplace {

enum class Binding : uint8_t { kLocal, kGlobal, kWeak, kUnique };

enum class SymbolType : uint8_t { kNone, kObject, kFunction, kSection, kOther };

enum class ObjectFormat : uint8_t { kElf, kBitcode };

/// A symbol that other objects can see, in symbol table order.
struct SymbolRecord {
  std::string_view name;
  uint64_t value = 0;    ///< offset in its section (its address, once linked;
                         ///< its alignment, when common)
  uint64_t size = 0;     ///< in bytes; 0 also means "not said"
  uint32_t index = 0;    ///< in the symbol table
  uint32_t section = 0;  ///< section number; 0 when undefined, absolute, common
                         ///< and in bitcode, which has none
  uint32_t comdat = 0;   ///< group of that section: see ObjectSymbols::comdats
  Binding binding = Binding::kGlobal;
  SymbolType type = SymbolType::kNone;
  // In bits, for there are millions of records.
  bool defined : 1 = false;
  bool common : 1 = false;  ///< a tentative definition (SHN_COMMON)
  bool absolute : 1 = false;
};

/// What EXPORT_SYMBOL() left in an object: a record of `.export_symbol` (6.4
/// and later, include/linux/export.h), or an entry of `__ksymtab*` (earlier
/// objects, and finished modules of every version).
struct ExportRecord {
  std::string_view name;
  std::string_view name_space;  ///< empty for the default one
  bool gpl_only = false;
};

/// `key=value` of `.modinfo`.  In code built for vmlinux the kernel puts the
/// module's name before the key: `hv_vmbus.license`
/// (include/linux/moduleparam.h, __MODULE_INFO_PREFIX).
struct ModinfoEntry {
  std::string_view key;
  std::string_view value;
};

/// A relocation that names a symbol: the only thing a linker calls a reference.
/// In bitcode: a function or variable that uses one; there `section`, `type`
/// and `offset` are 0.
struct Reference {
  uint32_t symbol = 0;     ///< index in the symbol table
  uint32_t section = 0;    ///< section that is patched
  uint32_t type = 0;       ///< R_<machine>_*: psABI of e_machine
  uint32_t comdat = 0;     ///< group of that section: ObjectSymbols::comdats
  uint64_t offset = 0;     ///< where in it
  bool none = false;       ///< R_<machine>_NONE: it patches nothing, and GNU ld
                           ///< wants the symbol all the same
  bool allocated = false;  ///< the section is in memory at run time; false
                           ///< for debug information and notes to tools
  std::string_view section_name;
  std::string_view function;     ///< the enclosing function or object, or empty
  uint32_t function_symbol = 0;  ///< its index in the symbol table; 0 for none
  bool of_local_function = false;  ///< no other object sees it
};

/// A function of bitcode whose assembly has a name as a word.  What that means
/// to an assembler is not known: it may as well be a comment.
struct AssemblyUse {
  size_t name = 0;  ///< index into the names that were asked for
  std::string function;
};

/// A reference of an object to a section of its own, through a local symbol.
struct OwnReference {
  Reference place;
  std::string_view section_name;  ///< the section that it leads to
  /// The symbol's name; that of the section where it is the section's own.
  std::string_view name;
};

/// What a build with CONFIG_MODVERSIONS says of a symbol: a checksum over its
/// type, which a module and who exports to it must agree on.
struct SymbolCrc {
  std::string name;
  uint32_t crc = 0;
  friend bool operator==(const SymbolCrc&, const SymbolCrc&) = default;
};

/// A section, for whoever plays a linker: where it goes is a matter of its
/// name, and whether it is there at all one of its group.
struct SectionRecord {
  std::string_view name;
  uint32_t type = 0;    ///< SHT_*
  uint32_t comdat = 0;  ///< its group: see ObjectSymbols::comdats
  uint32_t belongs_to =
      0;               ///< a table about this section (SHF_LINK_ORDER), or 0
  bool empty = false;  ///< of size 0
  bool allocated = false;  ///< in memory at run time
  bool excluded = false;   ///< for relocatable files alone (SHF_EXCLUDE)
  bool retained = false;   ///< --gc-sections has to keep it (SHF_GNU_RETAIN)
};

/// The contents of one object.
struct ObjectSymbols {
  ObjectFormat format = ObjectFormat::kElf;
  /// Empty when `symbols` has all that the object needs; else why there may be
  /// more, so that "nobody uses it" and "it needs nothing else" are unknown.
  std::string_view incomplete;
  bool is_64bit = true;
  bool big_endian = false;
  uint16_t machine = 0;     ///< e_machine
  bool relocatable = true;  ///< false for what ld has linked (vmlinux)
  std::vector<SymbolRecord> symbols;  ///< global and weak ones
  std::vector<ExportRecord> exports;
  std::vector<ModinfoEntry> modinfo;
  /// The names (signatures) of the COMDAT groups.  Of all groups of one name a
  /// linker keeps the first, with all its sections, and drops the others: what
  /// these define does not exist, and their relocations count for nothing.
  /// Entry 0 is empty and stands for "in no group"; objects without groups, and
  /// that is most, have no entries at all.
  std::vector<std::string_view> comdats;

  /// The first value of a `.modinfo` key ("license"), with or without the name
  /// of a module before it; nothing when the object does not have the key.
  std::optional<std::string_view> Modinfo(std::string_view key) const;
  bool HasModinfo(std::string_view key) const {
    return Modinfo(key).has_value();
  }
};

}  // namespace kplace

#endif  // KPLACE_OBJREADER_OBJECT_SYMBOLS_H_
