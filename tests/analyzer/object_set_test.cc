#include "analyzer/link/object_set.h"

#include <gtest/gtest.h>

#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::Object;

class ObjectSetTest : public ::testing::Test {
 protected:
  void Plan(std::string path, VmlinuxUse use = VmlinuxUse::kAlways,
            bool optional = false) {
    plan_.objects.push_back({std::move(path), use, false, optional, false, {}});
  }
  ObjectSet Read() {
    return ReadObjects(files_, "/build", plan_, 2, unknowns_, sink_);
  }
  std::string Unknown() {
    std::string text;
    for (const UnknownFact& fact : unknowns_.Take()) {
      text += fact.subject + ": " + fact.reason + '\n';
    }
    return text;
  }
  std::string Diagnosed() {
    SourceFiles sources;
    std::string text;
    for (const Diagnostic& diagnostic : sink_.Sorted(sources)) {
      text += FormatDiagnostic(diagnostic, sources) + '\n';
    }
    return text;
  }

  MemoryFileSystem files_;
  LinkPlan plan_;
  Unknowns unknowns_;
  DiagnosticSink sink_;
};

TEST_F(ObjectSetTest, MissingObjectsAreUnknownAndNoDiagnostic) {
  files_.Write("/build/a.o", Object("define f\n"));
  Plan("a.o");
  Plan("gone.o");
  Plan("late.o", VmlinuxUse::kAlways, true);
  ObjectSet objects = Read();
  EXPECT_TRUE(objects.objects[0].file);
  EXPECT_FALSE(objects.objects[1].file);
  EXPECT_EQ(objects.holes, 1u);
  EXPECT_EQ(Unknown(),
            "gone.o: not built: run make (-k goes on after errors) and check "
            "again\n");
  EXPECT_EQ(Diagnosed(), "");
}

TEST_F(ObjectSetTest, HalfBuiltTreeIsOneUnknown) {
  for (int i = 0; i < 100; ++i) Plan("d/" + std::to_string(i) + ".o");
  EXPECT_EQ(Read().holes, 100u);
  EXPECT_EQ(Unknown(),
            "100 objects: not built: run make (-k goes on after errors) and "
            "check again (d/0.o, d/1.o, d/2.o and 97 more)\n");
}

TEST_F(ObjectSetTest, EmptyAndTruncatedObjectsAreDiagnosed) {
  std::string whole = Object("define f\n");
  files_.Write("/build/a.o", whole);
  files_.Write("/build/empty.o", "");
  files_.Write("/build/cut.o", whole.substr(0, whole.size() / 2));
  files_.Write("/build/text.o", "int main;\n");
  for (const char* path : {"a.o", "empty.o", "cut.o", "text.o"}) Plan(path);
  ObjectSet objects = Read();
  EXPECT_TRUE(objects.objects[0].file);
  EXPECT_EQ(objects.holes, 3u);
  std::string diagnosed = Diagnosed();
  for (const char* path :
       {"cut.o: error: ", "empty.o: error: ", "text.o: error: "}) {
    EXPECT_NE(diagnosed.find(path), std::string::npos) << diagnosed;
  }
}

TEST_F(ObjectSetTest, ForeignObjectIsDroppedAndNoted) {
  files_.Write("/build/a.o", Object("define f\n"));
  files_.Write("/build/b.o", Object("define g\n"));
  files_.Write("/build/arm.o", Object("define h\n", "EM_AARCH64"));
  for (const char* path : {"arm.o", "a.o", "b.o"}) Plan(path);
  ObjectSet objects = Read();
  EXPECT_FALSE(objects.objects[0].file);
  EXPECT_TRUE(objects.objects[1].file);
  EXPECT_EQ(Diagnosed(), "");
  ASSERT_EQ(objects.foreign.size(), 1u);
  EXPECT_EQ(objects.foreign[0].index, 0u);
  EXPECT_EQ(objects.foreign[0].machine, "machine 183, 64-bit, little-endian");
  EXPECT_EQ(objects.machine, "machine 62, 64-bit, little-endian");
  EXPECT_EQ(objects.holes, 1u);
}

TEST_F(ObjectSetTest, OnlyVmlinuxObjectsAreHoles) {
  Plan("m.o", VmlinuxUse::kNever);
  EXPECT_EQ(Read().holes, 0u);
}

}  // namespace
}  // namespace kplace
