#include <gtest/gtest.h>

#include "tests/objreader/object_text.h"

namespace kplace {
namespace {

using testing::OpenObject;
using testing::OpenYaml;

TEST(ElfReferences, AreAttributedToTheFunctionAround) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_EXECINSTR ], Size: 0x40 }
  - { Name: .data, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_WRITE ], Size: 0x10 }
  - { Name: .debug_info, Type: SHT_PROGBITS, Size: 0x10 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations:
      - { Offset: 0x20, Symbol: other, Type: R_X86_64_PLT32, Addend: -4 }
      - { Offset: 0x04, Symbol: missing, Type: R_X86_64_PLT32, Addend: -4 }
      - { Offset: 0x0c, Symbol: missing, Type: R_X86_64_PLT32, Addend: -4 }
      - { Offset: 0x10, Symbol: missing, Type: R_X86_64_32S }
      - { Offset: 0x14, Symbol: global_fn, Type: R_X86_64_PLT32 }
      - { Offset: 0x18, Symbol: .text, Type: R_X86_64_PC32 }
      - { Offset: 0x30, Symbol: missing, Type: R_X86_64_PLT32 }
  - Name: .rela.data
    Type: SHT_RELA
    Link: .symtab
    Info: .data
    Relocations: [ { Offset: 8, Symbol: missing, Type: R_X86_64_64 } ]
  - Name: .rela.debug_info
    Type: SHT_RELA
    Link: .symtab
    Info: .debug_info
    Relocations: [ { Offset: 8, Symbol: missing, Type: R_X86_64_64 } ]
Symbols:
  - { Name: .text, Type: STT_SECTION, Section: .text }
  - { Name: local_fn, Type: STT_FUNC, Section: .text, Size: 0x0c }
  - { Name: ops, Type: STT_OBJECT, Section: .data, Value: 0, Size: 0x10 }
  - { Name: global_fn, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Value: 0x10, Size: 0x18 }
  - { Name: missing, Binding: STB_GLOBAL }
  - { Name: other, Binding: STB_WEAK }
)");
  // What is behind the end of a function ld counts to it.
  EXPECT_EQ(object.References(),
            "missing: .text+0x4 type 4 in local_fn\n"
            "missing: .text+0xc type 4 in local_fn\n"
            "missing: .text+0x10 type 11 in global_fn\n"
            "other: .text+0x20 type 4 in global_fn\n"
            "missing: .text+0x30 type 4 in global_fn\n"
            "missing: .data+0x8 type 1 in ops\n"
            "missing: .debug_info+0x8 type 1 (not allocated)\n");
}

TEST(ElfReferences, OnlyWantedOnesAreReported) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS32, Data: ELFDATA2MSB, Type: ET_REL, Machine: EM_PPC }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], Size: 0x40 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations:
      - { Offset: 0x10, Symbol: a, Type: R_PPC_REL24 }
      - { Offset: 0x20, Symbol: b, Type: R_PPC_REL24 }
      - { Offset: 0x24, Symbol: c, Type: R_PPC_REL24 }
Symbols:
  - { Name: a, Binding: STB_GLOBAL }
  - { Name: b, Binding: STB_GLOBAL }
  - { Name: c, Section: .text, Type: STT_FUNC, Binding: STB_GLOBAL, Value: 0x18 }
)");
  ASSERT_NE(object.file, nullptr);
  std::string asked;
  auto references = object.file->ReadReferences([&](const SymbolRecord& s) {
    asked += s.name;
    return s.name == "b";
  });
  EXPECT_EQ(asked, "abc");
  ASSERT_TRUE(references.ok());
  ASSERT_EQ(references->size(), 1u);
  EXPECT_EQ(references->front().symbol, 2u);
  EXPECT_EQ(references->front().section, 1u);
  EXPECT_EQ(references->front().function, "c");
  EXPECT_EQ(object.References(),
            "a: .text+0x10 type 10\n"
            "b: .text+0x20 type 10 in c\n");
}

TEST(ElfReferences, RelocationsWithoutAddendsAreRead) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS32, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_ARM }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], Size: 0x40 }
  - Name: .rel.text
    Type: SHT_REL
    Link: .symtab
    Info: .text
    Relocations: [ { Offset: 0x10, Symbol: a, Type: R_ARM_CALL } ]
Symbols:
  - { Name: $a, Section: .text }
  - { Name: label, Section: .text, Binding: STB_GLOBAL }
  - { Name: a, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.References(), "a: .text+0x10 type 28 in label\n");
}

// MIPS64 little endian keeps the symbol and three types in an order of its own.
TEST(ElfReferences, Mips64LittleEndianIsUnscrambled) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_MIPS, Flags: [ EF_MIPS_ARCH_64R2 ] }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], Size: 0x40 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations: [ { Offset: 0x10, Symbol: a, Type: R_MIPS_26 } ]
Symbols:
  - { Name: a, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.References(), "a: .text+0x10 type 4\n");
}

TEST(ElfReferences, InnermostAndBestNameWins) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], Size: 0x100 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations:
      - { Offset: 0x08, Symbol: x, Type: R_X86_64_PLT32 }
      - { Offset: 0x14, Symbol: x, Type: R_X86_64_PLT32 }
      - { Offset: 0x30, Symbol: x, Type: R_X86_64_PLT32 }
      - { Offset: 0x44, Symbol: x, Type: R_X86_64_PLT32 }
      - { Offset: 0x90, Symbol: x, Type: R_X86_64_PLT32 }
Symbols:
  - { Name: outer, Type: STT_FUNC, Section: .text, Size: 0x40 }
  - { Name: alias_local, Type: STT_FUNC, Section: .text, Value: 0x40, Size: 0x10 }
  - { Name: inner, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Value: 0x10, Size: 8 }
  - { Name: alias_global, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Value: 0x40, Size: 0x10 }
  - { Name: unsized, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Value: 0x80 }
  - { Name: x, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.References(),
            "x: .text+0x8 type 4 in outer\n"
            "x: .text+0x14 type 4 in inner\n"
            "x: .text+0x30 type 4 in outer\n"
            "x: .text+0x44 type 4 in alias_local\n"
            "x: .text+0x90 type 4 in unsized\n");
}

TEST(ElfReferences, CompactRelocationsAreRead) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], Size: 0x40 }
  - Name: .crel.text
    Type: SHT_CREL
    Link: .symtab
    Info: .text
    Relocations:
      - { Offset: 0x08, Symbol: x, Type: R_X86_64_PLT32, Addend: -4 }
      - { Offset: 0x20, Symbol: y, Type: R_X86_64_64 }
Symbols:
  - { Name: f, Type: STT_FUNC, Section: .text, Size: 0x40, Binding: STB_GLOBAL }
  - { Name: x, Binding: STB_GLOBAL }
  - { Name: y, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.References(),
            "x: .text+0x8 type 4 in f\n"
            "y: .text+0x20 type 1 in f\n");
}

TEST(ElfReferences, CompactRelocationsThatEndEarlyAreAnError) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Size: 0x10 }
  - { Name: .crel.text, Type: 0x40000014, Link: .symtab, Info: 1, Content: "18" }
Symbols:
  - { Name: x, Binding: STB_GLOBAL }
)");
  std::string error = object.References();
  EXPECT_TRUE(error.starts_with(
      "test.o: compact relocations in section 2: unexpected end of data"))
      << error;
}

TEST(ElfReferences, TellWhatLinkersTreatDifferently) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], Size: 0x40 }
  - { Name: .notes, Type: SHT_PROGBITS, Size: 0x40 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations: [ { Offset: 0, Symbol: x, Type: R_X86_64_NONE } ]
  - Name: .rela.notes
    Type: SHT_RELA
    Link: .symtab
    Info: .notes
    Relocations: [ { Offset: 0, Symbol: x, Type: R_X86_64_64 } ]
Symbols:
  - { Name: x, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.References(),
            "x: .text+0x0 type 0 (none)\n"
            "x: .notes+0x0 type 1 (not allocated)\n");
}

// Types of these hold more than the type.
TEST(ElfReferences, NoneIsKnownBesideOtherBits) {
  OpenObject mips = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2MSB, Type: ET_REL, Machine: EM_MIPS, Flags: [ EF_MIPS_ARCH_64R2 ] }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], Size: 0x40 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations:
      - { Offset: 0, Symbol: a, Type: R_MIPS_NONE, Type2: R_MIPS_NONE, SpecSym: RSS_LOC }
      - { Offset: 8, Symbol: a, Type: R_MIPS_NONE, Type2: R_MIPS_64 }
Symbols:
  - { Name: a, Binding: STB_GLOBAL }
)");
  std::string text = mips.References();
  EXPECT_NE(text.find("(none)\na: .text+0x8 type 4608\n"), std::string::npos)
      << text;
}

TEST(ElfReferences, RelocationOfMissingSymbolIsAnError) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Size: 0x10 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations: [ { Offset: 0, Symbol: 99, Type: R_X86_64_64 } ]
Symbols:
  - { Name: x, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.References(),
            "test.o: a relocation in section 2 names symbol 99, but there are "
            "2 symbols");
}

TEST(ElfReferences, RelocatedSectionThatDoesNotExistIsAnError) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .rela.text, Type: SHT_RELA, Link: .symtab, Info: 70 }
Symbols:
  - { Name: x, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.References(),
            "test.o: section 1 relocates section 70, but there are 5 sections");
}

}  // namespace
}  // namespace kplace
