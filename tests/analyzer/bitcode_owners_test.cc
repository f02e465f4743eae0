// Owners of real bitcode are in fixtures/links (lto_*).

#include "analyzer/link/bitcode_owners.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(FunctionOfSource, LosesWhatTheCompilerAppends) {
  EXPECT_EQ(FunctionOfSource("f"), "f");
  EXPECT_EQ(FunctionOfSource("f.llvm.1234"), "f");
  EXPECT_EQ(FunctionOfSource("f.12"), "f");
  EXPECT_EQ(FunctionOfSource("f.cold"), "f");
  EXPECT_EQ(FunctionOfSource(".Ltmp.1"), ".Ltmp");
  EXPECT_EQ(FunctionOfSource(""), "");
}

}  // namespace
}  // namespace kplace
