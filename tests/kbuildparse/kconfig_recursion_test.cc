// Recursive dependencies.  tests/kernel/kconfig_recursion_test.sh has conf
// judge them.

#include <gtest/gtest.h>

#include "kbuildparse/kconfig/recursion.h"

namespace kplace::kconfig {
namespace {

/// Every step of every recursion with its line; "--" before each.
std::string Recursions(const std::string& kconfig) {
  MemoryFileSystem files;
  files.Write("/src/Kconfig", kconfig);
  SourceFiles sources;
  DiagnosticSink sink;
  auto tree = ReadKconfig(files, "/src", {}, sources, sink);
  if (!tree) return tree.error().message;
  SymbolTable symbols(*tree);
  std::string text;
  for (const Recursion& recursion : FindRecursions(symbols)) {
    text += "--\n";
    for (const RecursionStep& step : recursion) {
      text += step.Text() + "  " + sources.Format(step.where) + '\n';
    }
  }
  return text;
}

TEST(KconfigRecursion, OfTheIovaBitmapCase) {
  EXPECT_EQ(Recursions("config VFIO\n\ttristate \"vfio\"\n"
                       "\tdepends on IOMMUFD_DRIVER || IOMMUFD_DRIVER=n\n"
                       "config MLX5_VFIO_PCI\n\ttristate \"mlx5\"\n"
                       "\tdepends on VFIO\n"
                       "\tselect IOMMUFD_DRIVER\n"
                       "config IOMMUFD_DRIVER\n\ttristate\n"),
            "--\n"
            "VFIO depends on IOMMUFD_DRIVER  Kconfig:3\n"
            "IOMMUFD_DRIVER is selected by MLX5_VFIO_PCI  Kconfig:7\n"
            "MLX5_VFIO_PCI depends on VFIO  Kconfig:6\n");
}

TEST(KconfigRecursion, EachWayOfDependingHasItsWords) {
  EXPECT_EQ(Recursions("config A\n\tbool \"a\" if B\n"
                       "config B\n\tbool\n\tdefault y if C\n"
                       "config C\n\tbool\n\tdefault D\n"
                       "config D\n\tbool\n"
                       "config E\n\tbool\n\timply D\n\tdepends on A\n"),
            "--\n"
            "A prompt is visible depending on B  Kconfig:2\n"
            "B default is visible depending on C  Kconfig:5\n"
            "C default value contains D  Kconfig:8\n"
            "D is implied by E  Kconfig:13\n"
            "E depends on A  Kconfig:14\n");
}

TEST(KconfigRecursion, MembersOfAChoiceMayDependOnEachOther) {
  EXPECT_EQ(Recursions("choice\n\tprompt \"c\"\n"
                       "config X\n\tbool \"x\"\n"
                       "config Y\n\tbool \"y\" if !X\n"
                       "endchoice\n"),
            "--\n"
            "<choice> has the member Y  Kconfig:1\n"
            "Y prompt is visible depending on X  Kconfig:6\n"
            "X is part of choice block  Kconfig:1\n");
}

TEST(KconfigRecursion, NoneInWhatDependsOnlyOnWhatIsAbove) {
  EXPECT_EQ(Recursions("config A\n\tbool \"a\"\n\tselect B\n"
                       "config B\n\tbool\n"
                       "config C\n\tbool \"c\"\n\tdepends on A && B\n"),
            "");
}

}  // namespace
}  // namespace kplace::kconfig
