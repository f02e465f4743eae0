#include "objreader/internal/elf_reader.h"

#include <fmt/format.h>

#include "objreader/internal/elf_parts.h"

namespace kplace {
namespace {

template <typename ELFT>
class ElfReaderOf : public ObjectReader {
 public:
  ElfReaderOf(const std::string& name, ObjectBytes bytes)
      : bytes_(std::move(bytes)), view_(name, bytes_) {}

  std::optional<Error> ReadAll() {
    if (std::optional<Error> error = view_.Open()) return error;
    symbols_.is_64bit = ELFT::Is64Bits;
    symbols_.big_endian =
        view_.header().getDataEncoding() == llvm::ELF::ELFDATA2MSB;
    symbols_.machine = view_.header().e_machine;
    symbols_.relocatable = view_.relocatable();
    std::vector<ByteRange> ranges;
    ExportSections exports = FindExportSections(view_, ranges);
    view_.AddSymbolRanges(exports.NeedLocalSymbols(), ranges);
    if (auto error = bytes_.Load(std::move(ranges))) return error;
    if (std::optional<Error> error = ReadLoaded(exports)) return error;
    return bytes_.Close();
  }

  Result<std::vector<SectionRecord>> ReadSections() const override {
    return ReadSectionsOf(view_, std::span(comdats_));
  }

  Result<std::vector<Reference>> ReadReferences(
      const std::function<bool(const SymbolRecord&)>& wanted) const override {
    return ReadReferencesOf(view_, std::span(symbols_.symbols),
                            std::span(comdats_), wanted);
  }

  Result<std::vector<OwnReference>> ReadOwnReferences(
      const std::vector<bool>& targets) const override {
    return ReadOwnReferencesOf(view_, std::span(comdats_), targets);
  }

  Result<std::vector<SymbolCrc>> ReadNeededCrcs() const override {
    return ReadNeededCrcsOf(view_);
  }
  Result<std::vector<SymbolCrc>> ReadExportCrcs() const override {
    return ReadExportCrcsOf(view_);
  }

 private:
  std::optional<Error> ReadLoaded(const ExportSections& exports) {
    if (std::optional<Error> error = view_.ReadSymbolTable()) return error;
    Result<std::vector<uint32_t>> comdats =
        ReadComdats(view_, symbols_.comdats);
    if (!comdats) return comdats.error();
    comdats_ = std::move(*comdats);
    Result<std::vector<SymbolRecord>> records = ReadSymbols(view_, comdats_);
    if (!records) return records.error();
    symbols_.symbols = std::move(*records);
    return ReadExportsAndModinfo(view_, exports, symbols_);
  }

  ObjectBytes bytes_;
  ElfView<ELFT> view_;
  std::vector<uint32_t> comdats_;  ///< by section
};

template <typename ELFT>
Result<std::unique_ptr<ObjectReader>> OpenAs(const std::string& name,
                                             ObjectBytes bytes) {
  auto reader = std::make_unique<ElfReaderOf<ELFT>>(name, std::move(bytes));
  if (std::optional<Error> error = reader->ReadAll()) return *error;
  return std::unique_ptr<ObjectReader>(std::move(reader));
}

}  // namespace

Result<std::unique_ptr<ObjectReader>> OpenElf(const std::string& name,
                                              ObjectBytes bytes) {
  using namespace llvm::object;  // NOLINT: the four kinds
  std::string_view start = bytes.Start();
  if (start.size() < llvm::ELF::EI_NIDENT) {
    return Error{fmt::format(
        "{}: file is truncated: the ELF identification has {} bytes, file has "
        "{} bytes",
        name, +llvm::ELF::EI_NIDENT, bytes.size())};
  }
  auto bits = static_cast<uint8_t>(start[llvm::ELF::EI_CLASS]);
  auto order = static_cast<uint8_t>(start[llvm::ELF::EI_DATA]);
  bool big = order == llvm::ELF::ELFDATA2MSB;
  if (!big && order != llvm::ELF::ELFDATA2LSB) {
    return Error{fmt::format("{}: unknown ELF byte order {}", name, order)};
  }
  if (bits == llvm::ELF::ELFCLASS64) {
    return big ? OpenAs<ELF64BE>(name, std::move(bytes))
               : OpenAs<ELF64LE>(name, std::move(bytes));
  }
  if (bits == llvm::ELF::ELFCLASS32) {
    return big ? OpenAs<ELF32BE>(name, std::move(bytes))
               : OpenAs<ELF32LE>(name, std::move(bytes));
  }
  return Error{fmt::format("{}: unknown ELF class {}", name, bits)};
}

}  // namespace kplace
