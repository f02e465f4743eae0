// LLVM's interfaces change with every release: no header that another folder
// can include may show them, and nobody looks inside objreader.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace kplace {
namespace {

namespace fs = std::filesystem;

/// Lines of all sources below the folders of the program that include `what`,
/// as "folder/file.h: line".
std::vector<std::string> Includes(const std::vector<std::string>& folders,
                                  const std::string& extension,
                                  const std::string& what) {
  std::vector<std::string> found;
  const fs::path root = KPLACE_SOURCE_DIR;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      std::string name = entry.path().lexically_relative(root).string();
      if (!name.ends_with(extension)) continue;
      if (name.starts_with("objreader/internal/")) continue;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        if (line.find("#include") == std::string::npos) continue;
        if (line.find(what) == std::string::npos) continue;
        found.push_back(name + ": " + line);
      }
    }
  }
  return found;
}

TEST(PublicHeaders, NoneIncludesLlvm) {
  EXPECT_EQ(Includes({"support", "kbuildparse", "objreader", "analyzer", "cli"},
                     ".h", "llvm"),
            std::vector<std::string>());
}

TEST(PublicHeaders, NobodyElseUsesLlvm) {
  EXPECT_EQ(
      Includes({"support", "kbuildparse", "analyzer", "cli"}, ".cc", "llvm"),
      std::vector<std::string>());
}

TEST(PublicHeaders, NobodyElseLooksInsideObjreader) {
  for (const char* extension : {".h", ".cc"}) {
    EXPECT_EQ(Includes({"support", "kbuildparse", "analyzer", "cli"}, extension,
                       "objreader/internal/"),
              std::vector<std::string>());
  }
}

}  // namespace
}  // namespace kplace
