// unpacked_bytes.h - the block that a decoder writes into.
//
// Decoders write straight into the result: with a good hint there is one
// allocation and no copy, with none the block doubles (for large blocks the
// allocator moves pages, not bytes).

#ifndef KPLACE_OBJREADER_INTERNAL_UNPACKED_BYTES_H_
#define KPLACE_OBJREADER_INTERNAL_UNPACKED_BYTES_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "support/file_system.h"

namespace kplace {

class UnpackedBytes : public FileBytes {
 public:
  /// No more than `limit` bytes.
  explicit UnpackedBytes(uint64_t limit) : limit_(limit) {}
  ~UnpackedBytes() override;
  UnpackedBytes(const UnpackedBytes&) = delete;
  UnpackedBytes& operator=(const UnpackedBytes&) = delete;

  std::string_view bytes() const override { return {data_, size_}; }

  /// Makes room for `hint` bytes in all, as far as that is believable for a
  /// text that is packed in `packed` bytes.
  [[nodiscard]] std::optional<std::string> Reserve(uint64_t hint,
                                                   uint64_t packed);

  /// Makes sure that room() is not 0; else the reason why not.
  [[nodiscard]] std::optional<std::string> Grow();

  /// To be called at the end: the last step may have brought too much.
  [[nodiscard]] std::optional<std::string> Finish() const;

  char* end() { return data_ + size_; }
  uint64_t room() const { return capacity_ - size_; }
  /// Counts what was written at end().
  void Add(uint64_t written) { size_ += written; }

 private:
  std::optional<std::string> Allocate(uint64_t capacity);

  uint64_t limit_;
  uint64_t size_ = 0;
  uint64_t capacity_ = 0;  ///< at most limit_ + 1, which tells of more
  char* data_ = nullptr;
};

/// Decoders: append the text of `packed` to `out`, or say what is wrong.
using Decoder = std::optional<std::string>(std::string_view packed,
                                           UnpackedBytes& out);
Decoder UnpackGzip;
Decoder UnpackXz;
Decoder UnpackZstd;

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_UNPACKED_BYTES_H_
