#include "analyzer/link/linker_script.h"

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

std::string NeedsOf(const LinkerScript& script) {
  std::string text;
  for (const ScriptNeed& need : script.needs()) {
    if (!need.provides.empty()) text += need.provides + "=";
    text += need.symbol + ":" + std::to_string(need.line) + " ";
  }
  return text;
}

TEST(LinkerScript, ExpressionsNeedNames) {
  LinkerScript script = LinkerScript::Parse(
      "SECTIONS {\n"
      "  . = base + SIZEOF_HEADERS + 0x10;\n"
      "  .text : AT(ADDR(.text) - 0x100) { *(.text) a = ABSOLUTE(b) - c-d; }\n"
      "  PROVIDE(p = q & ~(r - 1));\n"
      "  e = SIZEOF(.data) + LOADADDR(.bss) + MAX(f, CONSTANT(MAXPAGESIZE));\n"
      "}\n"
      "ASSERT(g <= h, \"text = t\")\n"
      "x = DEFINED(i) ? j : k;\n");
  EXPECT_EQ(NeedsOf(script),
            "base:2 b:3 c:3 d:3 p=q:4 p=r:4 f:5 g:7 h:7 ");
  EXPECT_EQ(script.Symbols(), (std::vector<std::string>{"a", "e", "p", "x"}));
}

TEST(LinkerScript, EntryAndExternAreWanted) {
  LinkerScript script =
      LinkerScript::Parse("ENTRY(start) EXTERN(one two) SECTIONS { }");
  EXPECT_EQ(script.wanted(), (std::vector<std::string>{"start", "one", "two"}));
}

TEST(LinkerScript, ExcludeFileHoldsForOnePatternOrMore) {
  constexpr char kText[] =
      "SECTIONS { /DISCARD/ : { *(EXCLUDE_FILE(*b.o) .x .y) } }";
  LinkerScript gnu = LinkerScript::Parse(kText, LinkerFlavour::kGnuLd);
  EXPECT_TRUE(gnu.Discards("a.o", ".x"));
  EXPECT_FALSE(gnu.Discards("b.o", ".x"));
  EXPECT_TRUE(gnu.Discards("b.o", ".y"));
  LinkerScript lld = LinkerScript::Parse(kText, LinkerFlavour::kLld);
  EXPECT_FALSE(lld.Discards("b.o", ".y"));
}

TEST(LinkerScript, PatternsOfArchives) {
  LinkerScript script = LinkerScript::Parse(
      "SECTIONS { .x : { *lib.a:*m.o(.x) :*(.y) *lib.a:(.z) } }");
  EXPECT_TRUE(script.Find({"lib/lib.a", "lib/m.o"}, ".x"));
  EXPECT_FALSE(script.Find({"vmlinux.a", "lib/m.o"}, ".x"));
  EXPECT_TRUE(script.Find({{}, "vmlinux.o"}, ".y"));
  EXPECT_FALSE(script.Find({"vmlinux.a", "m.o"}, ".y"));
  EXPECT_TRUE(script.Find({"lib/lib.a", "lib/n.o"}, ".z"));
}

TEST(LinkerScript, OutputSectionsBehindWhatEndsTheOneBefore) {
  LinkerScript script = LinkerScript::Parse(
      "SECTIONS { .a : { *(.a) } :text =0x9090\n"
      ".b 0x100 (NOLOAD) : { KEEP(*(.b)) *(.c) } > ram AT> rom\n"
      "\"c d\" : { *(.e) } : text\n f : { } }");
  for (const char* name : {".a", ".b", "c d", "f"}) {
    EXPECT_TRUE(script.HasOutputSection(name)) << name;
  }
  EXPECT_EQ(script.Find({}, ".b")->output, ".b");
  EXPECT_TRUE(script.Find({}, ".b")->keep);
  EXPECT_FALSE(script.Find({}, ".c")->keep);
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
