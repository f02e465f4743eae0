// `kplace scan` on trees that were really built.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/built_fixture.h"
#include "tests/cli/program.h"

namespace kplace::cli {
namespace {

Outcome Scan(std::vector<std::string> arguments) {
  RealFileSystem files;
  arguments.insert(arguments.begin(), "scan");
  return RunProgram(files, std::move(arguments));
}

constexpr char kIova[] =
    "possible 1: drivers/vfio/vfio_main.o built in, "
    "drivers/iommu/iommufd/iova_bitmap.o a module: iova_bitmap_alloc, "
    "iova_bitmap_for_each, iova_bitmap_free\n"
    "  when   (CONFIG_IOMMUFD_DRIVER=m && CONFIG_MODULES=y && CONFIG_VFIO=y)\n";
constexpr char kLines[] =
    "  user   CONFIG_VFIO, drivers/vfio/Makefile:1: obj-$(CONFIG_VFIO) += "
    "vfio.o\n"
    "         VFIO=y (drivers/vfio/Kconfig:1): chosen in .config\n"
    "  maker  CONFIG_IOMMUFD_DRIVER, drivers/iommu/iommufd/Makefile:1: "
    "obj-$(CONFIG_IOMMUFD_DRIVER) += iova_bitmap.o\n"
    "         IOMMUFD_DRIVER=m (drivers/iommu/Kconfig:2): selected by "
    "MLX5_VFIO_PCI=m (drivers/vfio/pci/mlx5/Kconfig:6); nothing built in "
    "selects it\n"
    "         MLX5_VFIO_PCI=m (drivers/vfio/pci/mlx5/Kconfig:1): chosen in "
    ".config\n"
    "  refs   3 references of 1 function\n"
    "  used   drivers/vfio/vfio_main.c:13\n";

/// What the case says beside a base in which VFIO is a module.
std::string IovaBeside(const char* change) {
  return std::string(kIova) + "  with   " + change + '\n' + kLines;
}

constexpr char kHarmless[] =
    "CONFIG_MODULES=y\nCONFIG_VFIO=m\nCONFIG_VFIO_PCI=m\n"
    "CONFIG_MLX5_CORE=m\nCONFIG_MLX5_VFIO_PCI=m\n";

TEST(Scan, TheIovaCaseIsFoundFromABuildThatHasIt) {
  BuiltFixture build("iova_bitmap");
  Outcome outcome = Scan({"--build", build.root()});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, IovaBeside("the base as it is"));
  // The change to make from where nobody is hurt.
  build.Write("other", kHarmless);
  outcome = Scan({"--build", build.root(), "--base", build.Path("other"),
                  "--witnesses", build.Path("witnesses")});
  EXPECT_EQ(outcome.out, IovaBeside("CONFIG_VFIO=y"));
  EXPECT_EQ(build.Read("witnesses/1.fragment"), "CONFIG_VFIO=y\n");
  EXPECT_NE(build.Read("witnesses/1.config").find("CONFIG_IOMMUFD_DRIVER=m\n"),
            std::string::npos);
}

TEST(Scan, TriesMends) {
  BuiltFixture build("iova_bitmap");
  Outcome outcome = Scan(
      {"--build", build.root(), "--mends", build.Path("mends"), "--try",
       "VFIO: select IOMMUFD_DRIVER if MLX5_CORE=y", "--try", "NOWHERE: bool"});
  const size_t mends = outcome.out.find("  mend ");
  ASSERT_NE(mends, std::string::npos) << outcome.out << outcome.err;
  const std::string steps =
      "  is recursive: IOMMUFD_DRIVER is selected by MLX5_VFIO_PCI, "
      "MLX5_VFIO_PCI depends on VFIO, VFIO depends on IOMMUFD_DRIVER\n";
  EXPECT_EQ(
      outcome.out.substr(mends),
      "  mend   VFIO: depends on IOMMUFD_DRIVER || !IOMMUFD_DRIVER" + steps +
          "  mend   VFIO: depends on IOMMUFD_DRIVER || IOMMUFD_DRIVER=n" +
          steps +
          "  mend   VFIO: select IOMMUFD_DRIVER  closes it; takes away VFIO=y "
          "IOMMUFD_DRIVER=m, VFIO=y IOMMUFD_DRIVER=n, VFIO=m "
          "IOMMUFD_DRIVER=n\n"
          "  mend   IOMMUFD_DRIVER: bool  closes it; takes away VFIO=y "
          "IOMMUFD_DRIVER=m, VFIO=m IOMMUFD_DRIVER=m\n"
          "  mend   VFIO: select IOMMUFD_DRIVER if MLX5_CORE=y  leaves it "
          "open, with the base\n"
          "  mend   NOWHERE:   unknown: no Kconfig file defines NOWHERE\n"
          "  mend   IOMMUFD_DRIVER: obj-$(subst m,y,$(CONFIG_IOMMUFD_DRIVER)) "
          "+= iova_bitmap.o  closes it\n"
          "  mend   VFIO: #if IS_REACHABLE(CONFIG_IOMMUFD_DRIVER) around "
          "drivers/vfio/vfio_main.c:13 and every other use  closes it\n");
  EXPECT_NE(build.Read("mends/1.3.patch").find("+\tselect IOMMUFD_DRIVER\n"),
            std::string::npos);
  EXPECT_NE(build.Read("mends/1.7.patch")
                .find("+obj-$(subst m,y,$(CONFIG_IOMMUFD_DRIVER)) +="),
            std::string::npos);
}

TEST(Scan, AsksOnlyWhatIsAskedFor) {
  BuiltFixture build("iova_bitmap");
  for (const char* word :
       {"drivers/vfio", "drivers/iommu/iommufd/iova_bitmap.o"}) {
    EXPECT_EQ(Scan({word, "--build", build.root()}).out,
              IovaBeside("the base as it is"))
        << word;
  }
  EXPECT_EQ(Scan({"--option", "VFIO", "--build", build.root()}).out,
            IovaBeside("the base as it is"));
  Outcome outcome = Scan({"drivers/nowhere", "--build", build.root()});
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find(
                "nothing that could fail has to do with drivers/nowhere"),
            std::string::npos)
      << outcome.err;
}

Outcome Index(std::vector<std::string> arguments) {
  RealFileSystem files;
  arguments.insert(arguments.begin(), "index");
  return RunProgram(files, std::move(arguments));
}

TEST(Scan, AnIndexSaysWhatTheBuildSays) {
  BuiltFixture build("iova_bitmap");
  const std::string path = build.Path("index");
  Outcome outcome = Index({"--build", build.root(), "-o", path});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const std::string direct = Scan({"--build", build.root()}).out;
  outcome = Scan({"--src", build.root(), "--build", ::testing::TempDir(),
                  "--arch", "x86", "--index", path});
  EXPECT_EQ(outcome.out, direct) << outcome.err;
  // The same evidence makes the same file, and twice the same is no more.
  ASSERT_EQ(Index({"--build", build.root(), "-o", path + "2"}).status, 0);
  EXPECT_EQ(build.Read("index"), build.Read("index2"));
  ASSERT_EQ(Index({path, path + "2", "-o", path + "3"}).status, 0);
  outcome = Scan(
      {"--src", build.root(), "--build", build.root(), "--index", path + "3"});
  EXPECT_EQ(outcome.out, direct) << outcome.err;
}

TEST(Scan, TellsWhatHasChangedSinceTheIndex) {
  BuiltFixture build("iova_bitmap");
  const std::string path = build.Path("index");
  ASSERT_EQ(Index({"--build", build.root(), "-o", path}).status, 0);
  auto err = [&](const std::string& arch) {
    return Scan({"--src", build.root(), "--build", ::testing::TempDir(),
                 "--arch", arch, "--index", path})
        .err;
  };
  EXPECT_EQ(err("x86").find("another tree"), std::string::npos);
  build.Write("drivers/vfio/Kconfig",
              build.Read("drivers/vfio/Kconfig") + "\n# a word\n");
  EXPECT_NE(err("x86").find("made from another tree: the Kconfig files were "
                            "others\n"),
            std::string::npos)
      << err("x86");
  for (const char* file : {"Makefile", "Kconfig"}) {
    build.Write(std::string("arch/arm64/") + file, "");
  }
  EXPECT_NE(err("arm64").find("made for x86, and asked about arm64"),
            std::string::npos)
      << err("arm64");
}

TEST(Scan, TellsPrograms) {
  BuiltFixture build("iova_bitmap");
  Outcome outcome =
      Scan({"--build", build.root(), "--format", "json", "--format",
            "text=" + build.Path("text"), "--try", "VFIO: select VFIO_PCI"});
  auto document = nlohmann::json::parse(outcome.out, nullptr, false);
  ASSERT_TRUE(document.is_object()) << outcome.out << outcome.err;
  ASSERT_EQ(document["findings"].size(), 1u);
  const auto& finding = document["findings"][0];
  EXPECT_EQ(finding["code"], "KP0101");
  EXPECT_EQ(finding["status"], "possible");
  EXPECT_EQ(finding["severity"], "warning");
  EXPECT_EQ(finding["user"]["option"], "CONFIG_VFIO");
  EXPECT_EQ(finding["maker"]["line"], 1);
  EXPECT_EQ(finding["needs"][0]["symbols"].size(), 3u);
  EXPECT_EQ(finding["needs"][0]["uses"][0]["section"], ".text");
  EXPECT_EQ(finding["maker"]["why"].size(), 2u);
  EXPECT_EQ(finding["mends"].size(), 7u);
  EXPECT_EQ(finding["mends"][2]["outcome"], "closes");
  EXPECT_EQ(document["stats"]["impossible"], 1);
  EXPECT_EQ(build.Read("text").find("possible 1: "), 0u);
}

TEST(Scan, WhatCouldFailBeforeIsNotNew) {
  BuiltFixture build("iova_bitmap");
  ASSERT_EQ(Index({"--build", build.root(), "-o", build.Path("index")}).status,
            0);
  Outcome outcome =
      Scan({"--build", build.root(), "--since", build.Path("index")});
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("references that could fail before: 3"),
            std::string::npos)
      << outcome.err;
}

TEST(Scan, TakesNoBrokenIndex) {
  BuiltFixture build("iova_bitmap");
  auto error = [&](const std::string& path) {
    Outcome outcome = Scan({"--build", build.root(), "--index", path});
    EXPECT_EQ(outcome.status, 3);
    return outcome.err;
  };
  build.Write("text", "no database at all, but long enough to look like one");
  EXPECT_NE(error(build.Path("text")).find("not a database"),
            std::string::npos);
  EXPECT_NE(error(build.Path("missing")).find("unable to open"),
            std::string::npos);
  ASSERT_EQ(Index({"--build", build.root(), "-o", build.Path("index")}).status,
            0);
  const std::string whole = build.Read("index");
  build.Write("half", whole.substr(0, whole.size() / 2));
  EXPECT_NE(error(build.Path("half")).find("malformed"), std::string::npos)
      << error(build.Path("half"));
}

TEST(Scan, NeedsObjects) {
  BuiltFixture build("iova_bitmap");
  Outcome outcome =
      Scan({"--build", build.root(), "--modules", build.Path("drivers")});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("no modules"), std::string::npos) << outcome.err;

  outcome = Scan({"--src", build.root(), "--build", ::testing::TempDir()});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("no build to read objects from"),
            std::string::npos)
      << outcome.err;
}

}  // namespace
}  // namespace kplace::cli
