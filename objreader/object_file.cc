#include "objreader/object_file.h"

#include <fmt/format.h>

#include <utility>

#include "objreader/compressed.h"
#include "objreader/internal/bitcode_reader.h"
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

/// Why a file that is no object cannot be read.
std::string WhyNoObject(ObjectKind kind, std::string_view bytes) {
  constexpr size_t kShown = 8;
  switch (kind) {
    case ObjectKind::kEmpty:
      return "file is empty";
    case ObjectKind::kCompressed:
      return "is compressed twice";
    case ObjectKind::kArchive:
    case ObjectKind::kThinArchive:
      return "is an archive, not an object";
    default:
      return fmt::format("not an object (starts with \"{}\")",
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
  /// What FromBytes() unpacked; null when there was nothing to unpack.
  std::unique_ptr<FileBytes> unpacked;
  std::unique_ptr<ObjectReader> reader;

  std::optional<Error> Read(ObjectBytes bytes);
};

std::optional<Error> ObjectFile::Impl::Read(ObjectBytes bytes) {
  ObjectKind kind = IdentifyObject(bytes.Start());
  if (kind != ObjectKind::kElf && kind != ObjectKind::kBitcode) {
    return Error{name + ": " + WhyNoObject(kind, bytes.Start())};
  }
  auto* open = kind == ObjectKind::kElf ? OpenElf : OpenBitcode;
  Result<std::unique_ptr<ObjectReader>> opened = open(name, std::move(bytes));
  if (!opened) return opened.error();
  reader = std::move(*opened);
  return std::nullopt;
}

ObjectFile::ObjectFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

ObjectFile::~ObjectFile() = default;

Result<std::unique_ptr<ObjectFile>> ObjectFile::Open(const FileSystem& files,
                                                     const std::string& path) {
  Result<ObjectBytes> bytes = ObjectBytes::Open(files, path);
  if (!bytes) return bytes.error();
  auto impl = std::make_unique<Impl>();
  impl->name = path;
  if (auto error = impl->Read(std::move(*bytes))) return *error;
  return std::unique_ptr<ObjectFile>(new ObjectFile(std::move(impl)));
}

Result<std::unique_ptr<ObjectFile>> ObjectFile::FromBytes(
    std::string name, std::string_view bytes) {
  auto impl = std::make_unique<Impl>();
  impl->name = std::move(name);
  if (IsCompressed(bytes)) {
    Result<std::unique_ptr<FileBytes>> unpacked = Unpack(impl->name, bytes);
    if (!unpacked) return unpacked.error();
    impl->unpacked = std::move(*unpacked);
    bytes = impl->unpacked->bytes();
  }
  if (auto error = impl->Read(ObjectBytes::Of(bytes))) return *error;
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

Result<std::vector<OwnReference>> ObjectFile::ReadOwnReferences(
    const std::vector<bool>& targets) const {
  return impl_->reader->ReadOwnReferences(targets);
}

Result<std::vector<AssemblyUse>> ObjectFile::ReadAssemblyUses(
    const std::vector<std::string>& names) const {
  return impl_->reader->ReadAssemblyUses(names);
}

Result<std::vector<SymbolCrc>> ObjectFile::ReadNeededCrcs() const {
  return impl_->reader->ReadNeededCrcs();
}

Result<std::vector<SymbolCrc>> ObjectFile::ReadExportCrcs() const {
  return impl_->reader->ReadExportCrcs();
}

}  // namespace kplace
