// What an object needs of others, by its relocations.

#include "analyzer/scan/needs.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/testing/yaml_object.h"

namespace kplace {
namespace {

constexpr char kObject[] = R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL,
              Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC, SHF_EXECINSTR ],
      Size: 32 }
  - { Name: .discard.addressable, Type: SHT_PROGBITS,
      Flags: [ SHF_ALLOC, SHF_WRITE ], Size: 8 }
  - { Name: .debug_info, Type: SHT_PROGBITS, Size: 8 }
  - Name: .rela.text
    Type: SHT_RELA
    Info: .text
    Relocations:
      - { Offset: 1, Symbol: called, Type: R_X86_64_PLT32 }
      - { Offset: 6, Symbol: called, Type: R_X86_64_PLT32 }
      - { Offset: 11, Symbol: maybe, Type: R_X86_64_PLT32 }
  - Name: .rela.discard.addressable
    Type: SHT_RELA
    Info: .discard.addressable
    Relocations:
      - { Offset: 0, Symbol: thrown_away, Type: R_X86_64_64 }
  - Name: .rela.debug_info
    Type: SHT_RELA
    Info: .debug_info
    Relocations:
      - { Offset: 0, Symbol: described, Type: R_X86_64_64 }
Symbols:
  - { Name: user, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Size: 32 }
  - { Name: called, Binding: STB_GLOBAL }
  - { Name: maybe, Binding: STB_WEAK }
  - { Name: thrown_away, Binding: STB_GLOBAL }
  - { Name: described, Binding: STB_GLOBAL }
  - { Name: never_named, Binding: STB_GLOBAL }
...
)";

TEST(Needs, AreWhatALinkerWouldMiss) {
  const std::string bytes = testing::ObjectFromYaml(kObject);
  auto object = ObjectFile::FromBytes("user.o", bytes);
  ASSERT_TRUE(object.ok()) << object.error().message;
  Result<ObjectNeeds> needs = NeedsOf(**object);
  ASSERT_TRUE(needs.ok()) << needs.error().message;
  EXPECT_EQ(needs->symbols, std::vector<std::string_view>{"called"});
  ASSERT_EQ(needs->places.size(), 2u);
  EXPECT_EQ(needs->places[1].symbol, "called");
  EXPECT_EQ(needs->places[1].function, "user");
  EXPECT_EQ(needs->places[1].section, ".text");
}

}  // namespace
}  // namespace kplace
