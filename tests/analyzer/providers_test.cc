// Who would define what nothing linked defines.

#include "analyzer/explain/providers.h"

#include <gtest/gtest.h>

#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::BuildFixture;
using testing::Object;

constexpr char kDefinition[] = "int f(void)\n{\n}\n";

/// A build whose built-in user.o needs f.
class ProvidersTest : public ::testing::Test {
 protected:
  ProvidersTest() {
    build_.BuiltIn("user.o", "use f\n");
    build_.WriteSource("scripts/Makefile.build",
                       "include $(firstword $(wildcard /src/$(obj)/Kbuild "
                       "/src/$(obj)/Makefile))\n");
    build_.WriteSource("Kbuild", "obj-y += user.o d/\n");
  }

  Finding Run() {
    Analysis analysis = build_.Run();
    EXPECT_EQ(analysis.findings.size(), 1u);
    return analysis.findings.empty() ? Finding() : analysis.findings[0];
  }

  /// "d/a.o is in no unit d/Makefile:1 CONFIG_A=n", the innermost line only.
  static std::string Why(const Finding& finding) {
    std::string why;
    for (const Because& because : finding.because) {
      if (because.subject != finding.definitions.at(0).object) continue;
      why = because.subject + ' ' + because.verdict + ' ' +
            because.evidence.file + ':' +
            std::to_string(because.evidence.line) + ' ' +
            because.evidence.options + because.sentence;
    }
    return why;
  }

  BuildFixture build_;
};

TEST_F(ProvidersTest, AnOptionKeepsItOut) {
  build_.WriteSource("d/a.c", kDefinition);
  build_.WriteSource("d/Makefile", "obj-$(CONFIG_A) += a.o\n");
  Finding finding = Run();
  EXPECT_EQ(Why(finding), "d/a.o is in no unit d/Makefile:1 CONFIG_A=n");
  EXPECT_EQ(finding.definitions[0].source, "d/a.c");
  EXPECT_EQ(finding.definitions[0].unit, "");
  EXPECT_EQ(finding.message,
            "built-in code uses f, which only d/a.o would define: it is not "
            "linked with CONFIG_A=n");
  EXPECT_EQ(finding.help, "turn on CONFIG_A; or let USER select A");
}

TEST_F(ProvidersTest, ItWasCompiledWithoutIt) {
  build_.WriteSource("d/a.c", kDefinition);
  build_.BuiltIn("d/a.o", "define g\n");
  Finding finding = Run();
  EXPECT_EQ(Why(finding),
            "d/a.o is in vmlinux, but was compiled without it d/Makefile:1 "
            "CONFIG_A=y");
  EXPECT_EQ(finding.definitions[0].unit, "vmlinux");
  EXPECT_EQ(finding.message,
            "built-in code uses f, which only d/a.o would define: it was "
            "compiled without it");
}

TEST_F(ProvidersTest, WhatAnOptionKeepsOutComesFirst) {
  build_.WriteSource("d/a.c", kDefinition);
  build_.WriteSource("d/b.c", kDefinition);
  build_.WriteSource("d/c.c", kDefinition);
  build_.WriteSource("d/Makefile", "obj-$(CONFIG_B) += b.o\n");
  build_.BuiltIn("d/a.o", "define g\n");
  EXPECT_EQ(build_.Verdict(), "KP0002 user.o f: d/b.o, d/a.o in vmlinux\n");
}

TEST_F(ProvidersTest, NoMakefileNamesIt) {
  build_.WriteSource("e/a.c", kDefinition);
  build_.WriteSource("e/Makefile", "obj-y += b.o\n");
  EXPECT_EQ(Why(Run()),
            "e/a.o is in no unit e/Makefile:0 no list that is evaluated names "
            "it");
}

TEST_F(ProvidersTest, AnObjectThatLiesThereIsNamedOnce) {
  build_.BuiltIn("d/user2.o", "define g\n");
  build_.WriteBuild("d/a.o", Object("define f\n"));
  build_.WriteSource("d/a.c", kDefinition);
  build_.WriteSource("d/Makefile", "obj-$(CONFIG_A) += a.o\n");
  EXPECT_EQ(build_.Verdict(), "KP0002 user.o f: d/a.o\n");
}

}  // namespace
}  // namespace kplace
