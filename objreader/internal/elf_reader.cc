#include "objreader/internal/elf_reader.h"

#include <fmt/format.h>

#include "objreader/internal/elf_parts.h"

namespace kplace {
namespace {

template <typename ELFT>
class ElfReaderOf : public ElfReader {
 public:
  explicit ElfReaderOf(ElfView<ELFT> view) : view_(std::move(view)) {}

  std::optional<Error> ReadAll() {
    symbols_.is_64bit = ELFT::Is64Bits;
    symbols_.big_endian =
        view_.header().getDataEncoding() == llvm::ELF::ELFDATA2MSB;
    symbols_.machine = view_.header().e_machine;
    symbols_.relocatable = view_.relocatable();
    Result<std::vector<SymbolRecord>> records = ReadSymbols(view_);
    if (!records) return records.error();
    symbols_.symbols = std::move(*records);
    return ReadExportsAndModinfo(view_, symbols_);
  }

  Result<std::vector<Reference>> ReadReferences(
      const std::function<bool(const SymbolRecord&)>& wanted) const override {
    return ReadReferencesOf(view_, std::span(symbols_.symbols), wanted);
  }

 private:
  ElfView<ELFT> view_;
};

template <typename ELFT>
Result<std::unique_ptr<ElfReader>> OpenAs(const std::string& name,
                                          std::string_view bytes) {
  Result<ElfView<ELFT>> view = ElfView<ELFT>::Open(name, bytes);
  if (!view) return view.error();
  auto reader = std::make_unique<ElfReaderOf<ELFT>>(std::move(*view));
  if (std::optional<Error> error = reader->ReadAll()) return *error;
  return std::unique_ptr<ElfReader>(std::move(reader));
}

}  // namespace

Result<std::unique_ptr<ElfReader>> OpenElf(const std::string& name,
                                           std::string_view bytes) {
  using namespace llvm::object;  // NOLINT: the four kinds
  if (bytes.size() < llvm::ELF::EI_NIDENT) {
    return Error{fmt::format(
        "{}: file is truncated: the ELF identification has {} bytes, file has "
        "{} bytes",
        name, +llvm::ELF::EI_NIDENT, bytes.size())};
  }
  auto bits = static_cast<uint8_t>(bytes[llvm::ELF::EI_CLASS]);
  auto order = static_cast<uint8_t>(bytes[llvm::ELF::EI_DATA]);
  bool big = order == llvm::ELF::ELFDATA2MSB;
  if (!big && order != llvm::ELF::ELFDATA2LSB) {
    return Error{fmt::format("{}: unknown ELF byte order {}", name, order)};
  }
  if (bits == llvm::ELF::ELFCLASS64) {
    return big ? OpenAs<ELF64BE>(name, bytes) : OpenAs<ELF64LE>(name, bytes);
  }
  if (bits == llvm::ELF::ELFCLASS32) {
    return big ? OpenAs<ELF32BE>(name, bytes) : OpenAs<ELF32LE>(name, bytes);
  }
  return Error{fmt::format("{}: unknown ELF class {}", name, bits)};
}

}  // namespace kplace
