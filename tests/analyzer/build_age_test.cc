#include "analyzer/records/build_age.h"

#include <gtest/gtest.h>

#include "tests/analyzer/timed_files.h"

namespace kplace {
namespace {

class BuildAgeTest : public ::testing::Test {
 protected:
  BuildAgeTest() {
    tree_.source_dir = "/src";
    tree_.build_dir = "/build";
  }
  void Write(const std::string& path, int64_t time, std::string text = {}) {
    files_.WriteAt(time, path, std::move(text));
  }
  testing::TimedFiles files_;
  BuildTree tree_;
  BuildAge age_{files_, tree_};
};

TEST_F(BuildAgeTest, ListIsOutdatedByTheConfiguration) {
  Write("/build/vmlinux.a", 10);
  Write("/build/include/config/auto.conf", 11);
  EXPECT_EQ(age_.WhyOutdated("vmlinux.a", "d/a.o"), "include/config/auto.conf");
}

TEST_F(BuildAgeTest, ListIsOutdatedByAMakefileOnTheWay) {
  Write("/build/d/e/m.mod", 10);
  Write("/build/include/config/auto.conf", 5);
  Write("/src/d/e/Makefile", 9);
  Write("/src/d/Kbuild", 11);
  Write("/src/other/Makefile", 12);
  EXPECT_EQ(age_.WhyOutdated("d/e/m.mod", "d/e/a.o"), "d/Kbuild");
  EXPECT_EQ(age_.WhyOutdated("d/e/m.mod", "e/a.o"), "");
  EXPECT_EQ(age_.WhyOutdated("gone.mod", "d/e/a.o"), "");
}

TEST_F(BuildAgeTest, ObjectIsStaleWhenItsSourceIsNewer) {
  Write("/build/d/a.o", 10);
  Write("/src/d/a.S", 11);
  EXPECT_EQ(age_.WhyStale("d/a.o"), "d/a.S");
}

TEST_F(BuildAgeTest, ObjectIsStaleWhenAnOptionItAsksForChanged) {
  Write("/build/a.o", 10);
  Write("/build/b.o", 10);
  Write("/src/a.c", 9);
  Write("/build/.a.o.cmd", 10,
        "deps_a.o := \\\n  a.c \\\n    $(wildcard include/config/OLD) \\\n"
        "    $(wildcard include/config/NEW) \\\n\n");
  Write("/build/.b.o.cmd", 10, "    $(wildcard include/config/OLD) \\\n");
  Write("/build/include/config/OLD", 5);
  Write("/build/include/config/NEW", 20);
  Write("/build/include/config/auto.conf", 21);
  EXPECT_EQ(age_.WhyStale("a.o"), "include/config/NEW");
  EXPECT_EQ(age_.WhyStale("b.o"), "");
}

TEST_F(BuildAgeTest, NothingIsStaleInAFreshBuild) {
  Write("/src/a.c", 5);
  Write("/build/include/config/auto.conf", 6);
  Write("/build/a.o", 7);
  Write("/build/vmlinux.a", 8);
  EXPECT_EQ(age_.WhyStale("a.o"), "");
  EXPECT_EQ(age_.WhyStale("gone.o"), "");
  EXPECT_EQ(age_.WhyOutdated("vmlinux.a", "a.o"), "");
}

}  // namespace
}  // namespace kplace
