// object_reader.h - one opened object, whatever its format.
//
// The seam inside objreader: ObjectFile stands before it, ELF and bitcode
// behind it.

#ifndef KPLACE_OBJREADER_INTERNAL_OBJECT_READER_H_
#define KPLACE_OBJREADER_INTERNAL_OBJECT_READER_H_

#include <functional>
#include <string>
#include <vector>

#include "objreader/object_symbols.h"
#include "support/result.h"

namespace kplace {

class ObjectReader {
 public:
  virtual ~ObjectReader() = default;

  const ObjectSymbols& symbols() const { return symbols_; }

  /// See ObjectFile for these.  None but ELF has sections, references to them,
  /// and CRCs; none but bitcode has assembly.
  virtual Result<std::vector<SectionRecord>> ReadSections() const {
    return std::vector<SectionRecord>();
  }

  virtual Result<std::vector<Reference>> ReadReferences(
      const std::function<bool(const SymbolRecord&)>& wanted) const = 0;

  virtual Result<std::vector<OwnReference>> ReadOwnReferences(
      const std::vector<bool>& /*targets*/) const {
    return std::vector<OwnReference>();
  }

  virtual Result<std::vector<AssemblyUse>> ReadAssemblyUses(
      const std::vector<std::string>& /*names*/) const {
    return std::vector<AssemblyUse>();
  }

  virtual Result<std::vector<SymbolCrc>> ReadNeededCrcs() const {
    return std::vector<SymbolCrc>();
  }
  virtual Result<std::vector<SymbolCrc>> ReadExportCrcs() const {
    return std::vector<SymbolCrc>();
  }

 protected:
  ObjectSymbols symbols_;
};

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_OBJECT_READER_H_
