// object_file.h - opens an object and reads the parts that somebody asks for.
//
// Symbols come from .symtab, .strtab, .modinfo and the export sections, and of
// a file these alone are read; relocations of other sections, and local
// symbols, are touched only by ReadReferences(), which opens the file again.
// Everything is checked against the file's size: a truncated or lying object is
// an Error, never a crash, and so is one that a build changes meanwhile.  LLVM
// libObject knows the formats and appears in no public header.

#ifndef KPLACE_OBJREADER_OBJECT_FILE_H_
#define KPLACE_OBJREADER_OBJECT_FILE_H_

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "objreader/object_symbols.h"
#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

/// What the first bytes of a file say it is.
enum class ObjectKind {
  kElf,
  kBitcode,
  kArchive,
  kThinArchive,
  kCompressed,
  kEmpty,
  kUnknown
};
ObjectKind IdentifyObject(std::string_view bytes);

/// An open object, unpacked if it was compressed.  Owns what it read of it, and
/// no descriptor; all views handed out live as long as this does.  Reading from
/// several threads is safe on different objects.
class ObjectFile {
 public:
  /// Fails with "PATH: REASON" for a file that is missing, empty, truncated,
  /// no object, or bitcode of a compiler that is newer than our LLVM.  `files`
  /// must outlive the object.
  static Result<std::unique_ptr<ObjectFile>> Open(const FileSystem& files,
                                                  const std::string& path);

  /// The same on bytes at hand (an archive member, a test); `name` is for
  /// messages.  The bytes must outlive the object, unless they are compressed.
  static Result<std::unique_ptr<ObjectFile>> FromBytes(std::string name,
                                                       std::string_view bytes);

  ~ObjectFile();
  ObjectFile(const ObjectFile&) = delete;
  ObjectFile& operator=(const ObjectFile&) = delete;

  const std::string& name() const;

  /// Global symbols, defined and undefined, exports and .modinfo; read when the
  /// object was opened.
  const ObjectSymbols& symbols() const;

  /// All sections; record i is section i, and section 0 is empty.  Fails with
  /// "PATH: REASON" when a name is broken.
  Result<std::vector<SectionRecord>> ReadSections() const;

  /// Relocations against the global symbols for which `wanted` (called once for
  /// each) is true, in order of section and offset.  Sections that do not reach
  /// memory are included and marked.  Fails with "PATH: REASON" when
  /// relocations or local symbols are broken, and when the file is no longer
  /// the one that was opened.
  Result<std::vector<Reference>> ReadReferences(
      const std::function<bool(const SymbolRecord&)>& wanted) const;

  /// Relocations against local symbols that lie in `targets` (by number of the
  /// section), but for those that patch one of `targets` itself; in order of
  /// section and offset.  Fails like ReadReferences().
  Result<std::vector<OwnReference>> ReadOwnReferences(
      const std::vector<bool>& targets) const;

  /// What is not in the symbol table of bitcode: names in the assembly of
  /// functions.  Nothing for ELF.  Fails like ReadReferences().
  Result<std::vector<AssemblyUse>> ReadAssemblyUses(
      const std::vector<std::string>& names) const;

  /// The CRCs that a module was built against, from `__versions` or from the
  /// longer form of Linux 6.14, in file order.  None without MODVERSIONS.
  Result<std::vector<SymbolCrc>> ReadNeededCrcs() const;

  /// The CRCs of what the object exports, in symbol table order.
  Result<std::vector<SymbolCrc>> ReadExportCrcs() const;

 private:
  struct Impl;
  explicit ObjectFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kplace

#endif  // KPLACE_OBJREADER_OBJECT_FILE_H_
