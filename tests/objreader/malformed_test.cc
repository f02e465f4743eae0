// Broken files: every prefix of a small file and every flipped byte of it.
// Nothing may crash, read outside of the bytes or take long; run under
// sanitizers, this is what says so.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "objreader/archive.h"
#include "objreader/object_file.h"
#include "support/file_system.h"
#include "tests/testing/yaml_object.h"

namespace kplace {
namespace {

constexpr char kBody[] = R"(
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_EXECINSTR ], Size: 0x20 }
  - { Name: .modinfo, Type: SHT_PROGBITS, Content: "6c6963656e73653d47504c00" }
  - { Name: .export_symbol, Type: SHT_PROGBITS, Size: 16 }
  - { Name: "___ksymtab+old", Type: SHT_PROGBITS, Size: 12 }
  - { Name: __ksymtab_gpl, Type: SHT_PROGBITS, Size: 12 }
  - { Name: __ksymtab_strings, Type: SHT_PROGBITS, Content: "5553420000" }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations:
      - { Offset: 4, Symbol: missing, Type: R_MIPS_32 }
      - { Offset: 8, Symbol: far, Type: R_MIPS_32 }
  - Name: .rela.export_symbol
    Type: SHT_RELA
    Link: .symtab
    Info: .export_symbol
    Relocations: [ { Offset: 8, Symbol: start, Type: R_MIPS_32 } ]
  - Name: .crel.init
    Type: SHT_CREL
    Link: .symtab
    Info: .text
    Relocations: [ { Offset: 12, Symbol: missing, Type: R_MIPS_32 } ]
  - Name: .group
    Type: SHT_GROUP
    Link: .symtab
    Info: start
    Members: [ { SectionOrType: GRP_COMDAT }, { SectionOrType: .text } ]
  - { Name: __version_ext_crcs, Type: SHT_PROGBITS, Content: "01020304" }
  - { Name: __version_ext_names, Type: SHT_PROGBITS, Content: "6100" }
  - { Name: __kcrctab, Type: SHT_PROGBITS, Content: "01020304" }
  - { Name: .symtab_shndx, Type: SHT_SYMTAB_SHNDX, Link: .symtab, Entries: [ 0, 0, 0, 0, 0, 0, 0, 0, 1 ] }
Symbols:
  - { Name: helper, Type: STT_FUNC, Section: .text, Size: 8 }
  - { Name: __export_symbol_start, Section: .export_symbol }
  - { Name: __ksymtab_newer, Section: __ksymtab_gpl }
  - { Name: __kstrtabns_newer, Section: __ksymtab_strings }
  - { Name: __crc_newer, Section: __kcrctab }
  - { Name: start, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Value: 8, Size: 8 }
  - { Name: missing, Binding: STB_GLOBAL }
  - { Name: far, Type: STT_FUNC, Index: SHN_XINDEX, Binding: STB_GLOBAL }
)";

std::string Object(std::string_view bits, std::string_view order) {
  return testing::ObjectFromYaml(
      fmt::format("--- !ELF\nFileHeader: {{ Class: ELFCLASS{}, Data: "
                  "ELFDATA2{}, Type: ET_REL, Machine: EM_MIPS }}\n{}",
                  bits, order, kBody));
}

/// A block of exactly this size, so that the address sanitizer sees the first
/// byte read behind the end.
std::unique_ptr<char[]> Exact(std::string_view bytes) {
  auto block = std::make_unique<char[]>(bytes.size());
  if (!bytes.empty()) std::memcpy(block.get(), bytes.data(), bytes.size());
  return block;
}

/// Touches every byte that a caller would.
size_t Touch(const ObjectSymbols& symbols) {
  size_t sum = 0;
  for (const SymbolRecord& symbol : symbols.symbols) {
    sum += std::string(symbol.name).size();
  }
  for (const ExportRecord& record : symbols.exports) {
    sum += std::string(record.name).size();
    sum += std::string(record.name_space).size();
  }
  for (std::string_view comdat : symbols.comdats) {
    sum += std::string(comdat).size();
  }
  for (const ModinfoEntry& entry : symbols.modinfo) {
    sum += std::string(entry.key).size() + std::string(entry.value).size();
  }
  return sum;
}

/// Reads everything; true when there was no error.
bool ReadAll(std::string_view bytes) {
  std::unique_ptr<char[]> block = Exact(bytes);
  auto object = ObjectFile::FromBytes("broken.o", {block.get(), bytes.size()});
  if (!object) {
    EXPECT_TRUE(object.error().message.starts_with("broken.o: "))
        << object.error().message;
    return false;
  }
  size_t sum = Touch((*object)->symbols());
  auto references = (*object)->ReadReferences(
      [](const SymbolRecord& symbol) { return !symbol.defined; });
  if (!references) {
    EXPECT_TRUE(references.error().message.starts_with("broken.o: "))
        << references.error().message;
    return false;
  }
  for (const Reference& reference : *references) {
    sum += std::string(reference.section_name).size();
    sum += std::string(reference.function).size();
  }
  for (const auto& crcs :
       {(*object)->ReadNeededCrcs(), (*object)->ReadExportCrcs()}) {
    if (!crcs) {
      EXPECT_TRUE(crcs.error().message.starts_with("broken.o: "))
          << crcs.error().message;
      return false;
    }
    sum += crcs->size();
  }
  return sum > 0;
}

class Malformed
    : public ::testing::TestWithParam<std::pair<const char*, const char*>> {
 protected:
  std::string bytes_ = Object(GetParam().first, GetParam().second);
};

TEST_P(Malformed, WholeObjectIsRead) {
  EXPECT_TRUE(ReadAll(bytes_));
}

TEST_P(Malformed, EveryPrefixIsAnError) {
  for (size_t size = 0; size < bytes_.size(); ++size) {
    EXPECT_FALSE(ReadAll(std::string_view(bytes_).substr(0, size))) << size;
  }
}

TEST_P(Malformed, EveryFlippedByteIsSurvived) {
  int read = 0;
  for (size_t i = 0; i < bytes_.size(); ++i) {
    for (unsigned char mask : {0x01, 0x02, 0x10, 0x80, 0xff}) {
      std::string broken = bytes_;
      broken[i] =
          static_cast<char>(static_cast<unsigned char>(broken[i]) ^ mask);
      read += ReadAll(broken) ? 1 : 0;
    }
  }
  EXPECT_GT(read, 0) << "most bytes do not matter to us";
}

TEST_P(Malformed, EveryWordOfOnesIsSurvived) {
  for (size_t i = 0; i + 4 <= bytes_.size(); ++i) {
    for (size_t width : {2, 4, 8}) {
      std::string broken = bytes_;
      broken.replace(i, std::min(width, broken.size() - i), width, '\xff');
      broken.resize(bytes_.size());
      ReadAll(broken);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Elf, Malformed,
    ::testing::Values(std::pair("32", "LSB"), std::pair("32", "MSB"),
                      std::pair("64", "LSB"), std::pair("64", "MSB")),
    [](const auto& test) {
      return std::string("Elf") + test.param.first + test.param.second;
    });

TEST(MalformedText, NamesFileAndBothNumbers) {
  std::string bytes = Object("64", "LSB");
  auto reason = [](std::string_view text) {
    auto object = ObjectFile::FromBytes("a.o", text);
    return object ? std::string() : object.error().message;
  };
  EXPECT_EQ(reason(std::string_view(bytes).substr(0, 20)),
            "a.o: file is truncated: the ELF header has 64 bytes, file has 20 "
            "bytes");
  EXPECT_EQ(reason(std::string_view(bytes).substr(0, 9)),
            "a.o: file is truncated: the ELF identification has 16 bytes, file "
            "has 9 bytes");
  std::string headers = reason(std::string_view(bytes).substr(0, 100));
  EXPECT_TRUE(
      headers.starts_with("a.o: file is truncated: 18 section headers "
                          "of 64 bytes start at "))
      << headers;
  EXPECT_TRUE(headers.ends_with(", file has 100 bytes")) << headers;
}

TEST(MalformedText, SectionBehindTheEndIsNamed) {
  std::string bytes = testing::ObjectFromYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Size: 4, ShSize: 0xfffffffffffffff0 }
)");
  auto object = ObjectFile::FromBytes("a.o", bytes);
  ASSERT_FALSE(object.ok());
  EXPECT_TRUE(object.error().message.starts_with(
      "a.o: file is truncated: section 1 has 18446744073709551600 bytes at "))
      << object.error().message;
}

TEST(MalformedText, StringTableWithoutEndIsAnError) {
  std::string bytes = testing::ObjectFromYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .strtab, Type: SHT_STRTAB, Content: "006161" }
Symbols:
  - { StName: 1, Binding: STB_GLOBAL }
)");
  auto object = ObjectFile::FromBytes("a.o", bytes);
  ASSERT_FALSE(object.ok());
  EXPECT_EQ(object.error().message,
            "a.o: string table in section 1 does not end in NUL");
}

TEST(MalformedText, NameBehindTheStringTableIsAnError) {
  std::string bytes = testing::ObjectFromYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Symbols:
  - { StName: 4096, Binding: STB_GLOBAL }
)");
  auto object = ObjectFile::FromBytes("a.o", bytes);
  ASSERT_FALSE(object.ok());
  EXPECT_EQ(object.error().message,
            "a.o: symbol 1 has its name at 4096, but the string table has 1 "
            "bytes");
}

TEST(MalformedText, EndlessNameIsAnError) {
  std::string bytes = testing::ObjectFromYaml(
      R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Symbols:
  - { Name: )" +
      std::string(70000, 'x') + ", Binding: STB_GLOBAL }\n");
  auto object = ObjectFile::FromBytes("a.o", bytes);
  ASSERT_FALSE(object.ok());
  EXPECT_EQ(object.error().message,
            "a.o: symbol 1 has a name of more than 65535 bytes");
}

TEST(MalformedText, ManySectionsOverTheSameBytesAreAnError) {
  std::string yaml = R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .modinfo, Type: SHT_PROGBITS, Size: 4096 }
)";
  for (int i = 0; i < 20; ++i) {
    yaml += fmt::format(
        "  - {{ Name: .modinfo (a{}), Type: SHT_PROGBITS, ShOffset: 0x40, "
        "ShSize: 4096 }}\n",
        i);
  }
  std::string bytes = testing::ObjectFromYaml(yaml);
  auto object = ObjectFile::FromBytes("a.o", bytes);
  ASSERT_FALSE(object.ok());
  EXPECT_TRUE(object.error().message.starts_with("a.o: sections overlap: "))
      << object.error().message;
}

// Quadratic time would show here: one long function around many short ones,
// and a reference behind each of them.
TEST(MalformedText, DeepNestingTakesNoTime) {
  std::string yaml = R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Size: 0x10 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations:
)";
  constexpr int kMany = 3000;
  for (int i = 0; i < kMany; ++i) {
    yaml +=
        fmt::format("      - {{ Offset: {}, Symbol: {}, Type: R_X86_64_64 }}\n",
                    100000 - i, kMany + 1);
  }
  yaml += "Symbols:\n";
  for (int i = 0; i < kMany; ++i) {
    yaml += fmt::format(
        "  - {{ Name: f{}, Type: STT_FUNC, Section: .text, Value: {}, Size: "
        "{} }}\n",
        i, i, 50000 - 2 * i);
  }
  yaml += "  - { Name: x, Binding: STB_GLOBAL }\n";
  EXPECT_TRUE(ReadAll(testing::ObjectFromYaml(yaml)));
}

/// Reads an archive of these bytes, named a.a.
void ReadAsArchive(const std::string& bytes) {
  MemoryFileSystem files;
  files.Write("a.a", bytes);
  Result<Archive> archive = ReadArchive(files, "a.a");
  if (!archive) {
    EXPECT_TRUE(archive.error().message.starts_with("a.a: "))
        << archive.error().message;
    return;
  }
  for (const ArchiveMember& member : archive->members) {
    EXPECT_LE(member.offset, bytes.size());
    EXPECT_LE(member.size, bytes.size() - member.offset);
  }
}

std::string ArchiveMemberHeader(std::string_view name, size_t size) {
  return fmt::format("{:<16}0           0     0     644     {:<10}`\n", name,
                     size);
}

TEST(MalformedArchive, PrefixesAndFlippedBytesAreSurvived) {
  std::string names = ArchiveMemberHeader("//", 16) + "bb.o/\nsub/c.o/\n\n";
  std::string thin = "!<thin>\n" + names + ArchiveMemberHeader("/0", 40) +
                     ArchiveMemberHeader("/6", 50);
  std::string ordinary = "!<arch>\n" + ArchiveMemberHeader("/", 4) +
                         std::string(4, '\0') + names +
                         ArchiveMemberHeader("/0", 4) + "1234" +
                         ArchiveMemberHeader("#1/4", 6) + "a.o\0xy";
  for (const std::string& bytes : {thin, ordinary}) {
    for (size_t i = 0; i < bytes.size(); ++i) {
      ReadAsArchive(bytes.substr(0, i));
      for (unsigned char mask : {0x01, 0x02, 0x04, 0x10, 0x80, 0xff}) {
        std::string broken = bytes;
        broken[i] =
            static_cast<char>(static_cast<unsigned char>(broken[i]) ^ mask);
        ReadAsArchive(broken);
      }
    }
  }
}

}  // namespace
}  // namespace kplace
