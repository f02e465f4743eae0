#include "objreader/object_file.h"

#include <fmt/format.h>

#include <utility>

#include "objreader/compressed.h"
#include "objreader/internal/elf_reader.h"
#include "support/text.h"

namespace kplace {
namespace {

using namespace std::literals;

struct Magic {
  std::string_view bytes;
  ObjectKind kind;
};

constexpr Magic kMagics[] = {
    {"\x7f"
     "ELF"sv,
     ObjectKind::kElf},
    {"BC\xc0\xde"sv, ObjectKind::kBitcode},
    {"\xde\xc0\x17\x0b"sv, ObjectKind::kBitcode},  // with a wrapper header
    {"!<arch>\n"sv, ObjectKind::kArchive},
    {"!<thin>\n"sv, ObjectKind::kThinArchive},
};

/// Why a file that is no ELF object cannot be read.
std::string WhyNotElf(ObjectKind kind, std::string_view bytes) {
  constexpr size_t kShown = 8;
  switch (kind) {
    case ObjectKind::kEmpty:
      return "file is empty";
    case ObjectKind::kBitcode:
      return "LLVM bitcode is not read yet";
    case ObjectKind::kCompressed:
      return "is compressed twice";
    case ObjectKind::kArchive:
    case ObjectKind::kThinArchive:
      return "is an archive, not an object";
    default:
      return fmt::format("not an ELF object (starts with \"{}\")",
                         Printable(bytes.substr(0, kShown)));
  }
}

}  // namespace

ObjectKind IdentifyObject(std::string_view bytes) {
  if (bytes.empty()) return ObjectKind::kEmpty;
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.bytes)) return magic.kind;
  }
  return IsCompressed(bytes) ? ObjectKind::kCompressed : ObjectKind::kUnknown;
}

struct ObjectFile::Impl {
  std::string name;
  /// Of the file, or unpacked; null when the caller has the bytes.
  std::unique_ptr<FileBytes> file;
  std::unique_ptr<ElfReader> reader;
};

ObjectFile::ObjectFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

ObjectFile::~ObjectFile() = default;

Result<std::unique_ptr<ObjectFile>> ObjectFile::Open(const FileSystem& files,
                                                     const std::string& path) {
  Result<ObjectBytes> parts = ObjectBytes::Open(files, path);
  if (!parts) return parts.error();
  if (IdentifyObject(parts->Start()) == ObjectKind::kElf) {
    auto impl = std::make_unique<Impl>();
    impl->name = path;
    return OpenElfObject(std::move(impl), std::move(*parts));
  }
  Result<std::unique_ptr<FileBytes>> file = files.Open(path);
  if (!file) return file.error();
  Result<std::unique_ptr<ObjectFile>> object =
      FromBytes(path, (*file)->bytes());
  if (object && !(*object)->impl_->file) {
    (*object)->impl_->file = std::move(*file);
  }
  return object;
}

Result<std::unique_ptr<ObjectFile>> ObjectFile::FromBytes(
    std::string name, std::string_view bytes) {
  auto impl = std::make_unique<Impl>();
  if (IsCompressed(bytes)) {
    Result<std::unique_ptr<FileBytes>> unpacked = Unpack(name, bytes);
    if (!unpacked) return unpacked.error();
    impl->file = std::move(*unpacked);
    bytes = impl->file->bytes();
  }
  ObjectKind kind = IdentifyObject(bytes);
  if (kind != ObjectKind::kElf) {
    return Error{name + ": " + WhyNotElf(kind, bytes)};
  }
  impl->name = std::move(name);
  return OpenElfObject(std::move(impl), ObjectBytes::Of(bytes));
}

Result<std::unique_ptr<ObjectFile>> ObjectFile::OpenElfObject(
    std::unique_ptr<Impl> impl, ObjectBytes bytes) {
  Result<std::unique_ptr<ElfReader>> reader =
      OpenElf(impl->name, std::move(bytes));
  if (!reader) return reader.error();
  impl->reader = std::move(*reader);
  return std::unique_ptr<ObjectFile>(new ObjectFile(std::move(impl)));
}

const std::string& ObjectFile::name() const {
  return impl_->name;
}

const ObjectSymbols& ObjectFile::symbols() const {
  return impl_->reader->symbols();
}

Result<std::vector<SectionRecord>> ObjectFile::ReadSections() const {
  return impl_->reader->ReadSections();
}

Result<std::vector<Reference>> ObjectFile::ReadReferences(
    const std::function<bool(const SymbolRecord&)>& wanted) const {
  return impl_->reader->ReadReferences(wanted);
}

Result<std::vector<SymbolCrc>> ObjectFile::ReadNeededCrcs() const {
  return impl_->reader->ReadNeededCrcs();
}

Result<std::vector<SymbolCrc>> ObjectFile::ReadExportCrcs() const {
  return impl_->reader->ReadExportCrcs();
}

}  // namespace kplace
