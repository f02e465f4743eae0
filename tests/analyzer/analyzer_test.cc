// The whole pipeline on a build like the iova_bitmap case: evidence and mends.

#include "analyzer/analyzer.h"

#include <gtest/gtest.h>

#include "analyzer/report/text.h"
#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::BuildFixture;

/// vfio_main.o is built in and uses what only iova_bitmap.ko defines; the
/// header asks IS_ENABLED().
class IovaBuild : public BuildFixture {
 public:
  IovaBuild() {
    BuiltIn("drivers/vfio/vfio.o",
            "use iova_bitmap_alloc\nuse iova_bitmap_free\n");
    Module("drivers/iommu/iova_bitmap.ko", "drivers/iommu/iova_bitmap.o",
           "define iova_bitmap_alloc\ndefine iova_bitmap_free\n");
    WriteBuild("drivers/vfio/.vfio.o.cmd",
               "savedcmd_drivers/vfio/vfio.o := gcc\n\n"
               "source_drivers/vfio/vfio.o := /src/drivers/vfio/vfio.c\n\n"
               "deps_drivers/vfio/vfio.o := \\\n"
               "  /src/include/linux/kconfig.h \\\n"
               "  /src/include/linux/iova_bitmap.h \\\n\n");
    WriteSource("include/linux/kconfig.h", "#define IS_ENABLED(x) 1\n");
    WriteSource("include/linux/iova_bitmap.h",
                "#if IS_ENABLED(CONFIG_IOVA_BITMAP)\n"
                "int iova_bitmap_alloc(void);\n"
                "void iova_bitmap_free(void);\n"
                "#else\n"
                "static inline int iova_bitmap_alloc(void) { return 0; }\n"
                "static inline void iova_bitmap_free(void) {}\n"
                "#endif\n");
    WriteSource("drivers/iommu/iova_bitmap.c", "");
  }
};

TEST(Analyze, TellsTheWholeStory) {
  IovaBuild build;
  EXPECT_EQ(
      TextReport(build.Run()),
      R"(error[KP0001]: built-in code calls into a module: iova_bitmap_alloc (and 1 more)
  drivers/vfio/vfio.c in caller
    is in vmlinux         drivers/vfio/Makefile:1   obj-$(CONFIG_VFIO) += vfio.o                CONFIG_VFIO=y
  drivers/iommu/iova_bitmap.c
    is in iova_bitmap.ko  drivers/iommu/Makefile:1  obj-$(CONFIG_IOVA_BITMAP) += iova_bitmap.o  CONFIG_IOVA_BITMAP=m
  symbols: iova_bitmap_alloc, iova_bitmap_free
  why m: CONFIG_IOVA_BITMAP=m in .config
  guard: include/linux/iova_bitmap.h:1 `#if IS_ENABLED(CONFIG_IOVA_BITMAP)` is true for m; IS_REACHABLE() is not
  help: let VFIO select IOVA_BITMAP; or let VFIO depend on IOVA_BITMAP || !IOVA_BITMAP; or ask IS_REACHABLE(CONFIG_IOVA_BITMAP) in include/linux/iova_bitmap.h:1; or make IOVA_BITMAP a bool

error[KP0007]: module has no MODULE_LICENSE(): drivers/iommu/iova_bitmap.o
  drivers/iommu/iova_bitmap.o
    is in iova_bitmap.ko  drivers/iommu/Makefile:1  obj-$(CONFIG_IOVA_BITMAP) += iova_bitmap.o  CONFIG_IOVA_BITMAP=m
  why m: CONFIG_IOVA_BITMAP=m in .config
  help: add MODULE_LICENSE() and MODULE_DESCRIPTION() to drivers/iommu/iova_bitmap.c; or make IOVA_BITMAP a bool
)");
}

TEST(Analyze, KconfigSaysWhyAnOptionIsM) {
  IovaBuild build;
  build.Set("CONFIG_MLX5", "m");
  build.WriteSource("Kconfig",
                    "config IOVA_BITMAP\n\ttristate\n\n"
                    "config MLX5\n\ttristate \"mlx5\"\n"
                    "\tselect IOVA_BITMAP\n");
  Analysis analysis = build.Run();
  ASSERT_FALSE(analysis.findings.empty());
  const Finding& finding = analysis.findings[0];
  std::string why;
  for (const Because& because : finding.because) {
    if (because.verdict == "why m") why = because.sentence;
  }
  EXPECT_TRUE(why.starts_with("selected by MLX5=m (Kconfig:6)")) << why;
  EXPECT_EQ(finding.help,
            "let VFIO select IOVA_BITMAP; or ask "
            "IS_REACHABLE(CONFIG_IOVA_BITMAP) in include/linux/iova_bitmap.h:1;"
            " or make IOVA_BITMAP a bool");
}

TEST(Analyze, CountsWhatItSaw) {
  BuildFixture build;
  build.BuiltIn("a.o", "use f\ndefine g\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/f.o", "define f\n");
  build.Module("m.ko", "m.o", "use g\nmodinfo license=GPL\n");
  AnalysisStats stats = build.Run().stats;
  EXPECT_EQ(stats.builtin_objects, 1u);
  EXPECT_EQ(stats.archive_objects, 1u);
  EXPECT_EQ(stats.module_objects, 1u);
  EXPECT_EQ(stats.modules, 1u);
  EXPECT_EQ(stats.symbols, 4u);
  EXPECT_EQ(stats.undefined, 1u);
}

TEST(Analyze, NothingPlacedIsNothingFound) {
  BuildFixture build;
  EXPECT_EQ(build.Verdict(), "");
}

}  // namespace
}  // namespace kplace
