// object_bytes.h - the bytes of an object, as far as somebody wants them.
//
// Of a finished module a tenth says what it defines and needs: the headers of
// the sections, the global symbols and their names, .modinfo.  The rest is
// code, relocations and debug information, and copying it would cost more than
// all the reading.  So an object in a file is read in stretches, each with one
// call, and the file is closed again: an analysis holds thousands of objects.
//
// A compressed file is unpacked and treated the same: what is not asked for is
// thrown away, and a later look unpacks it again.
//
// Stretches that lie near each other are read as one, and a small file whole.
// What was read stays where it is as long as the ObjectBytes live, so that
// names can be views into it.  A file that changes between two reads is an
// error that says so.

#ifndef KPLACE_OBJREADER_INTERNAL_OBJECT_BYTES_H_
#define KPLACE_OBJREADER_INTERNAL_OBJECT_BYTES_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

/// A stretch of an object.
struct ByteRange {
  uint64_t offset = 0;
  uint64_t size = 0;
  uint64_t end() const { return offset + size; }
};

class ObjectBytes {
 public:
  /// Bytes at hand, which must outlive this.
  static ObjectBytes Of(std::string_view bytes);

  /// Opens a file; if it is compressed, what is in it.  At least the first 64
  /// bytes, if there are so many, are loaded.  `files` must outlive this.
  static Result<ObjectBytes> Open(const FileSystem& files,
                                  const std::string& path);

  uint64_t size() const { return size_; }

  /// Sees to it that View() has these.  Requires: they lie inside the object,
  /// and Close() was not called.  Fails with "PATH: changed while it was read",
  /// or when they are more than memory should be spent on.
  std::optional<Error> Load(std::vector<ByteRange> ranges);

  /// The bytes of a stretch; nothing when they were not loaded.
  std::optional<std::string_view> View(ByteRange range) const;

  /// The first bytes of the file, however many were loaded.
  std::string_view Start() const;

  /// To be called after the last Load(): closes the file, and fails when it
  /// changed since Open().
  std::optional<Error> Close();

 private:
  friend class LaterBytes;

  struct Chunk {
    uint64_t offset;
    std::string_view bytes;
    std::unique_ptr<char[]> owned;  ///< null when somebody else has the bytes
  };

  std::optional<Error> ReadStart();
  std::optional<Error> ReadChunk(ByteRange range);

  uint64_t size_ = 0;
  uint64_t loaded_ = 0;  ///< bytes in chunks_
  std::vector<Chunk> chunks_;
  const FileSystem* files_ = nullptr;  ///< null for bytes at hand
  std::string path_;
  std::unique_ptr<FileParts> file_;  ///< while it is open
  FileIdentity identity_;
  bool compressed_ = false;
};

/// A second look at an object that was closed: what was not loaded then is read
/// now, from the same file or not at all.
class LaterBytes {
 public:
  using Buffer = std::vector<char>;

  /// `bytes` must outlive this.
  explicit LaterBytes(const ObjectBytes& bytes) : bytes_(bytes) {}

  /// A stretch, which must lie inside the object: as it was loaded, or else
  /// copied into `buffer`.
  Result<std::string_view> Read(ByteRange range, Buffer& buffer);

  /// To be called after the last Read(); fails when the file has changed.
  std::optional<Error> Close();

 private:
  std::optional<Error> Reopen();

  const ObjectBytes& bytes_;
  std::unique_ptr<FileParts> file_;  ///< opened by the first Read() that must
};

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_OBJECT_BYTES_H_
