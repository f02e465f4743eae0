// Conditions of kernel code in the language of Kconfig.

#include "analyzer/source/option_condition.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(OptionCondition, HasOptionsAndOperators) {
  EXPECT_EQ(
      DirectiveCondition("#if IS_ENABLED(CONFIG_A) && !defined(CONFIG_B)"),
      "(A != n)&&!(B = y)");
  EXPECT_EQ(DirectiveCondition("# ifdef CONFIG_A_MODULE"), "(A = m)");
  EXPECT_EQ(DirectiveCondition("#ifndef CONFIG_A"), "!(A = y)");
  EXPECT_EQ(DirectiveCondition("#elif defined CONFIG_A || "
                               "(defined(CONFIG_A_MODULE) && defined(MODULE))"),
            "(A = y)||((A = m)&&n)");
  EXPECT_EQ(DirectiveCondition("#else"), "y");
  EXPECT_EQ(OptionCondition("!IS_REACHABLE(CONFIG_A)"), "!(A = y)");
  EXPECT_EQ(OptionCondition("IS_MODULE( CONFIG_A )"), "(A = m)");
}

TEST(OptionCondition, NothingElse) {
  for (const char* text :
       {"", "FOO", "CONFIG_A > 3", "IS_ENABLED(FOO)", "CONFIG_A != 2",
        "IS_ENABLED(CONFIG_A", "foo(CONFIG_A)", "a->b", "defined(FOO)"}) {
    EXPECT_EQ(OptionCondition(text), std::nullopt) << text;
  }
  EXPECT_EQ(DirectiveCondition("#error no"), std::nullopt);
}

}  // namespace
}  // namespace kplace
