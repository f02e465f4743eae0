#include "analyzer/link/link_command.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::Object;

std::string OrdinaryArchive(const std::string& member) {
  std::string padded = member + (member.size() % 2 != 0 ? "\n" : "");
  return "!<arch>\n" +
         fmt::format("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "a.o/", 0, 0, 0, 0,
                     member.size()) +
         padded;
}

std::string NamesOf(const MemoryFileSystem& files, Unknowns& unknowns) {
  std::string text;
  LinkCommand command = ReadLinkCommand(files, "/build", unknowns);
  for (const std::string& name : command.defined) {
    text += name + ' ';
  }
  return text;
}

TEST(LinkCommand, LibrariesFromOutsideDefineTheirNames) {
  MemoryFileSystem files;
  files.Write("/usr/lib/libgcc.a",
              OrdinaryArchive(Object("define __udivdi3\nuse abort\n")));
  files.Write("/build/.vmlinux.o.cmd",
              "savedcmd_vmlinux.o := ld -r -o vmlinux.o --whole-archive "
              "vmlinux.a --start-group /usr/lib/libgcc.a /build/lib/lib.a "
              "lib/lib.a --end-group\n");
  Unknowns unknowns;
  EXPECT_EQ(NamesOf(files, unknowns), "__udivdi3 ");
  EXPECT_TRUE(unknowns.Take().empty());
}

TEST(LinkCommand, DefsymDefines) {
  MemoryFileSystem files;
  files.Write("/build/.vmlinux.cmd",
              "cmd_vmlinux := sh link-vmlinux.sh \"ld\" \"-m elf\" "
              "\"--defsym jiffies=jiffies_64+4 --defsym=x=1\"; true\n");
  Unknowns unknowns;
  EXPECT_EQ(NamesOf(files, unknowns), "jiffies x ");
}

TEST(LinkCommand, OptionsThatChangeTheLinkAreSeen) {
  MemoryFileSystem files;
  files.Write("/build/.vmlinux.cmd",
              "savedcmd_vmlinux := sh link-vmlinux.sh \"gcc\" "
              "\"-Wl,-u,one,--gc-sections -Wl,--undefined=two\" "
              "\"--undefined three\"\n");
  Unknowns unknowns;
  LinkCommand command = ReadLinkCommand(files, "/build", unknowns);
  EXPECT_EQ(command.wanted, (std::vector<std::string>{"one", "two", "three"}));
  EXPECT_TRUE(command.drops_unreached);
  EXPECT_FALSE(command.strips_debug);
}

TEST(LinkCommand, UnreadableLibraryIsUnknown) {
  MemoryFileSystem files;
  files.Write("/build/.vmlinux.o.cmd", "savedcmd_vmlinux.o := ld /gone.a\n");
  Unknowns unknowns;
  EXPECT_EQ(NamesOf(files, unknowns), "");
  std::vector<UnknownFact> facts = unknowns.Take();
  ASSERT_EQ(facts.size(), 1u);
  EXPECT_EQ(facts[0].subject, "/gone.a");
}

TEST(LinkCommand, NothingWasLinked) {
  MemoryFileSystem files;
  Unknowns unknowns;
  EXPECT_EQ(NamesOf(files, unknowns), "");
}

}  // namespace
}  // namespace kplace
