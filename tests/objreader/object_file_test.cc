#include "objreader/object_file.h"

#include <gtest/gtest.h>

#include "support/file_system.h"
#include "tests/objreader/object_text.h"
#include "tests/testing/yaml_object.h"

namespace kplace {
namespace {

using testing::ObjectFromYaml;
using testing::OpenBytes;
using testing::OpenObject;
using testing::OpenYaml;

constexpr char kSymbols[] = R"(
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_EXECINSTR ], Size: 0x40 }
  - { Name: .data, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_WRITE ], Size: 0x10 }
Symbols:
  - { Name: hidden_helper, Type: STT_FUNC, Section: .text, Size: 4 }
  - { Name: start, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Value: 0x10, Size: 8 }
  - { Name: fallback, Type: STT_FUNC, Section: .text, Binding: STB_WEAK, Value: 0x20, Size: 2 }
  - { Name: table, Type: STT_OBJECT, Section: .data, Binding: STB_GLOBAL, Size: 16 }
  - { Name: needed, Binding: STB_GLOBAL }
  - { Name: optional, Binding: STB_WEAK }
  - { Name: buffer, Type: STT_OBJECT, Index: SHN_COMMON, Binding: STB_GLOBAL, Value: 8, Size: 64 }
  - { Name: crc, Index: SHN_ABS, Binding: STB_GLOBAL, Value: 0x1234 }
  - { Name: once, Type: STT_OBJECT, Section: .data, Binding: STB_GNU_UNIQUE }
  - { Name: chosen, Type: STT_GNU_IFUNC, Section: .text, Binding: STB_GLOBAL }
)";

constexpr char kSymbolsText[] =
    "start: global function in 1 at 0x10+8\n"
    "fallback: weak function in 1 at 0x20+2\n"
    "table: global object in 2 at 0x0+16\n"
    "needed: global untyped undefined\n"
    "optional: weak untyped undefined\n"
    "buffer: global object common 8+64\n"
    "crc: global untyped absolute 0x1234\n"
    "once: unique object in 2 at 0x0+0\n"
    "chosen: global function in 1 at 0x0+0\n";

std::string Elf(std::string_view kind, std::string_view data,
                std::string_view machine, std::string_view body) {
  std::string yaml = "--- !ELF\nFileHeader: { Class: ELFCLASS";
  yaml += kind;
  yaml += ", Data: ELFDATA2";
  yaml += data;
  yaml += ", Type: ET_REL, Machine: ";
  yaml += machine;
  yaml += " }\n";
  yaml += body;
  return yaml;
}

TEST(ObjectFile, ReadsGlobalSymbolsOf64BitLittleEndian) {
  OpenObject object = OpenYaml(Elf("64", "LSB", "EM_X86_64", kSymbols));
  EXPECT_EQ(object.Symbols(), kSymbolsText);
  ASSERT_NE(object.file, nullptr);
  const ObjectSymbols& symbols = object.file->symbols();
  EXPECT_TRUE(symbols.is_64bit);
  EXPECT_FALSE(symbols.big_endian);
  EXPECT_TRUE(symbols.relocatable);
  EXPECT_EQ(symbols.machine, 62);
  EXPECT_EQ(symbols.symbols.front().index, 2u);
  EXPECT_EQ(object.file->name(), "test.o");
}

TEST(ObjectFile, ReadsTheSameInEveryWordSizeAndByteOrder) {
  for (const char* bits : {"32", "64"}) {
    for (const char* order : {"LSB", "MSB"}) {
      OpenObject object = OpenYaml(Elf(bits, order, "EM_PPC", kSymbols));
      EXPECT_EQ(object.Symbols(), kSymbolsText) << bits << order;
      ASSERT_NE(object.file, nullptr);
      EXPECT_EQ(object.file->symbols().is_64bit, std::string(bits) == "64");
      EXPECT_EQ(object.file->symbols().big_endian, std::string(order) == "MSB");
    }
  }
}

TEST(ObjectFile, FollowsExtendedSectionNumbers) {
  OpenObject object = OpenYaml(Elf("64", "LSB", "EM_X86_64", R"(
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Size: 16 }
  - { Name: .symtab_shndx, Type: SHT_SYMTAB_SHNDX, Entries: [ 0, 1, 77 ], Link: .symtab }
Symbols:
  - { Name: far, Type: STT_FUNC, Index: SHN_XINDEX, Binding: STB_GLOBAL }
)"));
  EXPECT_EQ(object.Symbols(), "far: global function in 1 at 0x0+0\n");
}

TEST(ObjectFile, ExtendedSectionNumberThatDoesNotExistIsError) {
  OpenObject object = OpenYaml(Elf("64", "LSB", "EM_X86_64", R"(
Sections:
  - { Name: .symtab_shndx, Type: SHT_SYMTAB_SHNDX, Entries: [ 0, 77 ], Link: .symtab }
Symbols:
  - { Name: far, Type: STT_FUNC, Index: SHN_XINDEX, Binding: STB_GLOBAL }
)"));
  EXPECT_EQ(object.error,
            "test.o: symbol 1 is in section 77, but there are 5 sections");
}

TEST(ObjectFile, ExtendedSectionNumberWithoutTableIsError) {
  OpenObject object = OpenYaml(Elf("64", "LSB", "EM_X86_64", R"(
Symbols:
  - { Name: far, Type: STT_FUNC, Index: SHN_XINDEX, Binding: STB_GLOBAL }
)"));
  EXPECT_EQ(object.error,
            "test.o: symbol 1 has its section number in a table of 0 entries");
}

TEST(ObjectFile, ObjectWithoutSymbolsIsEmpty) {
  OpenObject object = OpenYaml(Elf("64", "LSB", "EM_X86_64", ""));
  EXPECT_EQ(object.error, "");
  EXPECT_EQ(object.Symbols(), "");
  EXPECT_EQ(object.References(), "");
}

TEST(ObjectFile, SparcRegisterNeedsNoDefinition) {
  OpenObject object = OpenYaml(Elf("64", "MSB", "EM_SPARCV9", R"(
Symbols:
  - { Name: scratch, Type: 13, Binding: STB_GLOBAL }
)"));
  EXPECT_EQ(object.Symbols(), "scratch: global other absolute 0x0\n");
}

TEST(ObjectFile, MipsSmallCommonIsCommonAndSmallUndefinedIsNot) {
  OpenObject object = OpenYaml(Elf("32", "MSB", "EM_MIPS", R"(
Symbols:
  - { Name: small, Type: STT_OBJECT, Index: 0xff03, Binding: STB_GLOBAL, Value: 4, Size: 4 }
  - { Name: needed, Index: 0xff04, Binding: STB_GLOBAL }
)"));
  EXPECT_EQ(object.Symbols(),
            "small: global object common 4+4\n"
            "needed: global untyped undefined\n");
}

TEST(ObjectFile, LocalSymbolAmongGlobalOnesIsError) {
  OpenObject object = OpenYaml(Elf("64", "LSB", "EM_X86_64", R"(
Symbols:
  - { Name: a, Binding: STB_GLOBAL }
  - { Name: b }
)"));
  EXPECT_EQ(object.error,
            "test.o: symbol 2 is local, but the symbol table says that global "
            "symbols start at 1");
}

TEST(ObjectFile, OpensThroughTheFileSystem) {
  MemoryFileSystem files;
  files.Write("a/b.o", ObjectFromYaml(Elf("64", "LSB", "EM_X86_64", kSymbols)));
  auto object = ObjectFile::Open(files, "a/b.o");
  ASSERT_TRUE(object.ok());
  EXPECT_EQ((*object)->name(), "a/b.o");
  EXPECT_EQ((*object)->symbols().symbols.size(), 9u);
  EXPECT_FALSE(ObjectFile::Open(files, "a/missing.o").ok());
}

TEST(ObjectFile, SaysWhatAFileIsInstead) {
  using namespace std::literals;
  EXPECT_EQ(OpenBytes("").error, "test.o: file is empty");
  EXPECT_TRUE(OpenBytes("BC\xc0\xde and more")
                  .error.starts_with(
                      "test.o: bitcode of no known compiler cannot be read "));
  EXPECT_EQ(OpenBytes("\xfd\x37zXZ\0..."s).error,
            "test.o: file is truncated: xz data goes on behind its end");
  EXPECT_EQ(OpenBytes("!<thin>\n").error,
            "test.o: is an archive, not an object");
  EXPECT_EQ(OpenBytes("#!/bin/sh\nrm").error,
            "test.o: not an object (starts with \"#!/bin/s\")");
  EXPECT_EQ(OpenBytes("\x1b[31mred").error,
            "test.o: not an object (starts with \"\\x1b[31mred\")");
}

TEST(ObjectFile, IdentifiesByContent) {
  using namespace std::literals;
  EXPECT_EQ(IdentifyObject(""), ObjectKind::kEmpty);
  EXPECT_EQ(IdentifyObject("\x7f"), ObjectKind::kUnknown);
  EXPECT_EQ(IdentifyObject("\x7f"
                           "ELF"),
            ObjectKind::kElf);
  EXPECT_EQ(IdentifyObject("!<arch>\n"), ObjectKind::kArchive);
  EXPECT_EQ(IdentifyObject("!<thin>\n"), ObjectKind::kThinArchive);
  EXPECT_EQ(IdentifyObject("\xde\xc0\x17\x0b"), ObjectKind::kBitcode);
  EXPECT_EQ(IdentifyObject("\x1f\x8b\x08"), ObjectKind::kCompressed);
  EXPECT_EQ(IdentifyObject("\x28\xb5\x2f\xfd"), ObjectKind::kCompressed);
}

}  // namespace
}  // namespace kplace
