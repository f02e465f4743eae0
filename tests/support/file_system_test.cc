#include "support/file_system.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace kplace {
namespace {

/// The same questions to the disk and to memory must get the same answers.
class FileSystemTest : public testing::Test {
 protected:
  FileSystemTest() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    root_ = testing::TempDir() + "kplace_fs_" + info->name();
    std::filesystem::remove_all(root_);
    Write("a/one.txt", "1");
    Write("a/b/two.txt", std::string(100'000, '2'));
    Write("a/empty", "");
  }
  ~FileSystemTest() override { std::filesystem::remove_all(root_); }

  void Write(const std::string& name, const std::string& text) {
    std::string path = root_ + "/" + name;
    std::filesystem::create_directories(
        std::filesystem::path(path).parent_path());
    std::ofstream(path) << text;
    memory_.Write(path, text);
  }

  std::string root_;
  RealFileSystem real_;
  MemoryFileSystem memory_;
};

TEST_F(FileSystemTest, ReadsAndOpensFilesSmallAndLarge) {
  for (const FileSystem* fs :
       {static_cast<FileSystem*>(&real_), static_cast<FileSystem*>(&memory_)}) {
    EXPECT_EQ(fs->Read(root_ + "/a/one.txt").value(), "1");
    EXPECT_EQ(fs->Open(root_ + "/a/one.txt").value()->bytes(), "1");
    EXPECT_EQ(fs->Open(root_ + "/a/b/two.txt").value()->bytes().size(),
              100'000u);
    EXPECT_EQ(fs->Open(root_ + "/a/empty").value()->bytes(), "");
  }
}

TEST_F(FileSystemTest, ListsNamesSorted) {
  for (const FileSystem* fs :
       {static_cast<FileSystem*>(&real_), static_cast<FileSystem*>(&memory_)}) {
    EXPECT_EQ(fs->List(root_ + "/a").value(),
              (std::vector<std::string>{"b", "empty", "one.txt"}));
    EXPECT_FALSE(fs->List(root_ + "/none").ok());
  }
}

TEST_F(FileSystemTest, TellsFilesFromDirectories) {
  for (const FileSystem* fs :
       {static_cast<FileSystem*>(&real_), static_cast<FileSystem*>(&memory_)}) {
    EXPECT_TRUE(fs->IsFile(root_ + "/a/one.txt"));
    EXPECT_TRUE(fs->IsDirectory(root_ + "/a/b"));
    EXPECT_EQ(fs->Status(root_ + "/none").kind, FileKind::kMissing);
  }
}

TEST_F(FileSystemTest, ErrorsNameTheFile) {
  EXPECT_EQ(real_.Read(root_ + "/none").error().message,
            root_ + "/none: No such file or directory");
  EXPECT_EQ(real_.Read(root_ + "/a").error().message,
            root_ + "/a: is a directory");
}

TEST_F(FileSystemTest, RefusesAFifoRatherThanWaitForIt) {
  std::string fifo = root_ + "/fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(real_.Read(fifo).error().message, fifo + ": not a regular file");
}

TEST_F(FileSystemTest, RefusesATextLargerThanMemory) {
  Write("large", "");
  std::filesystem::resize_file(root_ + "/large", uint64_t{1} << 40);
  Result<std::string> text = real_.Read(root_ + "/large");
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().message, root_ + "/large: too large for a text file");
}

}  // namespace
}  // namespace kplace
