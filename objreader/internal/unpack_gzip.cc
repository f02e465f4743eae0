#define ZLIB_CONST  // input is not written to
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "objreader/internal/unpacked_bytes.h"

namespace kplace {
namespace {

constexpr std::string_view kMagic = "\x1f\x8b";
constexpr char kTruncated[] =
    "file is truncated: gzip data goes on behind its end";

/// zlib's state, ended whatever happens.
struct Inflater {
  z_stream stream = {};
  bool ready = false;

  Inflater() {
    constexpr int kGzipOnly = 16;
    ready = inflateInit2(&stream, kGzipOnly + MAX_WBITS) == Z_OK;
  }
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
};

/// zlib counts in 32 bits.
uInt Clamp(uint64_t size) {
  return static_cast<uInt>(
      std::min<uint64_t>(size, std::numeric_limits<uInt>::max()));
}

/// The size of the last member's text, modulo 2^32 (RFC 1952, 2.3.1: ISIZE).
uint32_t SizeHint(std::string_view packed) {
  uint32_t size = 0;
  for (int i = 1; i <= 4 && packed.size() >= 4; ++i) {
    size = size << 8 | static_cast<uint8_t>(packed[packed.size() - i]);
  }
  return size;
}

}  // namespace

std::optional<std::string> UnpackGzip(std::string_view packed,
                                      UnpackedBytes& out) {
  if (auto problem = out.Reserve(SizeHint(packed), packed.size())) {
    return problem;
  }
  Inflater inflater;
  if (!inflater.ready) return "no memory to unpack gzip data";
  z_stream& stream = inflater.stream;
  while (true) {
    if (auto problem = out.Grow()) return problem;
    stream.next_in = reinterpret_cast<const Bytef*>(packed.data());
    stream.avail_in = Clamp(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.end());
    stream.avail_out = Clamp(out.room());
    const uInt room = stream.avail_out;
    int status = inflate(&stream, Z_NO_FLUSH);
    out.Add(room - stream.avail_out);
    packed.remove_prefix(Clamp(packed.size()) - stream.avail_in);
    if (status == Z_STREAM_END) {
      // Half of the magic is the start of a member too.
      if (packed == kMagic.substr(0, 1)) return kTruncated;
      if (!packed.starts_with(kMagic)) break;
      inflateReset(&stream);
    } else if (status == Z_BUF_ERROR ||
               (status == Z_OK && packed.empty() && stream.avail_out != 0)) {
      return kTruncated;
    } else if (status == Z_MEM_ERROR) {
      return "no memory to unpack gzip data";
    } else if (status != Z_OK) {
      return std::string("gzip data is corrupt: ") +
             (stream.msg != nullptr ? stream.msg : "preset dictionary");
    }
  }
  return out.Finish();
}

}  // namespace kplace
