#include "objreader/archive.h"

#include <llvm/Object/Archive.h>
#include <llvm/Support/Error.h>
#include <llvm/Support/MemoryBufferRef.h>

#include "objreader/object_file.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

using LlvmArchive = llvm::object::Archive;

Error Convert(const std::string& path, llvm::Error error) {
  return {path + ": " + llvm::toString(std::move(error))};
}

/// A member's name and place.  A thin member is not opened: libObject's
/// getBuffer() would read its file, and not safely from several threads.
Result<ArchiveMember> ReadMember(const LlvmArchive::Child& child, bool thin,
                                 std::string_view bytes,
                                 const std::string& path) {
  llvm::Expected<llvm::StringRef> name = child.getName();
  if (!name) return Convert(path, name.takeError());
  ArchiveMember member;
  if (thin) {
    member.name = NormalizePath(JoinPath(DirName(path), name->str()));
    return member;
  }
  member.name = name->str();
  llvm::Expected<llvm::StringRef> contents = child.getBuffer();
  if (!contents) return Convert(path, contents.takeError());
  member.offset = static_cast<uint64_t>(contents->data() - bytes.data());
  member.size = contents->size();
  if (member.offset > bytes.size() ||
      member.size > bytes.size() - member.offset) {
    return Error{path + ": file is truncated: member \"" +
                 Printable(member.name) + "\" has " +
                 std::to_string(member.size) + " bytes at " +
                 std::to_string(member.offset) + ", file has " +
                 std::to_string(bytes.size()) + " bytes"};
  }
  return member;
}

Result<Archive> ReadBytes(std::string_view bytes, const std::string& path) {
  llvm::MemoryBufferRef buffer(llvm::StringRef(bytes.data(), bytes.size()),
                               path);
  llvm::Expected<std::unique_ptr<LlvmArchive>> opened =
      LlvmArchive::create(buffer);
  if (!opened) return Convert(path, opened.takeError());
  Archive archive;
  archive.thin = (*opened)->isThin();
  std::optional<Error> failure;
  llvm::Error error = llvm::Error::success();
  for (const LlvmArchive::Child& child : (*opened)->children(error)) {
    Result<ArchiveMember> member = ReadMember(child, archive.thin, bytes, path);
    if (!member) {
      failure = member.error();
      break;
    }
    archive.members.push_back(std::move(*member));
  }
  if (error) return Convert(path, std::move(error));
  if (failure) return *failure;
  return archive;
}

}  // namespace

Result<Archive> ReadArchive(const FileSystem& files, const std::string& path) {
  Result<std::unique_ptr<FileBytes>> file = files.Open(path);
  if (!file) return file.error();
  std::string_view bytes = (*file)->bytes();
  ObjectKind kind = IdentifyObject(bytes);
  if (kind == ObjectKind::kEmpty) return Error{path + ": file is empty"};
  if (kind != ObjectKind::kArchive && kind != ObjectKind::kThinArchive) {
    return Error{path + ": not an archive (starts with \"" +
                 Printable(bytes.substr(0, 8)) + "\")"};
  }
  return ReadBytes(bytes, path);
}

}  // namespace kplace
