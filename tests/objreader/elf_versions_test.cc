// CRCs of symbols: what a module needs and what an object offers.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/objreader/object_text.h"

namespace kplace {
namespace {

using testing::OpenObject;
using testing::OpenYaml;

std::string Text(const Result<std::vector<SymbolCrc>>& crcs) {
  if (!crcs) return crcs.error().message;
  std::string text;
  for (const SymbolCrc& crc : *crcs) {
    text += fmt::format("{:#010x} {}\n", crc.crc, crc.name);
  }
  return text;
}

std::string Hex(std::string_view bytes) {
  std::string hex;
  for (char c : bytes) hex += fmt::format("{:02x}", static_cast<uint8_t>(c));
  return hex;
}

/// An entry of __versions: 64 bytes, the last of them the name.
std::string Entry(std::string_view crc, std::string_view name) {
  std::string entry(crc);
  entry += name;
  entry.resize(64);
  return entry;
}

OpenObject Open(std::string_view kind, const std::string& sections,
                const std::string& symbols = "") {
  return OpenYaml(
      fmt::format("--- !ELF\nFileHeader: {{ Class: ELFCLASS{}, "
                  "Type: ET_REL, Machine: EM_PPC }}\n"
                  "Sections:\n{}{}",
                  kind, sections, symbols));
}

std::string Section(std::string_view name, std::string_view bytes) {
  return fmt::format(
      "  - {{ Name: {}, Type: SHT_PROGBITS, Content: \"{}\" }}\n", name,
      Hex(bytes));
}

using namespace std::literals;

TEST(ElfVersions, EntriesOf64BitsLittleEndian) {
  std::string bytes = Entry("\x78\x56\x34\x12\0\0\0\0"sv, "module_layout") +
                      Entry("\xef\xbe\xad\xde\0\0\0\0"sv, "printk");
  OpenObject object =
      Open("64, Data: ELFDATA2LSB", Section("__versions", bytes));
  ASSERT_NE(object.file, nullptr);
  EXPECT_EQ(Text(object.file->ReadNeededCrcs()),
            "0x12345678 module_layout\n0xdeadbeef printk\n");
}

TEST(ElfVersions, EntriesOf32BitsBigEndian) {
  std::string bytes = Entry("\x12\x34\x56\x78"sv, std::string(60, 'n'));
  OpenObject object =
      Open("32, Data: ELFDATA2MSB", Section("__versions", bytes));
  ASSERT_NE(object.file, nullptr);
  EXPECT_EQ(Text(object.file->ReadNeededCrcs()),
            "0x12345678 " + std::string(60, 'n') + "\n");
}

TEST(ElfVersions, LongerFormWins) {
  std::string long_name(100, 'r');
  OpenObject object =
      Open("64, Data: ELFDATA2LSB",
           Section("__versions", Entry("\1\0\0\0\0\0\0\0"sv, "old")) +
               Section("__version_ext_crcs", "\2\0\0\0\3\0\0\0"sv) +
               Section("__version_ext_names", "new\0"s + long_name + '\0'));
  ASSERT_NE(object.file, nullptr);
  EXPECT_EQ(Text(object.file->ReadNeededCrcs()),
            "0x00000002 new\n0x00000003 " + long_name + "\n");
}

TEST(ElfVersions, NoneWithoutModversions) {
  OpenObject object = Open("64, Data: ELFDATA2LSB", Section(".text", "1234"));
  ASSERT_NE(object.file, nullptr);
  EXPECT_EQ(Text(object.file->ReadNeededCrcs()), "");
  EXPECT_EQ(Text(object.file->ReadExportCrcs()), "");
}

TEST(ElfVersions, SectionsThatDoNotFitAreErrors) {
  OpenObject odd =
      Open("64, Data: ELFDATA2LSB", Section("__versions", "12345"));
  ASSERT_NE(odd.file, nullptr);
  EXPECT_EQ(Text(odd.file->ReadNeededCrcs()),
            "test.o: __versions has 5 bytes, which are no entries of 64");
  OpenObject uneven = Open("64, Data: ELFDATA2LSB",
                           Section("__version_ext_crcs", "12345678") +
                               Section("__version_ext_names", "one\0"sv));
  ASSERT_NE(uneven.file, nullptr);
  EXPECT_EQ(Text(uneven.file->ReadNeededCrcs()),
            "test.o: __version_ext_crcs has 8 bytes for 1 names");
}

TEST(ElfVersions, OfferedAsAbsoluteSymbolsOrAsWords) {
  OpenObject object = Open("64, Data: ELFDATA2MSB",
                           Section("__kcrctab", "\0\0\0\1\xca\xfe\xba\xbe"sv),
                           R"(
Symbols:
  - { Name: __crc_second, Section: __kcrctab, Value: 4 }
  - { Name: __crc_first, Section: __kcrctab }
  - { Name: __crc_old, Index: SHN_ABS, Value: 0x89abcdef, Binding: STB_GLOBAL }
  - { Name: __crc_not_made, Binding: STB_WEAK }
)");
  ASSERT_NE(object.file, nullptr);
  EXPECT_EQ(Text(object.file->ReadExportCrcs()),
            "0xcafebabe second\n0x00000001 first\n0x89abcdef old\n");
}

TEST(ElfVersions, CrcBehindItsSectionIsAnError) {
  OpenObject object =
      Open("64, Data: ELFDATA2LSB", Section("__kcrctab", "1234"),
           "Symbols: [ { Name: __crc_a, Section: __kcrctab, Value: 2 } ]\n");
  ASSERT_NE(object.file, nullptr);
  EXPECT_EQ(Text(object.file->ReadExportCrcs()),
            "test.o: symbol 1 marks a CRC at 2 in section 1 of 4 bytes");
}

}  // namespace
}  // namespace kplace
