// The format, as GNU ar and LLVM write it (ar(5), and the manual of binutils,
// "thin"): 8 bytes of magic, then members, each a header of 60 characters and
// its bytes, padded to an even place.  A thin archive keeps the bytes of its
// own tables alone.

#include "objreader/archive.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "objreader/object_file.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

constexpr size_t kMagicSize = 8;
constexpr size_t kHeaderSize = 60;
constexpr size_t kNameSize = 16;
constexpr size_t kSizeField = 48;
constexpr size_t kSizeFieldSize = 10;
constexpr size_t kEndField = 58;

/// A decimal number without anything around it.
std::optional<uint64_t> Number(std::string_view text) {
  uint64_t number = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

class ArchiveReader {
 public:
  ArchiveReader(std::string_view bytes, const std::string& path, bool thin)
      : bytes_(bytes), path_(path) {
    archive_.thin = thin;
  }

  Result<Archive> Read() {
    position_ = kMagicSize;
    while (position_ < bytes_.size()) {
      if (std::optional<Error> error = ReadMember()) return *error;
    }
    return std::move(archive_);
  }

 private:
  std::optional<Error> ReadMember() {
    std::string_view header = bytes_.substr(position_, kHeaderSize);
    if (header.size() < kHeaderSize) {
      return Fail(
          "file is truncated: a member's header has {} bytes at {}, "
          "file has {} bytes",
          kHeaderSize, position_, bytes_.size());
    }
    std::string_view name = TrimEnd(header.substr(0, kNameSize));
    std::optional<uint64_t> size =
        Number(TrimEnd(header.substr(kSizeField, kSizeFieldSize)));
    if (!size || header.substr(kEndField) != "`\n") {
      return Fail("no header of a member at {}", position_);
    }
    position_ += kHeaderSize;
    if (name == "/" || name == "/SYM64/") return Take(name, *size);
    if (name == "//") {
      size_t begin = position_;
      if (std::optional<Error> error = Take(name, *size)) return error;
      long_names_ = bytes_.substr(begin, *size);
      return std::nullopt;
    }
    return AddMember(name, *size);
  }

  std::optional<Error> AddMember(std::string_view name, uint64_t size) {
    constexpr std::string_view kBsdName = "#1/";
    const bool bsd = name.starts_with(kBsdName);
    size_t begin = position_;
    uint64_t name_size = 0;
    if (bsd) {
      // The name stands before the bytes and counts among them.
      std::optional<uint64_t> said = Number(name.substr(kBsdName.size()));
      if (archive_.thin || !said || *said > size) return BadName(name);
      name_size = *said;
    } else {
      Result<std::string_view> found = GnuName(name);
      if (!found) return found.error();
      name = *found;
    }
    if (archive_.thin) {
      archive_.members.push_back(
          {NormalizePath(JoinPath(DirName(path_), name)), 0, 0});
      return std::nullopt;
    }
    if (std::optional<Error> error = Take(name, size)) return error;
    if (bsd) {
      name = bytes_.substr(begin, name_size);
      name = name.substr(0, name.find('\0'));
      begin += name_size;
    }
    if (name.starts_with("__.SYMDEF")) return std::nullopt;  // BSD's "/"
    archive_.members.push_back({std::string(name), begin, size - name_size});
    return std::nullopt;
  }

  /// "name/" as it stands, "/N" from the table of long names.
  Result<std::string_view> GnuName(std::string_view name) const {
    if (!name.starts_with('/')) return name.substr(0, name.find('/'));
    // The number may not fill the field: behind a name of 15 characters GNU ar
    // leaves the "/" that ends it ("/0             /").
    std::string_view number = name.substr(1);
    number = number.substr(0, number.find(' '));
    std::optional<uint64_t> offset = Number(number);
    // "/N:M" is a member of an archive inside of a thin one.
    if (!offset) return BadName(name);
    if (*offset >= long_names_.size()) {
      return Fail(
          "member has its name at {}, but the table of names has {} "
          "bytes",
          *offset, long_names_.size());
    }
    std::string_view text = long_names_.substr(*offset);
    size_t end = text.find('\n');
    if (end == std::string_view::npos || end == 0 || text[end - 1] != '/') {
      return Fail("the name at {} in the table of names has no end", *offset);
    }
    return text.substr(0, end - 1);
  }

  /// Steps over `size` bytes, which must be there, and the padding.
  std::optional<Error> Take(std::string_view name, uint64_t size) {
    if (size > bytes_.size() - position_) {
      return Fail(
          "file is truncated: member \"{}\" has {} bytes at {}, file "
          "has {} bytes",
          Printable(name), size, position_, bytes_.size());
    }
    position_ += size + size % 2;
    return std::nullopt;
  }

  static std::string_view TrimEnd(std::string_view field) {
    return field.substr(0, field.find_last_not_of(' ') + 1);
  }

  Error BadName(std::string_view name) const {
    return Fail("member has the name \"{}\", which is none that ar gives",
                Printable(name));
  }

  template <typename... Values>
  Error Fail(fmt::format_string<Values...> reason, Values&&... values) const {
    return {path_ + ": " +
            fmt::format(reason, std::forward<Values>(values)...)};
  }

  std::string_view bytes_;
  const std::string& path_;
  size_t position_ = 0;
  std::string_view long_names_;
  Archive archive_;
};

}  // namespace

Result<Archive> ReadArchive(const FileSystem& files, const std::string& path) {
  Result<std::unique_ptr<FileBytes>> file = files.Open(path);
  if (!file) return file.error();
  std::string_view bytes = (*file)->bytes();
  ObjectKind kind = IdentifyObject(bytes);
  if (kind == ObjectKind::kEmpty) return Error{path + ": file is empty"};
  if (kind != ObjectKind::kArchive && kind != ObjectKind::kThinArchive) {
    return Error{path + ": not an archive (starts with \"" +
                 Printable(bytes.substr(0, kMagicSize)) + "\")"};
  }
  return ArchiveReader(bytes, path, kind == ObjectKind::kThinArchive).Read();
}

}  // namespace kplace
