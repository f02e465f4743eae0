// The judges: what the system's compiler, assembler and linker make, nm and ar
// and readelf describe; we must say the same.

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

#include "objreader/archive.h"
#include "objreader/object_file.h"
#include "support/file_system.h"
#include "support/path.h"
#include "support/text.h"
#include "tests/testing/shell.h"

namespace kplace {
namespace {

using testing::Shell;

constexpr char kUnit[] = R"(
extern int needed(int);
extern int optional(int) __attribute__((weak));
extern int wanted_data;
int tentative[4];
__attribute__((weak)) int fallback(void) { return 1; }
int table[] = {1, 2, 3};
int (*pointer)(int) = needed;
static int helper(int x) __attribute__((noinline));
static int helper(int x) { return needed(x) + 1; }
int start(int x) {
  if (optional) x += optional(x);
  return helper(x) + wanted_data;
}
int other(void) { return start(table[1]); }
#define STR_(x) #x
#define STR(x) STR_(x)
/* The layout that include/linux/export.h of 6.4 and later documents. */
#define EXPORT(symbol, license, space)                              \
  asm(".section \".export_symbol\",\"a\"\n"                         \
      "__export_symbol_" #symbol ":\n"                              \
      ".asciz \"" license "\"\n.asciz \"" space "\"\n"              \
      ".balign " STR(__SIZEOF_POINTER__) "\n"                       \
      ".dc.a " #symbol "\n.previous\n");
EXPORT(start, "GPL", "SPACE")
EXPORT(other, "", "")
EXPORT(fallback, "GPL", "")
asm(".globl constant\n.set constant, 42\n");
const char license[] __attribute__((section(".modinfo"), used)) = "license=GPL";
)";

class Oracle : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/kplace-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    std::ofstream(directory_ + "/unit.c") << kUnit;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string Compile(const std::string& name, const std::string& options) {
    std::string path = directory_ + "/" + name;
    std::filesystem::create_directories(
        std::filesystem::path(path).parent_path());
    Shell("cc -c " + options + " -o " + path + " " + directory_ + "/unit.c");
    return path;
  }

  std::unique_ptr<ObjectFile> Open(const std::string& path) {
    auto object = ObjectFile::Open(files_, path);
    EXPECT_TRUE(object.ok()) << (object ? "" : object.error().message);
    return object ? std::move(*object) : nullptr;
  }

  RealFileSystem files_;
  std::string directory_;
};

/// "T start" as nm says it, with the kinds that we tell apart.
std::set<std::string> NmSays(const std::string& path) {
  std::set<std::string> symbols;
  std::string output = Shell("nm --extern-only --format=posix " + path);
  for (std::string_view line : SplitLines(output)) {
    std::vector<std::string_view> words = SplitWords(line);
    char kind = words[1][0];
    if (kind == 'v') kind = 'w';
    if (kind == 'V') kind = 'W';
    if (std::string_view("UwWCA").find(kind) == std::string_view::npos) {
      kind = 'D';  // defined in some section
    }
    symbols.insert(std::string(1, kind) + ' ' + std::string(words[0]));
  }
  return symbols;
}

std::set<std::string> WeSay(const ObjectFile& object) {
  std::set<std::string> symbols;
  for (const SymbolRecord& symbol : object.symbols().symbols) {
    bool weak = symbol.binding == Binding::kWeak;
    char kind = symbol.common     ? 'C'
                : symbol.absolute ? 'A'
                : symbol.defined  ? (weak ? 'W' : 'D')
                                  : (weak ? 'w' : 'U');
    symbols.insert(std::string(1, kind) + ' ' + std::string(symbol.name));
  }
  return symbols;
}

TEST_F(Oracle, SymbolsAreThoseOfNm) {
  for (const char* options :
       {"-O2", "-O0 -g -fcommon", "-O2 -ffunction-sections -fdata-sections",
        "-O1 -fcommon -fno-pic -fno-pie"}) {
    std::string path = Compile("unit.o", options);
    std::unique_ptr<ObjectFile> object = Open(path);
    ASSERT_NE(object, nullptr);
    EXPECT_EQ(WeSay(*object), NmSays(path)) << options;
    EXPECT_GE(object->symbols().symbols.size(), 10u);
  }
}

TEST_F(Oracle, SymbolsOfAPartialLinkAreThoseOfNm) {
  std::string path = Compile("unit.o", "-O2 -g");
  Shell("ld -r -o " + directory_ + "/whole.o " + path);
  std::unique_ptr<ObjectFile> object = Open(directory_ + "/whole.o");
  ASSERT_NE(object, nullptr);
  EXPECT_EQ(WeSay(*object), NmSays(directory_ + "/whole.o"));
  EXPECT_EQ(object->symbols().exports.size(), 3u);
}

TEST_F(Oracle, ExportsAreThoseOfTheSource) {
  std::unique_ptr<ObjectFile> object = Open(Compile("unit.o", "-O2"));
  ASSERT_NE(object, nullptr);
  std::set<std::string> exports;
  for (const ExportRecord& record : object->symbols().exports) {
    exports.insert(std::string(record.name) +
                   (record.gpl_only ? " gpl " : " ") +
                   std::string(record.name_space));
  }
  EXPECT_EQ(exports, (std::set<std::string>{"start gpl SPACE", "other ",
                                            "fallback gpl "}));
  EXPECT_EQ(object->symbols().Modinfo("license"), "GPL");
}

TEST_F(Oracle, ReferencesAreAsManyAsReadelfLists) {
  std::string path = Compile("unit.o", "-O1 -g");
  std::unique_ptr<ObjectFile> object = Open(path);
  ASSERT_NE(object, nullptr);
  auto references = object->ReadReferences(
      [](const SymbolRecord& symbol) { return !symbol.defined; });
  ASSERT_TRUE(references.ok());
  // One row a relocation: offset, info, type, value, name.  Undefined symbols
  // have the value 0 and so have some others: ask by name.
  size_t rows = 0;
  std::string output = Shell("readelf -rW " + path);
  for (std::string_view line : SplitLines(output)) {
    std::vector<std::string_view> words = SplitWords(line);
    if (words.size() < 5) continue;
    rows += words[4] == "needed" || words[4] == "optional" ||
            words[4] == "wanted_data";
  }
  EXPECT_EQ(references->size(), rows);
  std::set<std::string> from;
  for (const Reference& reference : *references) {
    if (reference.allocated) from.insert(std::string(reference.function));
  }
  EXPECT_EQ(from, (std::set<std::string>{"helper", "pointer", "start"}));
}

TEST_F(Oracle, MoreSectionsThanOrdinaryNumbersReach) {
  // 66,000 sections need SHN_XINDEX, both for symbols and for e_shnum.
  std::ofstream source(directory_ + "/many.s");
  for (int i = 0; i < 66000; ++i) {
    source << ".section .text.f" << i << ",\"ax\"\n";
    if (i % 1000 == 999) source << ".globl f" << i << "\nf" << i << ": nop\n";
  }
  source.close();
  std::string path = directory_ + "/many.o";
  Shell("as -o " + path + " " + directory_ + "/many.s");
  std::unique_ptr<ObjectFile> object = Open(path);
  ASSERT_NE(object, nullptr);
  EXPECT_EQ(WeSay(*object), NmSays(path));
  EXPECT_EQ(object->symbols().symbols.size(), 66u);
  EXPECT_GT(object->symbols().symbols.back().section, 0xff00u);
}

TEST_F(Oracle, MembersAreThoseOfAr) {
  Compile("a/one.o", "-O1");
  Compile("a/sub/a_name_that_is_longer_than_sixteen.o", "-O1");
  Compile("two.o", "-O1");
  const std::string cd = "cd " + directory_ + " && ";
  const std::string objects =
      "a/one.o two.o a/sub/a_name_that_is_longer_than_sixteen.o";
  Shell(cd + "ar cDPrST a/thin.a " + objects);
  Shell(cd + "ar cDPrsT a/indexed.a " + objects);
  Shell(cd + "ar cDrs a/ordinary.a " + objects);
  Shell(cd + "ar cDPrST nested.a a/thin.a && ar cDPrST a/empty.a");
  for (const char* name :
       {"a/thin.a", "a/indexed.a", "a/ordinary.a", "nested.a", "a/empty.a"}) {
    Result<Archive> archive = ReadArchive(files_, directory_ + "/" + name);
    ASSERT_TRUE(archive.ok()) << archive.error().message;
    std::string ours;
    for (const ArchiveMember& member : archive->members) {
      std::string path = member.name;
      if (archive->thin) {
        EXPECT_TRUE(files_.IsFile(path)) << path;
        path = std::filesystem::relative(path, directory_).string();
      }
      ours += path + '\n';
    }
    std::string theirs;
    std::string listing = Shell(cd + "ar t " + name);
    for (std::string_view line : SplitLines(listing)) {
      theirs += NormalizePath(line) + '\n';
    }
    EXPECT_EQ(ours, theirs) << name;
  }
}

TEST_F(Oracle, OrdinaryMemberIsReadFromItsPlace) {
  std::string path = Compile("one.o", "-O1");
  Shell("cd " + directory_ + " && ar cDrs lib.a one.o");
  Result<Archive> archive = ReadArchive(files_, directory_ + "/lib.a");
  ASSERT_TRUE(archive.ok());
  ASSERT_EQ(archive->members.size(), 1u);
  const ArchiveMember& member = archive->members.front();
  auto bytes = files_.Read(directory_ + "/lib.a");
  ASSERT_TRUE(bytes.ok());
  std::string contents = bytes->substr(member.offset, member.size);
  auto whole = files_.Read(path);
  ASSERT_TRUE(whole.ok());
  EXPECT_TRUE(contents == *whole);
  auto object = ObjectFile::FromBytes("lib.a(one.o)", contents);
  ASSERT_TRUE(object.ok());
  EXPECT_EQ(WeSay(**object), NmSays(path));
}

}  // namespace
}  // namespace kplace
