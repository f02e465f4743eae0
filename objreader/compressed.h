// compressed.h - the bytes inside of `.ko.gz`, `.ko.xz` and `.ko.zst`.
//
// CONFIG_MODULE_COMPRESS* packs modules when they are installed, after they
// were stripped and signed (scripts/Makefile.modinst): what comes out is an ELF
// module, perhaps with a signature behind it.
//
// The first bytes say which format it is; the name of the file says nothing.
// Like the tools, and like kmod: several streams (gzip: members, zstd: frames)
// in a row are one text; gzip ignores what stands behind the last member, xz
// allows zeros in fours there, zstd allows nothing but skippable frames.

#ifndef KPLACE_OBJREADER_COMPRESSED_H_
#define KPLACE_OBJREADER_COMPRESSED_H_

#include <cstdint>
#include <memory>
#include <string_view>

#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

/// The largest modules, GPU drivers with all of their debug information, have
/// several hundred MiB; a bomb of a few kB has as much as one lets it have.
inline constexpr uint64_t kLargestUnpacked = uint64_t{1} << 30;

/// Whether `bytes` start as one of the three formats do.
bool IsCompressed(std::string_view bytes);

/// The text of all streams.  Fails with "NAME: REASON" when there is more than
/// `limit` of it, when streams are truncated or corrupt, and when there is not
/// enough memory.  Whatever sizes the streams claim are taken as hints.
Result<std::unique_ptr<FileBytes>> Unpack(std::string_view name,
                                          std::string_view bytes,
                                          uint64_t limit = kLargestUnpacked);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_COMPRESSED_H_
