// Conditions of the preprocessor, judged by gcc's.

#include "analyzer/source/code_condition.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace kplace {
namespace {

/// CONFIG_YES=y, CONFIG_MOD=m, CONFIG_NR=4, CONFIG_HEX=0x10; CONFIG_NO is n.
CodeView View(bool is_module = false) {
  return {
      [](std::string_view option) -> std::string_view {
        static const std::map<std::string_view, std::string_view> kValues = {
            {"CONFIG_YES", "y"},
            {"CONFIG_MOD", "m"},
            {"CONFIG_NR", "4"},
            {"CONFIG_HEX", "0x10"},
            {"CONFIG_NO", "n"}};
        auto it = kValues.find(option);
        return it == kValues.end() ? "" : it->second;
      },
      is_module};
}

Truth Holds(std::string_view directive, bool is_module = false) {
  return HoldsInCode(directive, View(is_module));
}

TEST(CodeCondition, OptionsAreAsAutoconfDefinesThem) {
  EXPECT_EQ(Holds("#ifdef CONFIG_YES"), Truth::kTrue);
  EXPECT_EQ(Holds("#ifdef CONFIG_MOD"), Truth::kFalse);
  EXPECT_EQ(Holds("#ifdef CONFIG_MOD_MODULE"), Truth::kTrue);
  EXPECT_EQ(Holds("#ifdef CONFIG_YES_MODULE"), Truth::kFalse);
  EXPECT_EQ(Holds("# ifndef CONFIG_NO"), Truth::kTrue);
  EXPECT_EQ(Holds("#elif CONFIG_NR > 3 && CONFIG_HEX == 16"), Truth::kTrue);
  EXPECT_EQ(Holds("#if CONFIG_NO"), Truth::kFalse);
}

TEST(CodeCondition, AModuleIsReachableFromModules) {
  EXPECT_EQ(Holds("#if IS_ENABLED(CONFIG_MOD)"), Truth::kTrue);
  EXPECT_EQ(Holds("#if IS_BUILTIN(CONFIG_MOD)"), Truth::kFalse);
  EXPECT_EQ(Holds("#if IS_MODULE(CONFIG_MOD)"), Truth::kTrue);
  EXPECT_EQ(Holds("#if IS_REACHABLE(CONFIG_MOD)"), Truth::kFalse);
  EXPECT_EQ(Holds("#if IS_REACHABLE(CONFIG_MOD)", true), Truth::kTrue);
  EXPECT_EQ(Holds("#if IS_REACHABLE(CONFIG_YES)"), Truth::kTrue);
  EXPECT_EQ(Holds("#if defined(CONFIG_YES) || (defined(CONFIG_MOD_MODULE) && "
                  "defined(MODULE))",
                  true),
            Truth::kTrue);
}

TEST(CodeCondition, WhatOtherMacrosAreIsUnknownUnlessItDoesNotMatter) {
  EXPECT_EQ(Holds("#if FOO"), Truth::kUnknown);
  EXPECT_EQ(Holds("#ifdef FOO"), Truth::kUnknown);
  EXPECT_EQ(Holds("#if GCC_VERSION(4, (5)) && CONFIG_NO"), Truth::kFalse);
  EXPECT_EQ(Holds("#if FOO > 3 || defined CONFIG_YES"), Truth::kTrue);
  EXPECT_EQ(Holds("#if IS_ENABLED(FOO)"), Truth::kUnknown);
}

TEST(CodeCondition, WhatCannotBeReadIsUnknown) {
  for (const char* directive :
       {"", "#", "#if", "#if (", "#if 1 1", "#if 1 ||", "#ifdef", "#ifdef 1",
        "#if F(", "#else", "#if 1 / 0", "#if 1 << 70", "#if \"x\"",
        "#if 99999999999999999999", "#if 1UL"}) {
    EXPECT_EQ(Holds(directive), Truth::kUnknown) << directive;
  }
  EXPECT_EQ(Holds("#if " + std::string(100000, '(')), Truth::kUnknown);
  EXPECT_EQ(Holds("#if " + std::string(100000, '!') + "1"), Truth::kUnknown);
}

/// Expressions without undefined behaviour.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  std::string Expression(int depth) {
    if (depth == 0 || Pick(6) == 0) return Leaf();
    switch (Pick(8)) {
      case 0:
        return "!" + Expression(depth - 1);
      case 1:
        return "-" + Leaf();
      case 2:
        return "(" + Expression(depth - 1) + ")";
      case 3:
        return "(" + Expression(depth - 1) + " ? " + Expression(depth - 1) +
               " : " + Expression(depth - 1) + ")";
      default:
        return Expression(depth - 1) + " " + Operator() + " " +
               Expression(depth - 1);
    }
  }

 private:
  unsigned Pick(unsigned count) { return random_() % count; }

  std::string Operator() {
    static const std::vector<std::string> kAll = {"||", "&&", "==", "!=", "<",
                                                  ">",  "<=", ">=", "|",  "^",
                                                  "&",  "+",  "-",  "&&", "||"};
    return kAll[Pick(static_cast<unsigned>(kAll.size()))];
  }

  std::string Leaf() {
    static const std::vector<std::string> kAll = {"0",
                                                  "1",
                                                  "010",
                                                  "0x10L",
                                                  "CONFIG_NR",
                                                  "CONFIG_HEX",
                                                  "CONFIG_YES",
                                                  "CONFIG_NO",
                                                  "CONFIG_MOD_MODULE",
                                                  "defined(CONFIG_YES)",
                                                  "defined CONFIG_NO",
                                                  "defined(MODULE)",
                                                  "IS_ENABLED(CONFIG_MOD)",
                                                  "IS_BUILTIN(CONFIG_MOD)",
                                                  "IS_REACHABLE(CONFIG_MOD)",
                                                  "IS_MODULE(CONFIG_YES)"};
    return kAll[Pick(static_cast<unsigned>(kAll.size()))];
  }

  std::mt19937 random_;
};

// What the macros of include/linux/kconfig.h are documented to say.
constexpr char kDefinitions[] =
    "#define CONFIG_YES 1\n#define CONFIG_MOD_MODULE 1\n#define CONFIG_NR 4\n"
    "#define CONFIG_HEX 0x10\n#define TOLD_CONFIG_MOD 0\n"
    "#define TOLD_CONFIG_YES 1\n#define ALSO_CONFIG_MOD 1\n"
    "#define ALSO_CONFIG_YES 0\n"
    "#define IS_BUILTIN(x) (TOLD_##x)\n#define IS_MODULE(x) (ALSO_##x)\n"
    "#define IS_ENABLED(x) (TOLD_##x || ALSO_##x)\n"
    "#ifdef MODULE\n#define IS_REACHABLE(x) IS_ENABLED(x)\n#else\n"
    "#define IS_REACHABLE(x) IS_BUILTIN(x)\n#endif\n";

TEST(CodeCondition, GccSaysTheSame) {
  constexpr size_t kCount = 1000;
  Writer writer(1);
  std::vector<std::string> expressions;
  std::string path =
      ::testing::TempDir() + "kplace_conditions_" + std::to_string(getpid());
  {
    std::ofstream file(path + ".c");
    file << kDefinitions;
    for (size_t i = 0; i < kCount; ++i) {
      expressions.push_back(writer.Expression(4));
      file << "#if " << expressions[i] << "\nHOLDS_" << i << "\n#endif\n";
    }
  }
  for (bool is_module : {false, true}) {
    std::string command = "gcc -E -P -w " +
                          std::string(is_module ? "-DMODULE " : "") + path +
                          ".c -o " + path + ".i";
    ASSERT_EQ(std::system(command.c_str()), 0);
    std::ifstream output(path + ".i");
    std::set<std::string> held;
    for (std::string word; output >> word;) held.insert(word);
    EXPECT_GT(held.size(), kCount / 10);
    for (size_t i = 0; i < kCount; ++i) {
      bool holds = held.contains("HOLDS_" + std::to_string(i));
      EXPECT_EQ(Holds("#if " + expressions[i], is_module),
                holds ? Truth::kTrue : Truth::kFalse)
          << expressions[i];
    }
  }
}

}  // namespace
}  // namespace kplace
