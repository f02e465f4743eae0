// source_lines.h - which line of which file became the code at some place.
//
// Debug information (DWARF) has the answer, when the kernel is built with
// CONFIG_DEBUG_INFO: the line tables of an object, whose addresses relocations
// fill in.  They are many times larger than everything else in the object and
// are read only for the few objects of which a finding speaks.  LLVM reads
// them, in a process of its own, because they are as hostile as the rest.

#ifndef KPLACE_OBJREADER_SOURCE_LINES_H_
#define KPLACE_OBJREADER_SOURCE_LINES_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

/// A place in an object: as Reference has it.
struct CodePlace {
  uint32_t section = 0;
  uint64_t offset = 0;
};

/// The innermost line, as addr2line and ld say it: of a function that was
/// inlined, not of who called it.
struct SourceLine {
  std::string file;   ///< as the compiler was called, from its directory
  std::string unit;   ///< likewise: the file that was compiled
  uint32_t line = 0;  ///< 0 when it is not known: `file` is empty then
};

/// In step with `places`.  An object without debug information, or in another
/// format than ELF, knows no line; that is no failure.  Fails with "PATH:
/// REASON" when the object or its debug information cannot be read.
Result<std::vector<SourceLine>> ReadSourceLines(
    const FileSystem& files, const std::string& path,
    std::span<const CodePlace> places);

/// The same on bytes at hand; `name` is for messages.
Result<std::vector<SourceLine>> ReadSourceLinesOf(
    const std::string& name, std::string_view bytes,
    std::span<const CodePlace> places);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_SOURCE_LINES_H_
