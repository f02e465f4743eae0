// object_symbols.h - what an object file defines, needs and says of itself.
//
// Plain records without any trace of the library that read them.  Names are
// views into the bytes of the object, which the ObjectFile keeps alive.

#ifndef KPLACE_OBJREADER_OBJECT_SYMBOLS_H_
#define KPLACE_OBJREADER_OBJECT_SYMBOLS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kplace {

enum class Binding : uint8_t { kLocal, kGlobal, kWeak, kUnique };

enum class SymbolType : uint8_t { kNone, kObject, kFunction, kSection, kOther };

/// A symbol, in symbol table order.
struct SymbolRecord {
  std::string_view name;
  uint64_t value = 0;    ///< offset in its section
  uint64_t size = 0;
  uint32_t index = 0;    ///< in the symbol table
  uint32_t section = 0;  ///< section number; 0 when undefined, absolute, common
  Binding binding = Binding::kGlobal;
  SymbolType type = SymbolType::kNone;
  bool defined = false;
  bool common = false;    ///< a tentative definition (SHN_COMMON)
  bool absolute = false;
};

/// What EXPORT_SYMBOL() left in an object.
struct ExportRecord {
  std::string_view name;
  std::string_view name_space;  ///< empty for the default one
  bool gpl_only = false;
};

/// `key=value` of `.modinfo`.
struct ModinfoEntry {
  std::string_view key;
  std::string_view value;
};

/// A relocation that names a symbol: the only thing a linker calls a reference.
struct Reference {
  uint32_t symbol = 0;           ///< index in the symbol table
  uint32_t section = 0;          ///< section that is patched
  uint64_t offset = 0;           ///< where in it
  std::string_view section_name;
  std::string_view function;     ///< the enclosing function or object, or empty
};

/// The contents of one ELF object.
struct ObjectSymbols {
  bool is_64bit = true;
  bool big_endian = false;
  uint16_t machine = 0;  ///< e_machine
  bool relocatable = true;
  std::vector<SymbolRecord> symbols;  ///< global, weak and named local ones
  std::vector<ExportRecord> exports;
  std::vector<ModinfoEntry> modinfo;

  /// The first value of a `.modinfo` key, or nothing ("license").
  bool HasModinfo(std::string_view key) const;
};

}  // namespace kplace

#endif  // KPLACE_OBJREADER_OBJECT_SYMBOLS_H_
