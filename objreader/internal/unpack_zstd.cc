#include <fmt/format.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <memory>

#include "objreader/internal/unpacked_bytes.h"

namespace kplace {
namespace {

struct FreeStream {
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

std::string Describe(size_t status) {
  switch (ZSTD_getErrorCode(status)) {
    case ZSTD_error_memory_allocation:
      return "no memory to unpack zstd data";
    case ZSTD_error_srcSize_wrong:
      return "file is truncated: zstd data goes on behind its end";
    default:
      return fmt::format("zstd data is corrupt: {}", ZSTD_getErrorName(status));
  }
}

}  // namespace

std::optional<std::string> UnpackZstd(std::string_view packed,
                                      UnpackedBytes& out) {
  uint64_t hint = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (hint == ZSTD_CONTENTSIZE_UNKNOWN || hint == ZSTD_CONTENTSIZE_ERROR) {
    hint = 0;
  }
  if (auto problem = out.Reserve(hint, packed.size())) return problem;
  std::unique_ptr<ZSTD_DStream, FreeStream> stream(ZSTD_createDStream());
  if (stream == nullptr) return "no memory to unpack zstd data";
  ZSTD_inBuffer input = {packed.data(), packed.size(), 0};
  size_t status = 0;  // 0: between two frames
  while (status != 0 || input.pos < input.size) {
    if (auto problem = out.Grow()) return problem;
    ZSTD_outBuffer output = {out.end(), out.room(), 0};
    const size_t before = input.pos;
    status = ZSTD_decompressStream(stream.get(), &output, &input);
    out.Add(output.pos);
    if (ZSTD_isError(status)) return Describe(status);
    if (input.pos == before && output.pos == 0 && status != 0) {
      return "file is truncated: zstd data goes on behind its end";
    }
  }
  return out.Finish();
}

}  // namespace kplace
