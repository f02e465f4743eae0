// .kplace.toml: what it may say, and what becomes of mistakes.

#include "cli/settings.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace kplace::cli {
namespace {

using namespace std::chrono_literals;

std::string ErrorOf(const std::string& text) {
  Result<Settings> read = ReadSettings(text, "dir/.kplace.toml");
  return read ? std::string("none") : read.error().message;
}

TEST(Settings, AreRead) {
  Result<Settings> read = ReadSettings(
      "baseline = \"known.json\"\n"
      "fail-on = \"warning\"\n"
      "notes = true\n"
      "label = \"x86/tiny\"\n"
      "[[waiver]]\n"
      "rule = \"KP0004\"\n"
      "object = \"drivers/acme/*\"\n"
      "reason = \"until 6.14\"\n"
      "expires = 2027-03-31\n"
      "[[waiver]]\n"
      "fid = \"0123456789abcdef\"\n"
      "reason = \"looked at\"\n",
      "dir/.kplace.toml");
  ASSERT_TRUE(read.ok()) << read.error().message;
  // From the directory of the file.
  EXPECT_EQ(read->baseline, "dir/known.json");
  EXPECT_EQ(read->fail_on, FindingLevel::kWarning);
  EXPECT_TRUE(read->notes);
  EXPECT_EQ(read->label, "x86/tiny");
  ASSERT_EQ(read->waivers.size(), 2u);
  EXPECT_EQ(read->waivers[0].object, "drivers/acme/*");
  EXPECT_EQ(read->waivers[0].expires, 2027y / 3 / 31);
  EXPECT_EQ(read->waivers[0].where, "dir/.kplace.toml:5");
  EXPECT_EQ(read->waivers[1].fid, "0123456789abcdef");
  EXPECT_FALSE(read->waivers[1].expires);
}

TEST(Settings, NothingIsAllowed) {
  EXPECT_EQ(ErrorOf(""), "none");
  EXPECT_EQ(ErrorOf("# a comment\n"), "none");
}

TEST(Settings, MistakesAreToldWithTheirLine) {
  EXPECT_EQ(ErrorOf("\nfail_on = \"error\"\n"),
            "dir/.kplace.toml:2: no such key: fail_on; fail-on?");
  EXPECT_EQ(ErrorOf("xyzzy = 1\n"), "dir/.kplace.toml:1: no such key: xyzzy");
  EXPECT_EQ(ErrorOf("fail-on = \"bad\"\n"),
            "dir/.kplace.toml:1: fail-on is one of note, warning and error");
  EXPECT_EQ(ErrorOf("label = 7\n"),
            "dir/.kplace.toml:1: label has to be a text");
  EXPECT_EQ(ErrorOf("notes = \"yes\"\n"),
            "dir/.kplace.toml:1: notes is true or false");
  EXPECT_EQ(ErrorOf("waiver = 3\n"),
            "dir/.kplace.toml:1: waivers are written as [[waiver]]");
  EXPECT_EQ(ErrorOf("[[waiver]]\nreasn = \"x\"\n"),
            "dir/.kplace.toml:2: no such key: reasn; reason?");
  EXPECT_EQ(ErrorOf("[[waiver]]\nrule = \"KP0001\"\n"),
            "dir/.kplace.toml:1: a waiver wants a reason");
  EXPECT_EQ(ErrorOf("[[waiver]]\nreason = \"x\"\n"),
            "dir/.kplace.toml:1: a waiver wants one of fid, rule, object and "
            "symbol at least");
  EXPECT_EQ(
      ErrorOf("[[waiver]]\nfid = \"1\"\nreason = \"x\"\nexpires = \"soon\"\n"),
      "dir/.kplace.toml:4: expires is a date, like 2027-03-31");
}

TEST(Settings, BrokenTomlIsTold) {
  EXPECT_EQ(ErrorOf("label = \"x\nnotes = true\n").find("dir/.kplace.toml:1: "),
            0u)
      << ErrorOf("label = \"x\nnotes = true\n");
}

}  // namespace
}  // namespace kplace::cli
