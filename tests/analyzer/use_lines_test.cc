#include "analyzer/source/use_lines.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "objreader/object_file.h"
#include "support/path.h"

namespace kplace {
namespace {

class UseLines : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "kplace-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    std::filesystem::create_directories(directory_ + "/src/lib");
    std::filesystem::create_directories(directory_ + "/src/include");
    std::filesystem::create_directories(directory_ + "/out/lib");
    std::ofstream(directory_ + "/src/include/h.h")
        << "extern int needed(int);\n"
           "static inline __attribute__((always_inline)) int f(int x) {\n"
           "  return needed(x) + 1;\n}\n";
    std::ofstream(directory_ + "/src/lib/a.c")
        << "#include \"h.h\"\nextern int other(int);\n"
           "int start(int x) {\n  int y = other(x) + 2;\n"
           "  return f(y) + y;\n}\n";
    tree_.source_dir = directory_ + "/src";
    tree_.build_dir = directory_ + "/out";
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  void Compile(const std::string& in, const std::string& source,
               const std::string& options) {
    std::string command = "cd " + directory_ + "/" + in + " && cc -O2 -c " +
                          options + " -o " + directory_ + "/out/lib/a.o " +
                          source;
    ASSERT_EQ(std::system(command.c_str()), 0);
  }

  /// "FILE:LINE" of every use in lib/a.o, which `source` is known to be of.
  std::string Lines(const std::string& source = "lib/a.c") {
    auto object = ObjectFile::Open(files_, tree_.build_dir + "/lib/a.o");
    if (!object) return object.error().message;
    auto references = (*object)->ReadReferences(
        [](const auto& symbol) { return !symbol.defined; });
    if (!references) return references.error().message;
    std::vector<Finding> findings(1);
    for (const Reference& reference : *references) {
      if (!reference.allocated) continue;
      UseSite site;
      site.object = "lib/a.o";
      site.section_index = reference.section;
      site.offset = reference.offset;
      site.source = source;
      findings[0].references.push_back(site);
    }
    Unknowns unknowns;
    AddSourceLines(files_, tree_, findings, unknowns);
    std::string text;
    for (const UseSite& site : findings[0].references) {
      text += site.source + ":" + std::to_string(site.line) + "\n";
    }
    for (const UnknownFact& fact : unknowns.Take()) text += fact.reason + "\n";
    return text;
  }

  RealFileSystem files_;
  BuildTree tree_;
  std::string directory_;
};

constexpr char kLines[] = "lib/a.c:4\ninclude/h.h:3\n";

TEST_F(UseLines, BuiltInAnotherDirectory) {
  Compile("out", "../src/lib/a.c", "-g -I../src/include");
  EXPECT_EQ(Lines(), kLines);
  Compile("out", directory_ + "/src/lib/a.c",
          "-g -I" + directory_ + "/src/include");
  EXPECT_EQ(Lines(), kLines);
}

TEST_F(UseLines, BuiltInTheSourceTree) {
  Compile("src", "lib/a.c", "-g -Iinclude");
  EXPECT_EQ(Lines(), kLines);
}

TEST_F(UseLines, MovedAfterwards) {
  Compile("src", "lib/a.c", "-g -Iinclude");
  std::string before = directory_;
  tree_.source_dir = directory_ + "/elsewhere";
  EXPECT_EQ(Lines(), kLines);
  // Nothing to go by.
  EXPECT_EQ(Lines(""),
            before + "/src/lib/a.c:4\n" + before + "/src/include/h.h:3\n");
}

TEST_F(UseLines, WithoutDebugInformationTheFileStays) {
  Compile("src", "lib/a.c", "-Iinclude");
  EXPECT_EQ(Lines(), "lib/a.c:0\nlib/a.c:0\n");
}

}  // namespace
}  // namespace kplace
