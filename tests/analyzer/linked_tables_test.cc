// Each rule has a link that both linkers judge in fixtures/links (table_*).

#include "analyzer/link/linked_tables.h"

#include <gtest/gtest.h>

#include <string>

namespace kplace {
namespace {

/// Sections are taken by the first pattern that has their name.
class Tables {
 public:
  Tables(std::string_view text, LinkerFlavour flavour, bool joined = false)
      : script_(LinkerScript::Parse(text, flavour)), tables_(script_, joined) {}

  Tables& Linked(std::string_view name) {
    tables_.AddLinked(Next(name));
    return *this;
  }

  Tables& Table(std::string_view name, std::string_view subject = ".exit") {
    tables_.AddTable(Next(name), {subject, PatternOf(subject)}, false);
    return *this;
  }

  /// "1! 2": section 1 is rejected, 2 dropped.
  std::string Judge() {
    std::string text;
    for (const OrphanedTable& orphan : tables_.Judge()) {
      if (!text.empty()) text += ' ';
      text += std::to_string(orphan.section) + (orphan.rejected ? "!" : "");
    }
    return text;
  }

 private:
  const InputPattern* PatternOf(std::string_view name) const {
    return script_.Find({"vmlinux.a", "a.o"}, name);
  }
  TakenSection Next(std::string_view name) {
    return {0, ++number_, name, PatternOf(name)};
  }

  LinkerScript script_;
  LinkedTables tables_;
  uint32_t number_ = 0;
};

constexpr char kAbove[] =
    "SECTIONS { .text : { *(.text) } t : { *(t u) } /DISCARD/ : { *(.exit) } }";
constexpr char kBelow[] = "SECTIONS { /DISCARD/ : { *(.exit) } t : { *(t) } }";
constexpr char kNowhere[] = "SECTIONS { /DISCARD/ : { *(.exit) } }";
constexpr char kFilled[] =
    "SECTIONS { t : { *(t) . = ALIGN(8); } /DISCARD/ : { *(.exit) } }";
constexpr LinkerFlavour kGnuLd = LinkerFlavour::kGnuLd;
constexpr LinkerFlavour kLld = LinkerFlavour::kLld;

TEST(LinkedTables, LldMindsTheOrderOfStatements) {
  EXPECT_EQ(Tables(kAbove, kLld).Table("t").Judge(), "1!");
  EXPECT_EQ(Tables(kBelow, kLld).Table("t").Judge(), "1");
  EXPECT_EQ(Tables(kNowhere, kLld).Table("t").Judge(), "1");
}

TEST(LinkedTables, GnuLdMindsTheFirstWhereSomethingStays) {
  EXPECT_EQ(Tables(kAbove, kGnuLd).Table("t").Judge(), "1");
  EXPECT_EQ(Tables(kAbove, kGnuLd).Table("t").Linked("u").Judge(), "1!");
  EXPECT_EQ(Tables(kAbove, kGnuLd).Linked("u").Table("t").Judge(), "2");
  EXPECT_EQ(Tables(kAbove, kGnuLd).Table("t").Linked(".text").Judge(), "1");
  EXPECT_EQ(Tables(kBelow, kGnuLd).Table("t").Linked("t").Judge(), "1!");
  EXPECT_EQ(Tables(kNowhere, kGnuLd).Table("t").Linked("t").Judge(), "1");
  EXPECT_EQ(Tables(kFilled, kGnuLd).Table("t").Judge(), "1!");
}

TEST(LinkedTables, GnuLdHasOneTableOfANameInVmlinuxO) {
  EXPECT_EQ(Tables(kAbove, kGnuLd, true).Table("t").Linked("t").Judge(), "1 2");
  EXPECT_EQ(Tables(kAbove, kGnuLd, true).Linked("t").Table("t").Judge(), "");
  EXPECT_EQ(Tables(kAbove, kGnuLd, true).Table("t").Linked("u").Judge(), "1!");
}

}  // namespace
}  // namespace kplace
