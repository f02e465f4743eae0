#include "analyzer/modules/installed_modules.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

class InstalledModulesTest : public ::testing::Test {
 protected:
  void Add(const std::string& path, std::string text = {}) {
    files_.Write("/m/6.12/" + path, std::move(text));
  }

  /// A line for each module, then what else was noticed.
  std::string Found(const std::string& directory = "/m/6.12") {
    Result<InstalledModules> found = FindInstalledModules(files_, directory);
    if (!found) return "error: " + found.error().message;
    std::string text;
    for (const InstalledModule& module : found->modules) {
      text += module.path + " is " + module.unit + '\n';
    }
    for (const HiddenModule& hidden : found->hidden) {
      text += hidden.path + " hidden by " + hidden.by + '\n';
    }
    for (const std::string& unit : found->absent) text += unit + " absent\n";
    for (const std::string& unit : found->unordered) {
      text += unit + " not in modules.order\n";
    }
    for (const std::string& name : found->built_in) {
      text += name + " built in\n";
    }
    return text;
  }

  MemoryFileSystem files_;
};

TEST_F(InstalledModulesTest, ModulesOrderGivesTheSequence) {
  Add("kernel/a/first.ko.xz");
  Add("kernel/b/second.ko.xz");
  Add("modules.order", "kernel/b/second.ko\nkernel/a/first.ko\n");
  EXPECT_EQ(Found(),
            "kernel/b/second.ko.xz is kernel/b/second.ko\n"
            "kernel/a/first.ko.xz is kernel/a/first.ko\n");
}

TEST_F(InstalledModulesTest, EveryPackerIsKnownAndOtherFilesAreNot) {
  for (const char* name : {"a.ko", "b.ko.gz", "c.ko.xz", "d.ko.zst", "e.ko.bz2",
                           "f.o", ".ko", "modules.dep", "g.ko.sig"}) {
    Add(name);
  }
  EXPECT_EQ(Found(),
            "a.ko is a.ko\nb.ko.gz is b.ko\nc.ko.xz is c.ko\n"
            "d.ko.zst is d.ko\n");
}

TEST_F(InstalledModulesTest, WhatLiesThereIsComparedWithModulesOrder) {
  Add("kernel/a.ko");
  Add("kernel/stray.ko");
  Add("extra/other.ko");
  Add("modules.order", "kernel/a.ko\nkernel/gone.ko\n\nkernel/a.ko\n");
  EXPECT_EQ(Found(),
            "kernel/a.ko is kernel/a.ko\n"
            "extra/other.ko is extra/other.ko\n"
            "kernel/stray.ko is kernel/stray.ko\n"
            "kernel/gone.ko absent\n"
            "kernel/stray.ko not in modules.order\n");
}

TEST_F(InstalledModulesTest, WithoutModulesOrderTheyComeByPath) {
  Add("b.ko");
  Add("sub/a.ko");
  EXPECT_EQ(Found(), "b.ko is b.ko\nsub/a.ko is sub/a.ko\n");
}

TEST_F(InstalledModulesTest, UpdatesComeFirstWhateverTheirSpelling) {
  Add("kernel/net/my-wifi.ko.xz");
  Add("kernel/net/other.ko.xz");
  Add("updates/dkms/my_wifi.ko");
  EXPECT_EQ(Found(),
            "kernel/net/other.ko.xz is kernel/net/other.ko\n"
            "updates/dkms/my_wifi.ko is updates/dkms/my_wifi.ko\n"
            "kernel/net/my-wifi.ko.xz hidden by updates/dkms/my_wifi.ko\n");
}

TEST_F(InstalledModulesTest, OthersOfOneNameStayBesideEachOther) {
  Add("kernel/a.ko");
  Add("kernel/a.ko.xz");
  Add("extra/a.ko");
  EXPECT_EQ(Found(),
            "extra/a.ko is extra/a.ko\nkernel/a.ko is kernel/a.ko\n"
            "kernel/a.ko.xz is kernel/a.ko\n");
}

TEST_F(InstalledModulesTest, BuiltInOnesAreNamed) {
  Add("a.ko");
  Add("modules.builtin", "kernel/mm/z-bud.ko\nkernel/fs/x.ko\n");
  EXPECT_EQ(Found(), "a.ko is a.ko\nx built in\nz_bud built in\n");
}

TEST_F(InstalledModulesTest, HeadersAreNotSearched) {
  Add("kernel/a.ko");
  Add("build/drivers/b.ko");
  Add("source/drivers/c.ko");
  EXPECT_EQ(Found(), "kernel/a.ko is kernel/a.ko\n");
}

TEST_F(InstalledModulesTest, WhatIsNoSuchDirectoryIsRefused) {
  Add("modules.order", "kernel/a.ko\n");
  EXPECT_EQ(Found("/none"),
            "error: /none: does not exist; --modules wants a directory such as "
            "/lib/modules/VERSION");
  EXPECT_EQ(Found("/m/6.12/modules.order"),
            "error: /m/6.12/modules.order: is no directory; --modules wants a "
            "directory such as /lib/modules/VERSION");
  EXPECT_EQ(Found(),
            "error: /m/6.12: no modules (.ko, .ko.gz, .ko.xz, .ko.zst) below "
            "it; --modules wants a directory such as /lib/modules/VERSION");
}

TEST_F(InstalledModulesTest, TheDirectoryOfSeveralKernelsIsRefused) {
  Add("kernel/a.ko");
  Add("modules.order", "kernel/a.ko\n");
  files_.Write("/m/6.1/kernel/a.ko", "");
  files_.Write("/m/6.1/modules.builtin", "");
  EXPECT_EQ(Found("/m"),
            "error: /m: holds directories of modules, one for each kernel "
            "(6.1, 6.12); name one of them");
}

TEST(ModuleName, IsWhatTheKernelKnows) {
  EXPECT_EQ(ModuleName("kernel/fs/a-b.ko.xz"), "a_b");
  EXPECT_EQ(ModuleName("a.b.ko"), "a");
  EXPECT_EQ(ModuleName("nvme"), "nvme");
}

}  // namespace
}  // namespace kplace
