#include "analyzer/linker_script.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

std::string SymbolsOf(std::string_view text) {
  std::string names;
  for (const std::string& name : LinkerScript::Parse(text).Symbols()) {
    names += name + ' ';
  }
  return names;
}

TEST(LinkerScript, AssignmentsInsideAndOutsideOfSectionsDefine) {
  EXPECT_EQ(SymbolsOf("jiffies = jiffies_64;\n"
                      "SECTIONS {\n"
                      " . = 0x1000; _text = .;\n"
                      " .text : { _stext = .; *(.text) _etext=.; }\n"
                      " _end = . ;\n"
                      "}\n"
                      "after = 1;"),
            "_end _etext _stext _text after jiffies ");
}

TEST(LinkerScript, ProvideAndHiddenDefine) {
  EXPECT_EQ(SymbolsOf("PROVIDE(a = b);\n"
                      "SECTIONS { .x : { PROVIDE_HIDDEN(c = (1 + d)); "
                      "HIDDEN(e = .); f = .; } PROVIDE(g = .); }"),
            "a c e f g ");
}

TEST(LinkerScript, FillValuesAndComparisonsDefineNothing) {
  EXPECT_EQ(
      SymbolsOf("SECTIONS { .text : { *(.text) } :text = 0xcccc\n"
                " after = .;\n"
                " .data : { *(.data) } =0x9090 last = .;\n"
                " ASSERT((_end == limit), \"too = big\")\n"
                " . = ASSERT((_end - _text <= 0x40), \"x = y;\"); z = 1; }"),
      "after last z ");
}

TEST(LinkerScript, CommentsAreNoText) {
  EXPECT_EQ(SymbolsOf("/* a = 1; */ b = 2; /* unfinished"), "b ");
}

TEST(LinkerScript, PhdrsBlockDefinesNothing) {
  EXPECT_EQ(SymbolsOf("PHDRS { text PT_LOAD FLAGS(5); }\n"
                      "SECTIONS { a = .; }"),
            "a ");
}

constexpr char kDiscards[] = R"(
SECTIONS {
  .exit.text : AT(ADDR(.exit.text) - 0x10) { *(.exit.text) *(.text.exit) }
  .init.data : { KEEP(*(SORT(___kentry+*))) *(.init.data .init.data.*)
                 *lib.a:(.lib.data) . = ALIGN(8); }
  /DISCARD/ : {
    *(.exitcall.exit) *(.discard) *(.discard.*)
    *(.exit.text) KEEP(*(.kept_but_dropped))
    drivers/late.o(.late)
    *(EXCLUDE_FILE(a.o) .excluded)
  }
  .after : { *(.discard.never) }
}
)";

TEST(LinkerScript, DiscardsWhatNoEarlierStatementTakes) {
  LinkerScript script = LinkerScript::Parse(kDiscards);
  EXPECT_TRUE(script.Discards("a.o", ".exitcall.exit"));
  EXPECT_TRUE(script.Discards("a.o", ".discard.addressable"));
  EXPECT_TRUE(script.Discards("a.o", ".discard.never"));  // taken before .after
  EXPECT_TRUE(script.Discards("a.o", ".kept_but_dropped"));
  EXPECT_TRUE(script.Discards("b.o", ".excluded"));
  EXPECT_FALSE(script.Discards("a.o", ".exit.text"));  // taken before
  EXPECT_FALSE(script.Discards("a.o", ".text"));       // orphan
  EXPECT_FALSE(script.Discards("a.o", ".init.data.x"));
}

TEST(LinkerScript, DiscardOfOneFileDiscardsOnlyThere) {
  LinkerScript script = LinkerScript::Parse(kDiscards);
  EXPECT_TRUE(script.Discards("drivers/late.o", ".late"));
  EXPECT_FALSE(script.Discards("drivers/early.o", ".late"));
}

TEST(LinkerScript, FallbackDropsWhatEveryArchitectureDrops) {
  LinkerScript script = LinkerScript::Fallback();
  EXPECT_TRUE(script.Discards("a.o", ".export_symbol"));
  EXPECT_TRUE(script.Discards("a.o", ".discard.unreachable"));
  EXPECT_FALSE(script.Discards("a.o", ".text"));
  EXPECT_TRUE(script.Symbols().empty());
}

TEST(LinkerScript, BrokenTextIsReadToItsEnd) {
  for (const char* text :
       {"", "}", "SECTIONS {", "SECTIONS { .x : { *(", "PROVIDE(", "a =", "= =",
        "\"", "/*", "SECTIONS { .x : { *(EXCLUDE_FILE(", "/DISCARD/ }}}}"}) {
    LinkerScript::Parse(text);
  }
}

}  // namespace
}  // namespace kplace
