// The link as ld does it, seen through the verdicts of a whole analysis.

#include "analyzer/link/vmlinux_link.h"

#include <gtest/gtest.h>

#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::BuildFixture;
using testing::Object;

TEST(VmlinuxLink, MembersAreTakenUntilNothingMoreIsNeeded) {
  BuildFixture build;
  build.BuiltIn("main.o", "use first\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/third.o",
               "define third\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/first.o",
               "define first\nuse second\n");
  build.Member("arch/lib.a", ArchiveUse::kOnDemand, "arch/second.o",
               "define second\nuse third\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(VmlinuxLink, MemberThatNothingNeedsStaysOut) {
  BuildFixture build;
  build.BuiltIn("main.o", "define main\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/a.o",
               "define a\nuse nowhere\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(VmlinuxLink, MemberThatWasTakenMustBeSatisfied) {
  BuildFixture build;
  build.BuiltIn("main.o", "use a\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/a.o",
               "define a\nuse nowhere\n");
  EXPECT_EQ(build.Verdict(), "KP0002 lib/a.o nowhere\n");
}

TEST(VmlinuxLink, WholeArchiveIsLinkedUnasked) {
  BuildFixture build;
  build.BuiltIn("main.o", "define main\n");
  build.Member("lib/lib.a", ArchiveUse::kWhole, "lib/a.o", "use nowhere\n");
  EXPECT_EQ(build.Verdict(), "KP0002 lib/a.o nowhere\n");
}

TEST(VmlinuxLink, WeakReferenceTakesNoMember) {
  BuildFixture build;
  build.BuiltIn("main.o", "use weak a\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/a.o",
               "define a\nuse nowhere\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(VmlinuxLink, DefinitionsInsideWinOverTheArchive) {
  BuildFixture build;
  build.BuiltIn("main.o", "use a\n");
  build.BuiltIn("weak.o", "define weak a\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/a.o",
               "define a\nuse nowhere\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(VmlinuxLink, ObjectsOfTheLastStepCount) {
  BuildFixture build;
  build.WriteBuild("init/version-timestamp.o",
                   Object("define banner_of_day\n"));
  build.BuiltIn("main.o", "use banner_of_day\nuse init_uts_ns\n");
  EXPECT_EQ(build.Verdict(), "");
}

}  // namespace
}  // namespace kplace
