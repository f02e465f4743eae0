#include "objreader/internal/object_bytes.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "objreader/compressed.h"

namespace kplace {
namespace {

// One more call costs as much as copying about this many bytes: a smaller file
// is read whole, and a smaller gap between two stretches along with them.
constexpr uint64_t kSmallFile = 16 * 1024;
constexpr uint64_t kSmallGap = 4 * 1024;

/// Covers the largest ELF header.
constexpr uint64_t kStart = 64;

/// No symbol table comes near it; sparse files can claim anything.
constexpr uint64_t kMostLoaded = uint64_t{1} << 30;

Error TooLarge(const std::string& path, uint64_t size) {
  return {
      fmt::format("{}: has tables of {} bytes, which is more than is read "
                  "of one object ({} bytes)",
                  path, size, kMostLoaded)};
}

/// Sorts them and joins neighbours.
void Merge(std::vector<ByteRange>& ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const ByteRange& a, const ByteRange& b) {
              return a.offset < b.offset;
            });
  size_t last = 0;
  for (size_t i = 1; i < ranges.size(); ++i) {
    ByteRange& before = ranges[last];
    if (ranges[i].offset <= before.end() + kSmallGap) {
      before.size = std::max(before.end(), ranges[i].end()) - before.offset;
    } else {
      ranges[++last] = ranges[i];
    }
  }
  if (!ranges.empty()) ranges.resize(last + 1);
}

/// What was in a compressed file.
class UnpackedParts : public FileParts {
 public:
  UnpackedParts(FileIdentity identity, std::unique_ptr<FileBytes> text)
      : FileParts(identity), text_(std::move(text)) {}

  std::optional<Error> Read(uint64_t offset,
                            std::span<char> out) const override {
    // Requires: the stretch lies inside.
    text_->bytes().copy(out.data(), out.size(), offset);
    return std::nullopt;
  }
  std::optional<Error> CheckUnchanged() const override { return std::nullopt; }

 private:
  std::unique_ptr<FileBytes> text_;
};

/// Unpacks `file`; the result has the size of the text.
Result<std::unique_ptr<FileParts>> UnpackParts(const FileParts& file,
                                               const std::string& path) {
  uint64_t size = file.size();
  if (size > kMostLoaded) return TooLarge(path, size);
  auto packed = std::make_unique_for_overwrite<char[]>(size);
  std::span<char> buffer(packed.get(), size);
  if (std::optional<Error> error = file.Read(0, buffer)) return *error;
  if (std::optional<Error> error = file.CheckUnchanged()) return *error;
  Result<std::unique_ptr<FileBytes>> text =
      Unpack(path, std::string_view(packed.get(), size));
  if (!text) return text.error();
  FileIdentity identity = file.identity();
  identity.size = (*text)->bytes().size();
  return std::unique_ptr<FileParts>(
      std::make_unique<UnpackedParts>(identity, std::move(*text)));
}

}  // namespace

ObjectBytes ObjectBytes::Of(std::string_view bytes) {
  ObjectBytes object;
  object.size_ = bytes.size();
  object.chunks_.push_back({0, bytes, nullptr});
  return object;
}

Result<ObjectBytes> ObjectBytes::Open(const FileSystem& files,
                                      const std::string& path) {
  Result<std::unique_ptr<FileParts>> file = files.OpenParts(path);
  if (!file) return file.error();
  ObjectBytes object;
  object.files_ = &files;
  object.path_ = path;
  object.file_ = std::move(*file);
  object.identity_ = object.file_->identity();
  if (std::optional<Error> error = object.ReadStart()) return *error;
  if (!IsCompressed(object.Start())) return object;
  file = UnpackParts(*object.file_, path);
  if (!file) return file.error();
  object.file_ = std::move(*file);
  object.compressed_ = true;
  object.chunks_.clear();
  object.loaded_ = 0;
  if (std::optional<Error> error = object.ReadStart()) return *error;
  return object;
}

std::optional<Error> ObjectBytes::ReadStart() {
  size_ = file_->size();
  return ReadChunk({0, size_ <= kSmallFile ? size_ : kStart});
}

std::optional<Error> ObjectBytes::ReadChunk(ByteRange range) {
  if (range.size > kMostLoaded - loaded_) {
    return TooLarge(path_, loaded_ + range.size);
  }
  auto buffer = std::make_unique_for_overwrite<char[]>(range.size);
  std::optional<Error> error =
      file_->Read(range.offset, std::span(buffer.get(), range.size));
  if (error) return error;
  loaded_ += range.size;
  std::string_view bytes(buffer.get(), range.size);
  chunks_.push_back({range.offset, bytes, std::move(buffer)});
  return std::nullopt;
}

std::optional<Error> ObjectBytes::Load(std::vector<ByteRange> ranges) {
  std::erase_if(ranges, [this](const ByteRange& range) {
    return range.size == 0 || View(range).has_value();
  });
  Merge(ranges);
  for (const ByteRange& range : ranges) {
    if (std::optional<Error> error = ReadChunk(range)) return error;
  }
  return std::nullopt;
}

std::optional<std::string_view> ObjectBytes::View(ByteRange range) const {
  if (range.size == 0) return std::string_view();
  for (const Chunk& chunk : chunks_) {
    if (range.offset < chunk.offset) continue;
    uint64_t begin = range.offset - chunk.offset;
    if (begin > chunk.bytes.size()) continue;
    if (range.size > chunk.bytes.size() - begin) continue;
    return chunk.bytes.substr(begin, range.size);
  }
  return std::nullopt;
}

std::string_view ObjectBytes::Start() const {
  return chunks_.front().bytes;
}

std::optional<Error> ObjectBytes::Close() {
  if (file_ == nullptr) return std::nullopt;
  std::optional<Error> error = file_->CheckUnchanged();
  file_.reset();
  return error;
}

std::optional<Error> LaterBytes::Reopen() {
  Result<std::unique_ptr<FileParts>> file =
      bytes_.files_->OpenParts(bytes_.path_);
  if (!file) return file.error();
  if ((*file)->identity() != bytes_.identity_) {
    return Error{bytes_.path_ + ": changed since it was first read"};
  }
  if (bytes_.compressed_) {
    file = UnpackParts(**file, bytes_.path_);
    if (!file) return file.error();
  }
  file_ = std::move(*file);
  return std::nullopt;
}

Result<std::string_view> LaterBytes::Read(ByteRange range, Buffer& buffer) {
  if (std::optional<std::string_view> loaded = bytes_.View(range)) {
    return *loaded;
  }
  if (range.size > kMostLoaded) return TooLarge(bytes_.path_, range.size);
  if (file_ == nullptr) {
    if (std::optional<Error> error = Reopen()) return *error;
  }
  buffer.resize(range.size);
  if (std::optional<Error> error = file_->Read(range.offset, buffer)) {
    return *error;
  }
  return std::string_view(buffer.data(), buffer.size());
}

std::optional<Error> LaterBytes::Close() {
  if (file_ == nullptr) return std::nullopt;
  std::optional<Error> error = file_->CheckUnchanged();
  file_.reset();
  return error;
}

}  // namespace kplace
