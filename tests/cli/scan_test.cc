// `kplace scan` on trees that were really built.

#include <gtest/gtest.h>

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

TEST(Scan, TheIovaCaseIsFoundFromABuildThatHasIt) {
  BuiltFixture build("iova_bitmap");
  Outcome outcome = Scan({"--build", build.root()});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, std::string(kIova) + "  with   the base as it is\n");
  // The change to make from where nobody is hurt.
  build.Write("other",
              "CONFIG_MODULES=y\nCONFIG_VFIO=m\nCONFIG_VFIO_PCI=m\n"
              "CONFIG_MLX5_CORE=m\nCONFIG_MLX5_VFIO_PCI=m\n");
  outcome = Scan({"--build", build.root(), "--base", build.Path("other"),
                  "--witnesses", build.Path("witnesses")});
  EXPECT_EQ(outcome.out, std::string(kIova) + "  with   CONFIG_VFIO=y\n");
  EXPECT_EQ(build.Read("witnesses/1.fragment"), "CONFIG_VFIO=y\n");
  EXPECT_NE(build.Read("witnesses/1.config").find("CONFIG_IOMMUFD_DRIVER=m\n"),
            std::string::npos);
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
