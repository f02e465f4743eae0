#include "objreader/archive.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/file_system.h"

namespace kplace {
namespace {

/// The header of a member as ar writes it: name, four fields that nobody
/// reads, size.
std::string Header(std::string_view name, size_t size) {
  return fmt::format("{:<16}0           0     0     644     {:<10}`\n", name,
                     size);
}

std::string Member(std::string_view name, std::string_view contents) {
  std::string text = Header(name, contents.size());
  text += contents;
  if (contents.size() % 2 != 0) text += '\n';
  return text;
}

/// A thin archive as Kbuild makes it: the table of names, then headers alone.
std::string Thin() {
  return "!<thin>\n" + Member("//", "b.o/\nsub/c.o/\n../x/d.o/\n/abs/e.o/\n") +
         Header("/0", 100) + Header("/5", 200) + Header("/14", 300) +
         Header("/24", 400);
}

std::string Read(const std::string& path, const std::string& bytes) {
  MemoryFileSystem files;
  files.Write(path, bytes);
  Result<Archive> archive = ReadArchive(files, path);
  if (!archive) return archive.error().message;
  std::string text = archive->thin ? "thin\n" : "ordinary\n";
  for (const ArchiveMember& member : archive->members) {
    text += fmt::format("{} {}+{}\n", member.name, member.offset, member.size);
  }
  return text;
}

TEST(Archive, ThinMembersAreSeenFromWhereTheArchiveIs) {
  EXPECT_EQ(Read("drivers/a/built-in.a", Thin()),
            "thin\n"
            "drivers/a/b.o 0+0\n"
            "drivers/a/sub/c.o 0+0\n"
            "drivers/x/d.o 0+0\n"
            "/abs/e.o 0+0\n");
  EXPECT_EQ(Read("built-in.a", Thin()),
            "thin\n"
            "b.o 0+0\n"
            "sub/c.o 0+0\n"
            "../x/d.o 0+0\n"
            "/abs/e.o 0+0\n");
}

TEST(Archive, ArchiveOfAnEmptyDirectoryHasNoMembers) {
  EXPECT_EQ(Read("a/built-in.a", "!<arch>\n"), "ordinary\n");
  EXPECT_EQ(Read("a/built-in.a", "!<thin>\n"), "thin\n");
}

TEST(Archive, OrdinaryMembersHaveAPlaceInTheFile) {
  std::string bytes = "!<arch>\n" + Member("/", std::string(4, '\0')) +
                      Member("//", "a_very_long_name_of_a_member.o/\n") +
                      Member("a.o/", "12345") + Member("/0", "678");
  EXPECT_EQ(Read("lib.a", bytes),
            "ordinary\n"
            "a.o 224+5\n"
            "a_very_long_name_of_a_member.o 290+3\n");
}

TEST(Archive, BsdNamesAreRead) {
  std::string bytes = "!<arch>\n" + Member("#1/12", "long_name.o\0xyz");
  bytes =
      "!<arch>\n" + Header("#1/12", 15) + std::string("long_name.o\0xyz\n", 16);
  EXPECT_EQ(Read("lib.a", bytes), "ordinary\nlong_name.o 80+3\n");
}

TEST(Archive, TruncatedMemberIsAnError) {
  std::string bytes = "!<arch>\n" + Member("a.o/", "1234");
  EXPECT_EQ(Read("lib.a", bytes.substr(0, bytes.size() - 2)),
            "lib.a: file is truncated: member \"a.o\" has 4 bytes at 68, file "
            "has 70 bytes");
  EXPECT_EQ(Read("lib.a", bytes.substr(0, 20)),
            "lib.a: file is truncated: a member's header has 60 bytes at 8, "
            "file has 20 bytes");
  // The byte that pads the last member may be missing.
  EXPECT_EQ(Read("lib.a", "!<arch>\n" + Header("a.o/", 3) + "123"),
            "ordinary\na.o 68+3\n");
}

TEST(Archive, NameBehindTheTableIsAnError) {
  EXPECT_EQ(
      Read("lib.a", "!<thin>\n" + Member("//", "b.o/\n") + Header("/900", 1)),
      "lib.a: member has its name at 900, but the table of names has 5 bytes");
  EXPECT_EQ(Read("lib.a", "!<thin>\n" + Member("//", "b.o") + Header("/0", 1)),
            "lib.a: the name at 0 in the table of names has no end");
}

TEST(Archive, NameFieldKeepsTheSlashOfFifteenCharacters) {
  EXPECT_EQ(Read("lib.a", "!<thin>\n" + Member("//", "abcdefghijklm.o/\n") +
                              Header("/0             /", 1)),
            "thin\nabcdefghijklm.o 0+0\n");
}

TEST(Archive, NamesThatLie) {
  // Longer than the member, or than the file.
  for (const char* name : {"#1/9", "#1/4000000000", "#1/-1", "#1/", "/1:2"}) {
    EXPECT_EQ(Read("lib.a", "!<arch>\n" + Header(name, 8) + "12345678"),
              std::string("lib.a: member has the name \"") + name +
                  "\", which is none that ar gives");
  }
  EXPECT_EQ(Read("lib.a", "!<arch>\n" + Header("#1/8", 8) + "1234"),
            "lib.a: file is truncated: member \"#1/8\" has 8 bytes at 68, "
            "file has 72 bytes");
  EXPECT_EQ(Read("lib.a", "!<arch>\n" + std::string(60, 'x')),
            "lib.a: no header of a member at 8");
}

TEST(Archive, BsdTableOfSymbolsIsNoMember) {
  EXPECT_EQ(
      Read("lib.a", "!<arch>\n" +
                        Member("#1/12", std::string("__.SYMDEF\0\0\0", 12)) +
                        Member("a.o", "1234")),
      "ordinary\na.o 140+4\n");
}

TEST(Archive, OtherFilesAreNoArchives) {
  EXPECT_EQ(Read("lib.a", ""), "lib.a: file is empty");
  EXPECT_EQ(Read("lib.a", "int main"),
            "lib.a: not an archive (starts with \"int main\")");
  MemoryFileSystem files;
  Result<Archive> missing = ReadArchive(files, "lib.a");
  ASSERT_FALSE(missing.ok());
  EXPECT_TRUE(missing.error().message.starts_with("lib.a: "));
}

}  // namespace
}  // namespace kplace
