// wire.h - records as bytes, between a process and its child.
//
// Both ends are the same program, so there is no version and no byte order to
// care about; but a child that read hostile input may say anything, so the
// reading end checks every length.

#ifndef KPLACE_OBJREADER_INTERNAL_WIRE_H_
#define KPLACE_OBJREADER_INTERNAL_WIRE_H_

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace kplace {

class WireWriter {
 public:
  void Number(uint64_t number) {
    char bytes[sizeof(number)];
    std::memcpy(bytes, &number, sizeof(number));
    out_.append(bytes, sizeof(number));
  }
  void Text(std::string_view text) {
    Number(text.size());
    out_ += text;
  }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : bytes_(bytes) {}

  /// False once more was asked for than there is; what was read then is 0 or
  /// empty.
  bool ok() const { return ok_; }

  uint64_t Number() {
    uint64_t number = 0;
    std::string_view bytes = Take(sizeof(number));
    if (ok_) std::memcpy(&number, bytes.data(), sizeof(number));
    return number;
  }
  /// A view into the bytes.
  std::string_view Text() { return Take(Number()); }

 private:
  std::string_view Take(uint64_t size) {
    ok_ = ok_ && size <= bytes_.size();
    if (!ok_) return {};
    std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_WIRE_H_
