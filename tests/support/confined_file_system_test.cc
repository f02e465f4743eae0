#include "support/confined_file_system.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

class ConfinedFileSystemTest : public testing::Test {
 protected:
  ConfinedFileSystemTest() {
    memory_.Write("/src/Makefile", "inside");
    memory_.Write("/srcery/secret", "outside");
    memory_.Write("/etc/hostname", "outside");
  }
  MemoryFileSystem memory_;
  ConfinedFileSystem files_{memory_, {"/src/", "/out"}};
};

TEST_F(ConfinedFileSystemTest, ShowsWhatIsInside) {
  EXPECT_EQ(files_.Read("/src/Makefile").value(), "inside");
  EXPECT_EQ(files_.Read("/src/a/../Makefile").value(), "inside");
  EXPECT_EQ(files_.OpenParts("/src/Makefile").value()->size(), 6u);
  EXPECT_TRUE(files_.IsDirectory("/src"));
  EXPECT_EQ(files_.List("/src").value(), std::vector<std::string>{"Makefile"});
}

TEST_F(ConfinedFileSystemTest, RefusesWhatIsOutside) {
  for (const char* path :
       {"/etc/hostname", "/src/../etc/hostname", "/srcery/secret"}) {
    EXPECT_EQ(files_.Read(path).error().message,
              std::string(path) + ": lies outside the tree and is not read");
    EXPECT_FALSE(files_.Open(path).ok());
    EXPECT_FALSE(files_.OpenParts(path).ok());
    EXPECT_FALSE(files_.RealPath(path).ok());
    EXPECT_EQ(files_.Status(path).kind, FileKind::kMissing);
  }
  EXPECT_FALSE(files_.List("/etc").ok());
}

}  // namespace
}  // namespace kplace
