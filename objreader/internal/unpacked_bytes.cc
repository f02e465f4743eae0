#include "objreader/internal/unpacked_bytes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace kplace {

UnpackedBytes::~UnpackedBytes() {
  std::free(data_);
}

std::optional<std::string> UnpackedBytes::Reserve(uint64_t hint,
                                                  uint64_t packed) {
  // Modules shrink to a quarter; who claims more than this may have it, step
  // by step, when it comes.
  constexpr uint64_t kBelievable = 32;
  uint64_t believed = std::min(hint, packed * kBelievable);
  // One byte more, so that a decoder with nothing left to say sees room.
  uint64_t capacity = std::min(believed, limit_) + 1;
  return capacity > capacity_ ? Allocate(capacity) : std::nullopt;
}

std::optional<std::string> UnpackedBytes::Grow() {
  constexpr uint64_t kFirst = 64 * 1024;
  if (auto problem = Finish()) return problem;
  if (size_ < capacity_) return std::nullopt;
  return Allocate(std::min(std::max(kFirst, capacity_ * 2), limit_ + 1));
}

std::optional<std::string> UnpackedBytes::Finish() const {
  if (size_ <= limit_) return std::nullopt;
  return fmt::format(
      "unpacks to more than {} bytes, which is the most that is read", limit_);
}

std::optional<std::string> UnpackedBytes::Allocate(uint64_t capacity) {
  void* block = std::realloc(data_, capacity);
  if (block == nullptr) {
    return fmt::format("no memory for {} unpacked bytes", capacity);
  }
  data_ = static_cast<char*>(block);
  capacity_ = capacity;
  return std::nullopt;
}

}  // namespace kplace
