#include <fmt/format.h>
#include <lzma.h>

#include "objreader/internal/unpacked_bytes.h"

namespace kplace {
namespace {

// `xz -9` needs 65 MiB to unpack; the kernel asks for a dictionary of 1 MiB.
constexpr uint64_t kMemory = uint64_t{256} << 20;

/// liblzma's state, ended whatever happens.
struct Stream {
  lzma_stream state = LZMA_STREAM_INIT;

  Stream() = default;
  ~Stream() { lzma_end(&state); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
};

const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

/// The size of the last stream's text, from the index at its end; 0 when there
/// is none to be found.
uint64_t SizeHint(std::string_view packed) {
  while (packed.ends_with(std::string_view("\0\0\0\0", 4))) {
    packed.remove_suffix(4);
  }
  if (packed.size() < LZMA_STREAM_HEADER_SIZE) return 0;
  const size_t end = packed.size() - LZMA_STREAM_HEADER_SIZE;
  lzma_stream_flags footer;
  if (lzma_stream_footer_decode(&footer, Bytes(packed.substr(end))) !=
          LZMA_OK ||
      footer.backward_size > end) {
    return 0;
  }
  lzma_index* index = nullptr;
  uint64_t memory = uint64_t{1} << 20;
  size_t position = end - footer.backward_size;
  if (lzma_index_buffer_decode(&index, &memory, nullptr, Bytes(packed),
                               &position, end) != LZMA_OK) {
    return 0;
  }
  uint64_t size = lzma_index_uncompressed_size(index);
  lzma_index_end(index, nullptr);
  return size;
}

std::string Describe(lzma_ret status) {
  switch (status) {
    case LZMA_BUF_ERROR:
      return "file is truncated: xz data goes on behind its end";
    case LZMA_MEM_ERROR:
      return "no memory to unpack xz data";
    case LZMA_MEMLIMIT_ERROR:
      return fmt::format("xz data needs more than {} MiB to unpack",
                         kMemory >> 20);
    case LZMA_OPTIONS_ERROR:
      return "xz data uses a filter or a check that liblzma does not know";
    default:
      return "xz data is corrupt";
  }
}

}  // namespace

std::optional<std::string> UnpackXz(std::string_view packed,
                                    UnpackedBytes& out) {
  if (auto problem = out.Reserve(SizeHint(packed), packed.size())) {
    return problem;
  }
  Stream stream;
  lzma_stream& state = stream.state;
  lzma_ret status = lzma_stream_decoder(&state, kMemory, LZMA_CONCATENATED);
  state.next_in = Bytes(packed);
  state.avail_in = packed.size();
  while (status == LZMA_OK) {
    if (auto problem = out.Grow()) return problem;
    state.next_out = reinterpret_cast<uint8_t*>(out.end());
    state.avail_out = out.room();
    const uint64_t room = state.avail_out;
    status = lzma_code(&state, LZMA_FINISH);
    out.Add(room - state.avail_out);
  }
  if (status != LZMA_STREAM_END) return Describe(status);
  return out.Finish();
}

}  // namespace kplace
