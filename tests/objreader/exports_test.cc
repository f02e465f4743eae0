// What EXPORT_SYMBOL() and MODULE_INFO() leave in objects, in all its forms.

#include <gtest/gtest.h>

#include "tests/objreader/object_text.h"

namespace kplace {
namespace {

using testing::OpenObject;
using testing::OpenYaml;

// "" "" pad8 ptr | "GPL" "CRYPTO" pad8(11->16) ptr
constexpr char kRecords64[] = R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_EXECINSTR ], Size: 0x20 }
  - Name: .export_symbol
    Type: SHT_PROGBITS
    Flags: [ SHF_ALLOC ]
    Content: "0000000000000000000000000000000047504c0043525950544f0000000000000000000000000000"
  - Name: .rela.export_symbol
    Type: SHT_RELA
    Link: .symtab
    Info: .export_symbol
    Relocations:
      - { Offset: 0x20, Symbol: second, Type: R_X86_64_64 }
      - { Offset: 0x08, Symbol: first, Type: R_X86_64_64 }
Symbols:
  - { Name: __export_symbol_first, Section: .export_symbol }
  - { Name: __export_symbol_second, Section: .export_symbol, Value: 0x10 }
  - { Name: first, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL }
  - { Name: second, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Value: 8 }
)";

TEST(Exports, RecordsOfExportSymbolSection) {
  EXPECT_EQ(OpenYaml(kRecords64).Exports(), "first\nsecond gpl CRYPTO\n");
}

TEST(Exports, RecordsIn32BitBigEndianWithoutAddends) {
  // "GPL" "" pad4(5->8) ptr
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS32, Data: ELFDATA2MSB, Type: ET_REL, Machine: EM_ARM }
Sections:
  - { Name: .export_symbol, Type: SHT_PROGBITS, Content: "47504c000000000000000000" }
  - Name: .rel.export_symbol
    Type: SHT_REL
    Link: .symtab
    Info: .export_symbol
    Relocations:
      - { Offset: 8, Symbol: only, Type: R_ARM_ABS32 }
Symbols:
  - { Name: only, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.Exports(), "only gpl\n");
}

TEST(Exports, RecordWhoseRelocationNamesASectionIsNamedByItsLabel) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Size: 16 }
  - { Name: .export_symbol, Type: SHT_PROGBITS, Size: 16 }
  - Name: .rela.export_symbol
    Type: SHT_RELA
    Link: .symtab
    Info: .export_symbol
    Relocations:
      - { Offset: 8, Symbol: .text, Type: R_X86_64_64, Addend: 4 }
Symbols:
  - { Name: .text, Type: STT_SECTION, Section: .text }
  - { Name: __export_symbol_quiet, Section: .export_symbol }
)");
  EXPECT_EQ(object.Exports(), "quiet\n");
}

TEST(Exports, EachOfSeveralSectionsIsRead) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Size: 16 }
  - { Name: .export_symbol, Type: SHT_PROGBITS, Size: 16 }
  - { Name: .export_symbol (1), Type: SHT_PROGBITS, Size: 16 }
  - Name: .rela.export_symbol
    Type: SHT_RELA
    Link: .symtab
    Info: .export_symbol
    Relocations: [ { Offset: 8, Symbol: .text, Type: R_X86_64_64 } ]
  - Name: .rela.export_symbol (1)
    Type: SHT_RELA
    Link: .symtab
    Info: .export_symbol (1)
    Relocations: [ { Offset: 8, Symbol: .text, Type: R_X86_64_64 } ]
Symbols:
  - { Name: .text, Type: STT_SECTION, Section: .text }
  - { Name: __export_symbol_a, Section: .export_symbol }
  - { Name: __export_symbol_b, Section: .export_symbol (1) }
)");
  EXPECT_EQ(object.Exports(), "a\nb\n");
}

TEST(Exports, RecordWithoutStringsIsError) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .export_symbol, Type: SHT_PROGBITS, Content: "47504c4747474747" }
  - Name: .rela.export_symbol
    Type: SHT_RELA
    Link: .symtab
    Info: .export_symbol
    Relocations: [ { Offset: 4, Symbol: a, Type: R_X86_64_64 } ]
Symbols:
  - { Name: a, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.error,
            "test.o: the record at 0 of .export_symbol is not licence, "
            "namespace, pointer");
}

// A compiled object of 5.4 to 6.3.
TEST(Exports, OneKsymtabSectionForEachSymbol) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: __ksymtab_strings, Type: SHT_PROGBITS, Content: "610000620055534200" }
  - { Name: "___ksymtab+a", Type: SHT_PROGBITS, Size: 12 }
  - { Name: "___ksymtab_gpl+b", Type: SHT_PROGBITS, Size: 12 }
  - { Name: "___ksymtab_gpl_future+c", Type: SHT_PROGBITS, Size: 12 }
  - { Name: "___ksymtabs+d", Type: SHT_PROGBITS, Size: 12 }
Symbols:
  - { Name: __kstrtab_a, Section: __ksymtab_strings }
  - { Name: __kstrtabns_a, Section: __ksymtab_strings, Value: 2 }
  - { Name: __ksymtab_a, Section: "___ksymtab+a" }
  - { Name: __kstrtabns_b, Section: __ksymtab_strings, Value: 5 }
  - { Name: __ksymtab_b, Section: "___ksymtab_gpl+b" }
  - { Name: __kstrtabns_c, Section: __ksymtab_strings, Value: 500 }
)");
  EXPECT_EQ(object.Exports(), "a\nb gpl USB\nc\n");
}

// A finished module, of any version.
TEST(Exports, GatheredKsymtabSections) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: __ksymtab, Type: SHT_PROGBITS, Size: 12 }
  - { Name: __ksymtab_gpl, Type: SHT_PROGBITS, Size: 24 }
  - { Name: __ksymtab_strings, Type: SHT_PROGBITS, Content: "005553425F4E6574002e2e" }
Symbols:
  - { Name: __ksymtab_a, Section: __ksymtab }
  - { Name: __ksymtab_b, Section: __ksymtab_gpl }
  - { Name: __ksymtab_c, Section: __ksymtab_gpl, Value: 12 }
  - { Name: __kstrtabns_c, Section: __ksymtab_strings, Value: 1 }
  - { Name: __kstrtabns_b, Section: __ksymtab_strings, Value: 9 }
)");
  EXPECT_EQ(object.Exports(), "a\nb gpl\nc gpl USB_Net\n");
}

// What `strip --strip-unneeded` leaves: no label of an entry, and labels of
// texts only because relocations name them.
TEST(Exports, EntriesWithoutLabelsAreReadFromTheirRelocations) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Size: 12 }
  - { Name: __ksymtab_gpl, Type: SHT_PROGBITS, Size: 24 }
  - { Name: __ksymtab_strings, Type: SHT_PROGBITS, Content: "610000620055534200" }
  - Name: .rela__ksymtab_gpl
    Type: SHT_RELA
    Link: .symtab
    Info: __ksymtab_gpl
    Relocations:
      - { Offset: 16, Symbol: __ksymtab_strings, Type: R_X86_64_PC32, Addend: 3 }
      - { Offset: 20, Symbol: __ksymtab_strings, Type: R_X86_64_PC32, Addend: 5 }
      - { Offset: 0, Symbol: .text, Type: R_X86_64_PC32 }
      - { Offset: 4, Symbol: __ksymtab_strings, Type: R_X86_64_PC32 }
      - { Offset: 8, Symbol: __kstrtabns_a, Type: R_X86_64_PC32 }
      - { Offset: 12, Symbol: b, Type: R_X86_64_PC32 }
Symbols:
  - { Name: .text, Type: STT_SECTION, Section: .text }
  - { Name: __ksymtab_strings, Type: STT_SECTION, Section: __ksymtab_strings }
  - { Name: __kstrtabns_a, Section: __ksymtab_strings, Value: 2 }
  - { Name: b, Section: .text, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.Exports(), "a gpl\nb gpl USB\n");
}

// Before 5.4 there were no namespaces; addends in the table itself.
TEST(Exports, EntriesWithoutLabelsAndNamespaces) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS32, Data: ELFDATA2MSB, Type: ET_REL, Machine: EM_ARM }
Sections:
  - { Name: __ksymtab, Type: SHT_PROGBITS, Content: "00000000000000000000000000000004" }
  - { Name: __ksymtab_strings, Type: SHT_PROGBITS, Content: "61626300646500" }
  - Name: .rel__ksymtab
    Type: SHT_REL
    Link: .symtab
    Info: __ksymtab
    Relocations:
      - { Offset: 0, Symbol: f, Type: R_ARM_ABS32 }
      - { Offset: 4, Symbol: __ksymtab_strings, Type: R_ARM_ABS32 }
      - { Offset: 8, Symbol: g, Type: R_ARM_ABS32 }
      - { Offset: 12, Symbol: __ksymtab_strings, Type: R_ARM_ABS32 }
Symbols:
  - { Name: __ksymtab_strings, Type: STT_SECTION, Section: __ksymtab_strings }
  - { Name: f, Binding: STB_GLOBAL }
  - { Name: g, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.Exports(), "abc\nde\n");
}

TEST(Exports, EntriesThatDoNotAddUpAreAnError) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: __ksymtab, Type: SHT_PROGBITS, Size: 12 }
Symbols: []
)");
  EXPECT_EQ(object.error,
            "test.o: section 1 exports 0 symbols with 0 texts, expected one or "
            "two for each");
}

// Linked: values are addresses.
TEST(Exports, NamespaceInALinkedFileIsFoundByAddress) {
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_EXEC, Machine: EM_X86_64 }
Sections:
  - { Name: __ksymtab, Type: SHT_PROGBITS, Address: 0x1000, Size: 12 }
  - { Name: __ksymtab_strings, Type: SHT_PROGBITS, Address: 0x2000, Content: "0055534200" }
Symbols:
  - { Name: __ksymtab_a, Section: __ksymtab, Value: 0x1000 }
  - { Name: __kstrtabns_a, Section: __ksymtab_strings, Value: 0x2001 }
)");
  EXPECT_EQ(object.Exports(), "a USB\n");
  ASSERT_NE(object.file, nullptr);
  EXPECT_FALSE(object.file->symbols().relocatable);
}

TEST(Modinfo, EntriesAreSplitAtTheFirstEqualsSign) {
  // license=GPL, two NULs, parm=x:a=b, bare, alone (no NUL at the end)
  OpenObject object = OpenYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .modinfo, Type: SHT_PROGBITS, Content: "6c6963656e73653d47504c0000007061726d3d783a613d620062617265" }
)");
  EXPECT_EQ(object.Modinfo(), "license=GPL\nparm=x:a=b\nbare=\n");
}

TEST(Modinfo, KeyIsFoundWithAndWithoutTheNameOfTheModule) {
  ObjectSymbols object;
  EXPECT_FALSE(object.HasModinfo("license"));
  object.modinfo = {{"hv_vmbus.license", "GPL v2"}, {"depends", ""}};
  EXPECT_EQ(object.Modinfo("license"), "GPL v2");
  EXPECT_EQ(object.Modinfo("depends"), "");
  EXPECT_TRUE(object.HasModinfo("hv_vmbus.license"));
  EXPECT_FALSE(object.HasModinfo("cense"));
  EXPECT_FALSE(object.HasModinfo("hv_vmbus"));
}

}  // namespace
}  // namespace kplace
