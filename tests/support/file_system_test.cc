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

TEST_F(FileSystemTest, ReadsParts) {
  Write("a/parts", "0123456789");
  for (const FileSystem* fs :
       {static_cast<FileSystem*>(&real_), static_cast<FileSystem*>(&memory_)}) {
    std::string path = root_ + "/a/parts";
    std::unique_ptr<FileParts> parts = std::move(*fs->OpenParts(path));
    EXPECT_EQ(parts->size(), 10u);
    std::string out(4, ' ');
    EXPECT_EQ(parts->Read(3, out), std::nullopt);
    EXPECT_EQ(out, "3456");
    EXPECT_EQ(parts->Read(6, out), std::nullopt);
    EXPECT_EQ(out, "6789");
    EXPECT_EQ(parts->Read(7, out)->message,
              path + ": changed while it was read");
    EXPECT_EQ(parts->CheckUnchanged(), std::nullopt);
    EXPECT_EQ(fs->OpenParts(path).value()->identity(), parts->identity());
    EXPECT_NE(fs->OpenParts(root_ + "/a/one.txt").value()->identity(),
              parts->identity());
    EXPECT_FALSE(fs->OpenParts(root_ + "/none").ok());
  }
}

// A compiler truncates its output and writes it anew.
TEST_F(FileSystemTest, PartsOfAFileThatIsWrittenMeanwhile) {
  Write("a/parts", std::string(100'000, 'x'));
  std::string path = root_ + "/a/parts";
  for (const FileSystem* fs :
       {static_cast<FileSystem*>(&real_), static_cast<FileSystem*>(&memory_)}) {
    std::unique_ptr<FileParts> parts = std::move(*fs->OpenParts(path));
    Write("a/parts", "short");
    std::string out(10, ' ');
    for (const std::optional<Error>& error :
         {parts->Read(50'000, out), parts->CheckUnchanged()}) {
      ASSERT_TRUE(error.has_value());
      EXPECT_EQ(error->message, path + ": changed while it was read");
    }
    Write("a/parts", std::string(100'000, 'x'));
  }
}

TEST_F(FileSystemTest, RefusesToReadWholeWhatIsTooLarge) {
  Write("large", "");
  std::filesystem::resize_file(root_ + "/large", uint64_t{1} << 40);
  EXPECT_EQ(real_.Open(root_ + "/large").error().message,
            root_ + "/large: too large to be read whole");
  std::unique_ptr<FileParts> parts =
      std::move(*real_.OpenParts(root_ + "/large"));
  std::string out(4, ' ');
  EXPECT_EQ(parts->Read((uint64_t{1} << 40) - 4, out), std::nullopt);
  EXPECT_EQ(out, std::string(4, '\0'));
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
