// COMDAT groups: which sections a linker drops when another object has them
// too.

#include <gtest/gtest.h>

#include "tests/objreader/object_text.h"

namespace kplace {
namespace {

using testing::OpenObject;
using testing::OpenYaml;

constexpr char kHeader[] =
    "--- !ELF\nFileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: "
    "ET_REL, Machine: EM_X86_64 }\n";

OpenObject Open(const std::string& body) {
  return OpenYaml(kHeader + body);
}

TEST(ElfGroups, SymbolsAndReferencesKnowTheirGroup) {
  OpenObject object = Open(R"(
Sections:
  - Name: .group
    Type: SHT_GROUP
    Link: .symtab
    Info: thunk
    Members: [ { SectionOrType: GRP_COMDAT }, { SectionOrType: .text.thunk }, { SectionOrType: .rela.text.thunk } ]
  - Name: .group (1)
    Type: SHT_GROUP
    Link: .symtab
    Info: not_comdat
    Members: [ { SectionOrType: 0 }, { SectionOrType: .text.other } ]
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], Size: 0x40 }
  - { Name: .text.thunk, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_GROUP ], Size: 0x40 }
  - { Name: .text.other, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_GROUP ], Size: 0x40 }
  - Name: .rela.text.thunk
    Type: SHT_RELA
    Flags: [ SHF_GROUP ]
    Link: .symtab
    Info: .text.thunk
    Relocations: [ { Offset: 0, Symbol: x, Type: R_X86_64_64 } ]
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations: [ { Offset: 0, Symbol: x, Type: R_X86_64_64 } ]
Symbols:
  - { Name: thunk, Section: .text.thunk, Binding: STB_WEAK }
  - { Name: not_comdat, Section: .text.other, Binding: STB_GLOBAL }
  - { Name: plain, Section: .text, Binding: STB_GLOBAL }
  - { Name: x, Binding: STB_GLOBAL }
)");
  EXPECT_EQ(object.Symbols(),
            "thunk: weak untyped in 4 at 0x0+0 comdat thunk\n"
            "not_comdat: global untyped in 5 at 0x0+0\n"
            "plain: global untyped in 3 at 0x0+0\n"
            "x: global untyped undefined\n");
  EXPECT_EQ(object.References(),
            "x: .text+0x0 type 1 in plain\n"
            "x: .text.thunk+0x0 type 1 in thunk comdat thunk\n");
}

TEST(ElfGroups, ObjectWithoutGroupsHasNoEntries) {
  OpenObject object = Open("Symbols: [ { Name: x, Binding: STB_GLOBAL } ]\n");
  ASSERT_NE(object.file, nullptr);
  EXPECT_TRUE(object.file->symbols().comdats.empty());
}

// What gas wrote before 2.36 for a group that is named like no symbol.
TEST(ElfGroups, SignatureMayBeALocalSymbolOrASection) {
  for (const char* info : {"hidden", ".text.a"}) {
    std::string body = R"(
Sections:
  - Name: .group
    Type: SHT_GROUP
    Link: .symtab
    Info: )" + std::string(info) +
                       R"(
    Members: [ { SectionOrType: GRP_COMDAT }, { SectionOrType: .text.a } ]
  - { Name: .text.a, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_GROUP ], Size: 4 }
Symbols:
  - { Name: hidden, Section: .text.a }
  - { Name: .text.a, StName: 0, Type: STT_SECTION, Section: .text.a }
  - { Name: f, Section: .text.a, Binding: STB_GLOBAL }
)";
    EXPECT_EQ(Open(body).Symbols(), "f: global untyped in 2 at 0x0+0 comdat " +
                                        std::string(info) + "\n");
  }
}

struct Broken {
  const char* info;
  const char* members;
  const char* error;
};

TEST(ElfGroups, NumbersThatLieAreErrors) {
  const Broken cases[] = {
      {"99", "[ { SectionOrType: GRP_COMDAT } ]",
       "test.o: group in section 1 is named by symbol 99, but there are 2 "
       "symbols"},
      {"f", "[ { SectionOrType: GRP_COMDAT }, { SectionOrType: 70 } ]",
       "test.o: group in section 1 has section 70, but there are 6 sections"},
      {"f",
       "[ { SectionOrType: GRP_COMDAT }, { SectionOrType: 2 }, "
       "{ SectionOrType: 2 } ]",
       "test.o: section 2 is in two COMDAT groups"},
      {"f", "[ ]",
       "test.o: section 1 is a group of 0 bytes, which are no row of numbers"},
  };
  for (const Broken& broken : cases) {
    std::string body =
        "Sections:\n  - { Name: .group, Type: SHT_GROUP, Link: .symtab, "
        "Info: " +
        std::string(broken.info) + ", Members: " + broken.members +
        " }\n  - { Name: .text, Type: SHT_PROGBITS, Size: 4 }\nSymbols: [ { "
        "Name: f, Section: .text, Binding: STB_GLOBAL } ]\n";
    EXPECT_EQ(Open(body).error, broken.error);
  }
}

}  // namespace
}  // namespace kplace
