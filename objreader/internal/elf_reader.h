// elf_reader.h - one opened ELF object, whatever its word size and byte order.
//
// The seam inside objreader: ObjectFile stands before it, the templates over
// the four kinds of ELF behind it.

#ifndef KPLACE_OBJREADER_INTERNAL_ELF_READER_H_
#define KPLACE_OBJREADER_INTERNAL_ELF_READER_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "objreader/internal/object_bytes.h"
#include "objreader/object_symbols.h"
#include "support/result.h"

namespace kplace {

class ElfReader {
 public:
  virtual ~ElfReader() = default;

  const ObjectSymbols& symbols() const { return symbols_; }

  /// See ObjectFile for these.
  virtual Result<std::vector<SectionRecord>> ReadSections() const = 0;

  virtual Result<std::vector<Reference>> ReadReferences(
      const std::function<bool(const SymbolRecord&)>& wanted) const = 0;

  virtual Result<std::vector<SymbolCrc>> ReadNeededCrcs() const = 0;
  virtual Result<std::vector<SymbolCrc>> ReadExportCrcs() const = 0;

 protected:
  ObjectSymbols symbols_;
};

/// Reads the symbols of an ELF object that starts with the magic bytes; `name`
/// is for messages.
Result<std::unique_ptr<ElfReader>> OpenElf(const std::string& name,
                                           ObjectBytes bytes);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_ELF_READER_H_
