#include <gtest/gtest.h>

#include "tests/objreader/object_text.h"

namespace kplace {
namespace {

using testing::OpenObject;
using testing::OpenYaml;

/// Relocations of .text and .exit.text in it are up to the test.
OpenObject ObjectWith(const std::string& of_text, const std::string& of_exit) {
  return OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_EXECINSTR ], Size: 0x40 }
  - { Name: .exit.text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_EXECINSTR ], Size: 0x10 }
  - { Name: .exit.data, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_WRITE ], Size: 0x10 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations: [ )" +
                  of_text + R"( ]
  - Name: .rela.exit.text
    Type: SHT_RELA
    Link: .symtab
    Info: .exit.text
    Relocations: [ )" +
                  of_exit + R"( ]
Symbols:
  - { Name: file.c, Type: STT_FILE, Index: SHN_ABS }
  - { Name: .exit.text, Type: STT_SECTION, Section: .exit.text }
  - { Name: leave, Type: STT_FUNC, Section: .exit.text, Size: 0x10 }
  - { Name: lost, Type: STT_OBJECT, Section: .exit.data, Size: 4 }
  - { Name: kept, Type: STT_FUNC, Section: .text, Size: 0x10 }
  - { Name: caller, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Value: 0x10, Size: 0x20 }
  - { Name: module_end, Type: STT_FUNC, Section: .exit.text, Binding: STB_GLOBAL, Size: 0x10 }
)");
}

TEST(ElfOwnReferences, AreNamedByTheSymbolOrItsSection) {
  OpenObject object = ObjectWith(
      "{ Offset: 0x24, Symbol: .exit.text, Type: R_X86_64_PC32 },"
      "{ Offset: 0x14, Symbol: leave, Type: R_X86_64_PC32 },"
      "{ Offset: 0x04, Symbol: lost, Type: R_X86_64_32S }",
      "");
  EXPECT_EQ(object.OwnReferences({".exit.text", ".exit.data"}),
            "lost in .exit.data: .text+0x4 in kept\n"
            "leave in .exit.text: .text+0x14 in caller\n"
            ".exit.text in .exit.text: .text+0x24 in caller\n");
  EXPECT_EQ(object.OwnReferences({".exit.data"}),
            "lost in .exit.data: .text+0x4 in kept\n");
}

TEST(ElfOwnReferences, GlobalSymbolsAndOtherSectionsAreNotAmongThem) {
  OpenObject object = ObjectWith(
      "{ Offset: 0x14, Symbol: module_end, Type: R_X86_64_PC32 },"
      "{ Offset: 0x24, Symbol: kept, Type: R_X86_64_PC32 }",
      "");
  EXPECT_EQ(object.OwnReferences({".exit.text", ".exit.data"}), "");
  EXPECT_EQ(object.OwnReferences({}), "");
}

TEST(ElfOwnReferences, TargetsMayReferToEachOther) {
  OpenObject object =
      ObjectWith("", "{ Offset: 4, Symbol: lost, Type: R_X86_64_32S }");
  EXPECT_EQ(object.OwnReferences({".exit.text", ".exit.data"}), "");
  EXPECT_EQ(object.OwnReferences({".exit.data"}),
            "lost in .exit.data: .exit.text+0x4 in leave\n");
}

TEST(ElfOwnReferences, RelocationOfMissingSymbolIsAnError) {
  OpenObject object =
      ObjectWith("{ Offset: 0x14, Symbol: 99, Type: R_X86_64_PC32 }", "");
  EXPECT_EQ(object.OwnReferences({".exit.text"}),
            "test.o: a relocation in section 4 names symbol 99, but there are "
            "8 symbols");
}

}  // namespace
}  // namespace kplace
