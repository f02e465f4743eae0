#include "analyzer/link/linker_flavour.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(LinkerFlavour, TheConfigurationTells) {
  MemoryFileSystem files;
  Configuration config;
  config.Set("CONFIG_LD_IS_LLD", {"y", false, {}});
  LinkerChoice linker = FindLinker(files, "/build", config);
  EXPECT_EQ(linker.flavour, LinkerFlavour::kLld);
  EXPECT_FALSE(linker.assumed);
}

TEST(LinkerFlavour, ElseTheCommandThatLinked) {
  for (const auto& [command, flavour] :
       {std::pair("/usr/lib/llvm-19/bin/ld.lld -r", LinkerFlavour::kLld),
        std::pair("ld.lld-19 -m elf_x86_64", LinkerFlavour::kLld),
        std::pair("s390x-linux-gnu-ld -r", LinkerFlavour::kGnuLd)}) {
    MemoryFileSystem files;
    files.Write("/build/.vmlinux.o.cmd",
                std::string("savedcmd_vmlinux.o := ") + command + " -o x\n");
    LinkerChoice linker = FindLinker(files, "/build", {});
    EXPECT_EQ(linker.flavour, flavour) << command;
    EXPECT_FALSE(linker.assumed);
  }
}

TEST(LinkerFlavour, ElseGnuLdIsAssumed) {
  MemoryFileSystem files;
  LinkerChoice linker = FindLinker(files, "/build", {});
  EXPECT_EQ(linker.flavour, LinkerFlavour::kGnuLd);
  EXPECT_TRUE(linker.assumed);
}

}  // namespace
}  // namespace kplace
