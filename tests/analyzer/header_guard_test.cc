#include "analyzer/source/header_guard.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace kplace {
namespace {

/// "declared at 3, line 1 `#if …` CONFIG_A CONFIG_B", or "none".
std::string GuardOf(std::string_view header, std::string_view symbol = "f") {
  auto guard = FindHeaderGuard(header, symbol);
  if (!guard) return "none";
  std::string text = fmt::format("declared at {}, ", guard->declared_at);
  if (guard->line == 0) return text + "no guard";
  text += fmt::format("line {} `{}`", guard->line, guard->text);
  if (guard->in_else) text += " else";
  for (const std::string& option : guard->options) text += ' ' + option;
  return text;
}

TEST(HeaderGuard, PrototypeBesideItsStub) {
  EXPECT_EQ(GuardOf("#ifndef _B_H\n"
                    "#define _B_H\n"
                    "#if IS_ENABLED(CONFIG_B)\n"
                    "int f(int a,\n"
                    "      int b);\n"
                    "#else\n"
                    "static inline int f(int a, int b) { return 0; }\n"
                    "#endif\n"
                    "#endif\n"),
            "declared at 4, line 3 `#if IS_ENABLED(CONFIG_B)` CONFIG_B");
}

TEST(HeaderGuard, StubBeforeThePrototype) {
  EXPECT_EQ(GuardOf("#if !IS_ENABLED(CONFIG_B)\n"
                    "static inline void f(void) {}\n"
                    "#else\n"
                    "extern void f(void);\n"
                    "#endif\n"),
            "declared at 4, line 1 `#if !IS_ENABLED(CONFIG_B)` else CONFIG_B");
}

TEST(HeaderGuard, InnermostDirectiveThatNamesAnOption) {
  EXPECT_EQ(GuardOf("#ifdef CONFIG_A\n"
                    "# if defined(CONFIG_B) || \\\n"
                    "     defined(CONFIG_B_MODULE)\n"
                    "#  ifdef __KERNEL__\n"
                    "void f(void);\n"
                    "#  endif\n"
                    "# endif\n"
                    "#endif\n"),
            "declared at 5, line 2 `# if defined(CONFIG_B) || "
            "defined(CONFIG_B_MODULE)` CONFIG_B");
}

TEST(HeaderGuard, ElifReplacesItsIf) {
  EXPECT_EQ(GuardOf("#ifdef CONFIG_A\nint g(void);\n"
                    "#elif defined(CONFIG_B)\nint f(void);\n#endif\n"),
            "declared at 4, line 3 `#elif defined(CONFIG_B)` CONFIG_B");
}

TEST(HeaderGuard, ClosedConditionsDoNotCount) {
  EXPECT_EQ(GuardOf("#ifdef CONFIG_A\nint g(void);\n#endif\nint f(void);\n"),
            "declared at 4, no guard");
}

TEST(HeaderGuard, CallsMacrosCommentsAndStringsAreNoPrototypes) {
  EXPECT_EQ(GuardOf("/* int f(void); */\n"
                    "// int f(void);\n"
                    "#define call() f();\n"
                    "static inline int g(void) { return f(); }\n"
                    "static const char *s = \"int f(void);\";\n"
                    "int xf(void); int fx(void);\n"),
            "none");
}

TEST(HeaderGuard, VariablesCountWhenDeclaredExtern) {
  EXPECT_EQ(GuardOf("#ifdef CONFIG_A\nextern int f;\n#endif\n"),
            "declared at 2, line 1 `#ifdef CONFIG_A` CONFIG_A");
  EXPECT_EQ(GuardOf("struct s { int f; };\n"), "none");
}

TEST(HeaderGuard, BracesOfOneBranchDoNotReachTheNext) {
  EXPECT_EQ(GuardOf("#ifdef CONFIG_A\nstatic inline void a(void) {\n"
                    "#else\nstatic inline void b(void) {\n#endif\n}\n"
                    "int f(void);\n"),
            "declared at 7, no guard");
}

TEST(HeaderGuard, BrokenHeadersAreReadToTheirEnd) {
  for (const char* text : {"f", "f(", "#if\nf(;", "#endif\n#else\nf()", "\"f(",
                           "/* f(", "#if f \\", "'", "f(\\"}) {
    EXPECT_EQ(GuardOf(text), "none") << text;
  }
  EXPECT_EQ(GuardOf("int f(void);", ""), "none");
}

std::string Explained(std::string_view directive, std::string_view option) {
  std::string header = fmt::format("{}\nint f(void);\n#endif\n", directive);
  return ExplainGuard(*FindHeaderGuard(header, "f"), option);
}

TEST(ExplainGuard, SaysWhatHoldsForM) {
  std::string true_for_m = "is true for m; IS_REACHABLE() is not";
  EXPECT_EQ(Explained("#if IS_ENABLED(CONFIG_B)", "CONFIG_B"), true_for_m);
  EXPECT_EQ(Explained("#if defined(CONFIG_B) || defined(CONFIG_B_MODULE)",
                      "CONFIG_B"),
            true_for_m);
  EXPECT_EQ(Explained("#if IS_ENABLED(CONFIG_OTHER)", "CONFIG_B"),
            "does not ask for CONFIG_B");
  EXPECT_TRUE(
      Explained("#ifdef CONFIG_B", "CONFIG_B").starts_with("is false for m"));
  EXPECT_TRUE(Explained("#if IS_REACHABLE(CONFIG_B)", "CONFIG_B")
                  .starts_with("is false for m in built-in code"));
}

TEST(ExplainGuard, NoGuardAtAll) {
  EXPECT_EQ(ExplainGuard(*FindHeaderGuard("int f(void);", "f"), "CONFIG_B"),
            "is declared under no CONFIG_ condition: nothing keeps built-in "
            "code from using it");
}

}  // namespace
}  // namespace kplace
