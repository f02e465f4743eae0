#include "objreader/compressed.h"

#include <fmt/format.h>

#include <utility>

#include "objreader/internal/unpacked_bytes.h"

namespace kplace {
namespace {

using namespace std::literals;

struct Format {
  std::string_view magic;
  Decoder* decode;
};

constexpr Format kFormats[] = {
    {"\x1f\x8b"sv, UnpackGzip},
    {"\xfd\x37zXZ\0"sv, UnpackXz},
    {"\x28\xb5\x2f\xfd"sv, UnpackZstd},
};

const Format* FormatOf(std::string_view bytes) {
  for (const Format& format : kFormats) {
    if (bytes.starts_with(format.magic)) return &format;
  }
  return nullptr;
}

}  // namespace

bool IsCompressed(std::string_view bytes) {
  return FormatOf(bytes) != nullptr;
}

Result<std::unique_ptr<FileBytes>> Unpack(std::string_view name,
                                          std::string_view bytes,
                                          uint64_t limit) {
  const Format* format = FormatOf(bytes);
  if (format == nullptr) {
    return Error{fmt::format("{}: not compressed with gzip, xz or zstd", name)};
  }
  auto unpacked = std::make_unique<UnpackedBytes>(limit);
  if (std::optional<std::string> problem = format->decode(bytes, *unpacked)) {
    return Error{fmt::format("{}: {}", name, *problem)};
  }
  return std::unique_ptr<FileBytes>(std::move(unpacked));
}

}  // namespace kplace
