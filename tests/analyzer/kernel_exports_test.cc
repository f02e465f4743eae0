#include "analyzer/modules/kernel_exports.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

constexpr char kModules[] = "/image/lib/modules/6.12-amd64";
constexpr char kLine[] = "0x00000001\tf\tvmlinux\tEXPORT_SYMBOL\t\n";

TEST(FindSymversFor, LooksWherePackagesLayIt) {
  MemoryFileSystem files;
  files.Write("/image/lib/modules/6.12-amd64/modules.order", "");
  EXPECT_EQ(FindSymversFor(files, kModules), "");
  // Each is preferred to those before it.
  for (const char* path :
       {"/boot/symvers-6.12-amd64.gz",
        "/usr/src/linux-headers-6.12-amd64/Module.symvers",
        "/image/boot/symvers-6.12-amd64.xz",
        "/image/usr/src/linux-headers-6.12-amd64/Module.symvers",
        "/image/lib/modules/6.12-amd64/symvers.zst",
        "/image/lib/modules/6.12-amd64/build/Module.symvers"}) {
    files.Write(path, kLine);
    EXPECT_EQ(FindSymversFor(files, kModules), path);
  }
}

TEST(FindSymversFor, DirectoriesElsewhereAreOfNoVersion) {
  MemoryFileSystem files;
  files.Write("/usr/src/linux-headers-modules/Module.symvers", kLine);
  files.Write("/home/me/modules/a.ko", "");
  EXPECT_EQ(FindSymversFor(files, "/home/me/modules"), "");
}

TEST(ReadSymversFiles, RefusesWhatIsNoSuchFile) {
  MemoryFileSystem files;
  files.Write("/good", kLine);
  files.Write("/empty", "");
  files.Write("/other", "Hello\n");
  auto read = [&](const char* path) {
    DiagnosticSink sink;
    Result<std::vector<Symvers>> lists =
        ReadSymversFiles(files, {"/good", path}, sink);
    return lists ? "ok" : lists.error().message;
  };
  EXPECT_EQ(read("/good"), "ok");
  EXPECT_EQ(read("/empty"),
            "/empty: is empty; a Module.symvers is wanted: CRC, symbol, "
            "module, EXPORT_SYMBOL, a line each");
  EXPECT_EQ(read("/other"),
            "/other: no line of it is an export; a Module.symvers is wanted: "
            "CRC, symbol, module, EXPORT_SYMBOL, a line each");
  EXPECT_NE(read("/none").find("/none: "), std::string::npos);
}

TEST(OnlyOf, LeavesTheLinesOfOneModule) {
  uint32_t bad = 0;
  Symvers all = ParseSymvers(
      "0x1\tf\tvmlinux\tEXPORT_SYMBOL\t\n"
      "0x2\tg\tfs/a\tEXPORT_SYMBOL_GPL\t\n",
      bad);
  ASSERT_EQ(OnlyOf(all).lines.size(), 1u);
  EXPECT_EQ(OnlyOf(all).lines[0].symbol, "f");
  ASSERT_EQ(OnlyOf(all, "fs/a").lines.size(), 1u);
  EXPECT_EQ(OnlyOf(all, "fs/a").lines[0].symbol, "g");
  EXPECT_TRUE(OnlyOf(all).has_vmlinux);
}

}  // namespace
}  // namespace kplace
