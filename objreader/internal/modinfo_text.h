// modinfo_text.h - the bytes of `.modinfo`: strings "key=value", each with its
// NUL, and NULs between them for alignment (include/linux/moduleparam.h).

#ifndef KPLACE_OBJREADER_INTERNAL_MODINFO_TEXT_H_
#define KPLACE_OBJREADER_INTERNAL_MODINFO_TEXT_H_

#include <string_view>
#include <vector>

#include "objreader/object_symbols.h"

namespace kplace {

/// Appends the entries to `out`; they are views into `text`.
void ReadModinfoText(std::string_view text, std::vector<ModinfoEntry>& out);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_MODINFO_TEXT_H_
