// What compiled objects say of an answer.

#include "analyzer/scan/confirmation.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace kplace {
namespace {

using Verdict = Confirmation::Verdict;

Confirmation Judge(const std::map<std::string, CompiledObject>& compiled) {
  ScanEvidence evidence;
  evidence.symbols = {"alpha", "beta", "gamma"};
  ScanQuestion question;
  question.needs = {{0, {1}, {0, 1}}};
  return JudgeCompiled(
      evidence, question,
      [&](EvidenceNo) {
        std::vector<std::string> objects;
        for (const auto& [object, unused] : compiled) objects.push_back(object);
        return objects;
      },
      [&](const std::string& object) { return compiled.at(object); });
}

TEST(Confirmation, OneNeedIsEnough) {
  Confirmation found = Judge({{"a.o", {"", {"alpha", "gamma"}}},
                              {"b.o", {"", {"gamma"}}},
                              {"c.o", {"no such file", {}}}});
  EXPECT_EQ(found.verdict, Verdict::kConfirmed);
  EXPECT_EQ(found.needs, std::vector<std::string>{"a.o needs alpha"});
}

TEST(Confirmation, WithoutANeedItIsRefuted) {
  EXPECT_EQ(Judge({{"a.o", {"", {"gamma"}}}, {"b.o", {"", {}}}}).verdict,
            Verdict::kRefuted);
}

// What was not compiled may be what needs it.
TEST(Confirmation, AFailureLeavesItOpen) {
  Confirmation found =
      Judge({{"a.o", {"", {"gamma"}}}, {"b.o", {"no such file", {}}}});
  EXPECT_EQ(found.verdict, Verdict::kFailed);
  EXPECT_EQ(found.failure, "no such file");
}

}  // namespace
}  // namespace kplace
