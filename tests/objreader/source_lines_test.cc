// Lines of the source.  The judge is llvm-symbolizer, and for objects of this
// machine also addr2line.

#include "objreader/source_lines.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "objreader/object_file.h"
#include "support/text.h"
#include "tests/testing/shell.h"

namespace kplace {
namespace {

using testing::Shell;

constexpr char kHeader[] = R"(
extern int needed(int);
static inline __attribute__((always_inline)) int inlined(int x) {
  return x * 3 +
         needed(x);
}
)";

constexpr char kUnit[] = R"(#include "inc/unit.h"
extern int other(int);
int start(int x) {
  int y = other(x);
  return y + inlined(x + 1);
}
__attribute__((section(".init.text"))) int setup(int x) {
  return needed(x) - 1;
}
int (*pointer)(int) = other;
)";

class SourceLines : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "kplace-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    std::filesystem::create_directories(directory_ + "/src/inc");
    std::filesystem::create_directories(directory_ + "/out");
    std::ofstream(directory_ + "/src/unit.c") << kUnit;
    std::ofstream(directory_ + "/src/inc/unit.h") << kHeader;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  /// Compiles as a build with O= does: in out/, from ../src.
  std::string Compile(const std::string& compiler) {
    Shell("cd " + directory_ + "/out && " + compiler +
          " -ffreestanding -c -o unit.o ../src/unit.c");
    return directory_ + "/out/unit.o";
  }

  /// "needed FILE:LINE", one for each reference from code, FILE from src/.
  std::string WeSay(const std::string& path) {
    RealFileSystem files;
    auto object = ObjectFile::Open(files, path);
    if (!object) return object.error().message;
    auto references = (*object)->ReadReferences(
        [](const SymbolRecord& symbol) { return !symbol.defined; });
    if (!references) return references.error().message;
    std::vector<CodePlace> places;
    for (const Reference& reference : *references) {
      places.push_back({reference.section, reference.offset});
    }
    auto lines = ReadSourceLines(files, path, places);
    if (!lines) return lines.error().message;
    std::string text;
    for (size_t i = 0; i < lines->size(); ++i) {
      if ((*references)[i].section_name.find("text") ==
          std::string_view::npos) {
        continue;
      }
      text += (*references)[i].section_name;
      const SourceLine& line = (*lines)[i];
      if (line.line == 0) {
        text += " ??:0\n";
        continue;
      }
      EXPECT_EQ(line.unit, directory_ + "/src/unit.c");
      text += " " + line.file.substr(directory_.size() + 1) + ":" +
              std::to_string(line.line) + "\n";
    }
    return text;
  }

  std::string directory_;
};

constexpr char kLines[] =
    ".text src/unit.c:4\n"
    ".text src/inc/unit.h:5\n"
    ".init.text src/unit.c:8\n";

TEST_F(SourceLines, OfEveryCompilerVersionAndMachine) {
  for (const char* compiler :
       {"cc -O2 -gdwarf-5", "cc -O2 -gdwarf-4", "cc -O2 -g -gz=zlib",
        "cc -O2 -g -ffunction-sections -fno-pic", "clang-19 -O2 -gdwarf-5",
        "clang-19 -O2 -gdwarf-4 -gz=zlib", "clang-19 -O2 -g -gz=zstd",
        "clang-14 -O2 -g", "clang-19 -O2 -g --target=i386-linux-gnu -fno-pic",
        "clang-19 -O2 -g --target=aarch64-linux-gnu",
        "clang-19 -O2 -g --target=arm-linux-gnueabi",
        "clang-19 -O2 -g --target=powerpc-linux-gnu",
        "clang-19 -O2 -g --target=powerpc64-linux-gnu",
        "clang-19 -O2 -gdwarf-4 --target=mips-linux-gnu -mno-abicalls -fno-pic",
        "clang-19 -O2 -g --target=s390x-linux-gnu",
        "clang-19 -O2 -g --target=riscv64-linux-gnu -mno-relax"}) {
    std::string text = WeSay(Compile(compiler));
    // Functions may have sections of their own.
    size_t own = text.find(".text.start");
    while (own != std::string::npos) {
      text.erase(own + 5, 6);
      own = text.find(".text.start");
    }
    // A machine may need two relocations for one call.
    std::string once, before;
    for (std::string_view line : SplitLines(text)) {
      if (line != before) once += std::string(line) + "\n";
      before = line;
    }
    EXPECT_EQ(once, kLines) << compiler;
  }
}

TEST_F(SourceLines, AreThoseOfAddr2line) {
  std::string path = Compile("cc -O2 -g -fno-pic");
  RealFileSystem files;
  auto object = ObjectFile::Open(files, path);
  ASSERT_TRUE(object.ok());
  auto references = (*object)->ReadReferences(
      [](const SymbolRecord& symbol) { return !symbol.defined; });
  ASSERT_TRUE(references.ok());
  int compared = 0;
  for (const Reference& reference : *references) {
    if (!reference.section_name.ends_with("text")) continue;
    std::string theirs = Shell("addr2line -e " + path + " -j " +
                               std::string(reference.section_name) + " " +
                               "0x" + fmt::format("{:x}", reference.offset));
    theirs = theirs.substr(0, theirs.find_first_of(" \n"));
    CodePlace place = {reference.section, reference.offset};
    auto lines = ReadSourceLines(files, path, {&place, 1});
    ASSERT_TRUE(lines.ok());
    EXPECT_EQ(std::filesystem::path((*lines)[0].file).filename().string() +
                  ":" + std::to_string((*lines)[0].line),
              std::filesystem::path(theirs).filename().string());
    ++compared;
  }
  EXPECT_EQ(compared, 3);
}

TEST_F(SourceLines, SplitDebugInformationKeepsItsLines) {
  EXPECT_EQ(WeSay(Compile("cc -O2 -g -gsplit-dwarf")), kLines);
  EXPECT_EQ(WeSay(Compile("clang-19 -O2 -gdwarf-5 -gsplit-dwarf")), kLines);
  std::filesystem::remove(directory_ + "/out/unit.dwo");
  EXPECT_EQ(WeSay(directory_ + "/out/unit.o"), kLines);
}

TEST_F(SourceLines, WithoutDebugInformationNoLine) {
  EXPECT_EQ(WeSay(Compile("cc -O2")),
            ".text ??:0\n.text ??:0\n.init.text ??:0\n");
}

TEST_F(SourceLines, OtherFormatsKnowNoLine) {
  CodePlace place = {1, 0};
  auto lines = ReadSourceLinesOf("x.o", "BC\xc0\xde", {&place, 1});
  ASSERT_TRUE(lines.ok());
  ASSERT_EQ(lines->size(), 1u);
  EXPECT_EQ((*lines)[0].line, 0u);
  EXPECT_FALSE(
      ReadSourceLines(RealFileSystem(), directory_ + "/none.o", {&place, 1})
          .ok());
}

TEST_F(SourceLines, BrokenDebugInformationKillsNobody) {
  std::string path = Compile("cc -O2 -g");
  const std::string bytes = *RealFileSystem().Read(path);
  unsigned state = 1;
  for (int round = 0; round < 60; ++round) {
    std::string broken = bytes;
    for (int flips = 0; flips < 6; ++flips) {
      state = state * 1664525 + 1013904223;
      broken[64 + state / 7 % (broken.size() - 64)] ^=
          static_cast<char>(1 << (state >> 28) % 8);
    }
    CodePlace place = {1, 5};
    auto lines = ReadSourceLinesOf("x.o", broken, {&place, 1});
    if (!lines) {
      EXPECT_TRUE(lines.error().message.starts_with(
          "x.o: debug information cannot be read: "))
          << lines.error().message;
    }
  }
}

}  // namespace
}  // namespace kplace
