// elf_reader.h - one opened ELF object, whatever its word size and byte order.
//
// Behind it are templates over the four kinds of ELF.

#ifndef KPLACE_OBJREADER_INTERNAL_ELF_READER_H_
#define KPLACE_OBJREADER_INTERNAL_ELF_READER_H_

#include <memory>
#include <string>

#include "objreader/internal/object_bytes.h"
#include "objreader/internal/object_reader.h"
#include "support/result.h"

namespace kplace {

/// Reads the symbols of an ELF object that starts with the magic bytes; `name`
/// is for messages.
Result<std::unique_ptr<ObjectReader>> OpenElf(const std::string& name,
                                              ObjectBytes bytes);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_ELF_READER_H_
