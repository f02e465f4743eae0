#include "analyzer/link/reference_verdict.h"

#include <gtest/gtest.h>

#include "analyzer/link/judged_places.h"

namespace kplace {
namespace {

constexpr uint16_t kX86 = 62;
constexpr uint16_t kPowerPc = 20;
constexpr uint16_t kPowerPc64 = 21;

Reference In(std::string_view section, bool allocated = true) {
  Reference reference;
  reference.section_name = section;
  reference.allocated = allocated;
  return reference;
}

/// What GNU ld and ld.lld say: "RA" are rejected, accepted, and rejected if
/// something reaches it.
std::string Verdicts(const Reference& reference, Lack lack,
                     uint16_t machine = kX86,
                     SectionFate fate = SectionFate::kKept) {
  constexpr char kLetters[] = {'A', 'R', 'G'};
  std::string text;
  for (LinkerChoice linker : {LinkerChoice{LinkerFlavour::kGnuLd},
                              LinkerChoice{LinkerFlavour::kLld}}) {
    text += kLetters[static_cast<size_t>(
        Judge(reference, fate, lack, machine, linker))];
  }
  return text;
}

TEST(ReferenceVerdict, UndefinedNamesAreRejectedWhereTheyAreLoaded) {
  EXPECT_EQ(Verdicts(In(".text"), Lack::kUndefined), "RR");
  EXPECT_EQ(Verdicts(In(".comment", false), Lack::kUndefined), "RA");
  Reference none = In(".text");
  none.none = true;
  EXPECT_EQ(Verdicts(none, Lack::kUndefined), "RA");
}

TEST(ReferenceVerdict, SectionsThatAreNotLinkedDoNotCount) {
  EXPECT_EQ(
      Verdicts(In(".text"), Lack::kUndefined, kX86, SectionFate::kDropped),
      "AA");
  EXPECT_EQ(
      Verdicts(In(".text"), Lack::kDropped, kX86, SectionFate::kDuplicate),
      "AA");
}

TEST(ReferenceVerdict, GarbageCollectionLeavesOpenOnlyWhatIsRejected) {
  SectionFate open = SectionFate::kIfReached;
  EXPECT_EQ(Verdicts(In(".text"), Lack::kUndefined, kX86, open), "GG");
  EXPECT_EQ(Verdicts(In(".debug_info", false), Lack::kDropped, kX86, open),
            "AA");
}

TEST(ReferenceVerdict, DebugInformationMayNameWhatIsDropped) {
  for (const char* section : {".debug_info", ".zdebug_line", ".stab", ".line",
                              ".gdb_index", ".gnu.linkonce.wi.x"}) {
    EXPECT_EQ(Verdicts(In(section, false), Lack::kDropped), "AA") << section;
    EXPECT_EQ(Verdicts(In(section, true), Lack::kDropped), "RR") << section;
  }
}

TEST(ReferenceVerdict, DebugInformationMayBeStripped) {
  LinkerChoice strips{LinkerFlavour::kGnuLd, false, true};
  EXPECT_EQ(Judge(In(".debug_info", false), SectionFate::kKept,
                  Lack::kUndefined, kX86, strips),
            ReferenceVerdict::kAccepted);
  EXPECT_EQ(Judge(In(".debug_table"), SectionFate::kKept, Lack::kUndefined,
                  kX86, strips),
            ReferenceVerdict::kRejected);
}

TEST(ReferenceVerdict, EachLinkerClearsItsTables) {
  struct Row {
    const char* section;
    uint16_t machine;
    const char* verdicts;
  };
  for (const Row& row : {Row{".eh_frame", kX86, "AA"},
                         {".gcc_except_table", kX86, "AR"},
                         {".sframe", kX86, "AR"},
                         {".toc", kX86, "RA"},
                         {".toc", kPowerPc64, "AA"},
                         {".toc1", kPowerPc64, "AR"},
                         {".opd", kPowerPc64, "AR"},
                         {".opd", kX86, "RR"},
                         {".got2", kPowerPc, "AA"},
                         {".fixup", kPowerPc, "AR"},
                         {".fixup", kPowerPc64, "RR"}}) {
    EXPECT_EQ(Verdicts(In(row.section), Lack::kDropped, row.machine),
              row.verdicts)
        << row.section << " on " << row.machine;
    EXPECT_EQ(Verdicts(In(row.section), Lack::kUndefined, row.machine), "RR")
        << row.section;
  }
}

TEST(JudgedPlaces, WhatIsRejectedOnceIsNotOpen) {
  JudgedPlaces<std::string> judged;
  judged.Add("a", In(".text"), ReferenceVerdict::kRejected);
  judged.Add("a", In(".x"), ReferenceVerdict::kIfReached);
  judged.Add("b", In(".x"), ReferenceVerdict::kIfReached);
  judged.Add("c", In(".x"), ReferenceVerdict::kAccepted);
  EXPECT_EQ(judged.rejected().size(), 1u);
  EXPECT_EQ(judged.rejected().at("a").size(), 1u);
  std::string open;
  judged.ForEachOpen([&](const std::string& name) { open += name; });
  EXPECT_EQ(open, "b");
}

}  // namespace
}  // namespace kplace
