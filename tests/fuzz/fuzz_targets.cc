#include "tests/fuzz/fuzz_targets.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "objreader/archive.h"
#include "objreader/compressed.h"
#include "objreader/object_file.h"
#include "objreader/source_lines.h"
#include "support/file_system.h"

namespace kplace::fuzz {
namespace {

constexpr char kName[] = "hostile.o";

/// A heap block of exactly this size, so that the address sanitizer sees the
/// first byte that is read behind the end.
class Exact {
 public:
  explicit Exact(std::string_view bytes)
      : block_(std::make_unique<char[]>(bytes.size())), size_(bytes.size()) {
    if (size_ != 0) std::memcpy(block_.get(), bytes.data(), size_);
  }
  std::string_view bytes() const { return {block_.get(), size_}; }

 private:
  std::unique_ptr<char[]> block_;
  size_t size_;
};

/// Reads every character, as a report would.
void Touch(std::string_view text) {
  volatile char sink = 0;
  for (char c : text) sink = c;
  static_cast<void>(sink);
}

void Touch(const ObjectSymbols& symbols) {
  for (const SymbolRecord& symbol : symbols.symbols) Touch(symbol.name);
  for (const ExportRecord& record : symbols.exports) {
    Touch(record.name);
    Touch(record.name_space);
  }
  for (std::string_view comdat : symbols.comdats) Touch(comdat);
  for (const ModinfoEntry& entry : symbols.modinfo) {
    Touch(entry.key);
    Touch(entry.value);
  }
}

/// An error has to say which file it is about.
void Require(const Error& error, std::string_view name) {
  if (!error.message.starts_with(name)) std::abort();
}

void ReadObject(std::string_view bytes) {
  auto object = ObjectFile::FromBytes(kName, bytes);
  if (!object) return Require(object.error(), kName);
  Touch((*object)->symbols());
  auto references =
      (*object)->ReadReferences([](const SymbolRecord&) { return true; });
  if (!references) return Require(references.error(), kName);
  for (const Reference& reference : *references) {
    Touch(reference.section_name);
    Touch(reference.function);
  }
  auto sections = (*object)->ReadSections();
  if (!sections) return Require(sections.error(), kName);
  for (const SectionRecord& section : *sections) Touch(section.name);
  auto assembly = (*object)->ReadAssemblyUses({"start", "absent"});
  if (!assembly) return Require(assembly.error(), kName);
  for (const AssemblyUse& use : *assembly) Touch(use.function);
  // Of the even sections, so that the others can refer to them.
  std::vector<bool> targets(64);
  for (size_t i = 0; i < targets.size(); i += 2) targets[i] = true;
  auto own = (*object)->ReadOwnReferences(targets);
  if (!own) return Require(own.error(), kName);
  for (const OwnReference& reference : *own) {
    Touch(reference.section_name);
    Touch(reference.name);
    Touch(reference.place.function);
  }
  for (const auto& crcs :
       {(*object)->ReadNeededCrcs(), (*object)->ReadExportCrcs()}) {
    if (!crcs) return Require(crcs.error(), kName);
    for (const SymbolCrc& crc : *crcs) Touch(crc.name);
  }
}

constexpr std::array kTargets = {
    Target{"object", FuzzObject},         Target{"archive", FuzzArchive},
    Target{"compressed", FuzzCompressed}, Target{"bitcode", FuzzBitcode},
    Target{"lines", FuzzLines},           Target{"kconfig", FuzzKconfig},
};

}  // namespace

void FuzzObject(std::string_view bytes) {
  Exact exact(bytes);
  ReadObject(exact.bytes());
}

void FuzzArchive(std::string_view bytes) {
  constexpr char kPath[] = "dir/hostile.a";
  MemoryFileSystem files;
  files.Write(kPath, std::string(bytes));
  Result<Archive> archive = ReadArchive(files, kPath);
  if (!archive) return Require(archive.error(), kPath);
  for (const ArchiveMember& member : archive->members) {
    Touch(member.name);
    if (archive->thin) continue;
    if (member.offset > bytes.size()) std::abort();
    if (member.size > bytes.size() - member.offset) std::abort();
    FuzzObject(bytes.substr(member.offset, member.size));
  }
}

void FuzzCompressed(std::string_view bytes) {
  constexpr uint64_t kLimit = uint64_t{1} << 20;
  Exact exact(bytes);
  auto unpacked = Unpack(kName, exact.bytes(), kLimit);
  if (!unpacked) return Require(unpacked.error(), kName);
  if ((*unpacked)->bytes().size() > kLimit) std::abort();
  ReadObject((*unpacked)->bytes());
}

void FuzzBitcode(std::string_view bytes) {
  if (IdentifyObject(bytes) == ObjectKind::kBitcode) FuzzObject(bytes);
}

void FuzzLines(std::string_view bytes) {
  Exact exact(bytes);
  std::vector<CodePlace> places;
  for (uint32_t i = 0; i < 64; ++i) places.push_back({i / 4, i * 5});
  auto lines = ReadSourceLinesOf(kName, exact.bytes(), places);
  if (!lines) return Require(lines.error(), kName);
  if (lines->size() != places.size()) std::abort();
  for (const SourceLine& line : *lines) {
    Touch(line.file);
    Touch(line.unit);
  }
}

std::span<const Target> AllTargets() {
  return kTargets;
}

}  // namespace kplace::fuzz
