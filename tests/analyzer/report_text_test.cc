#include <gtest/gtest.h>

#include "analyzer/report/text.h"
#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

const RuleInfo& Info(std::string_view code) {
  for (const Rule& rule : AllRules()) {
    if (rule.info.code == code) return rule.info;
  }
  ADD_FAILURE() << "no rule " << code;
  return AllRules()[0].info;
}

Because Line(std::string object, std::string unit, std::string file,
             uint32_t line, std::string text, std::string options) {
  return {std::move(object),
          "is in " + unit,
          {std::move(file), line, std::move(text), std::move(options)},
          {}};
}

Finding IovaFinding(const std::string& symbol) {
  Finding finding;
  finding.rule = &Info("KP0001");
  finding.symbol = symbol;
  finding.object = "drivers/vfio/vfio_main.o";
  finding.references = {{finding.object, "vmlinux",
                         "vfio_device_fops_unl_ioctl", ".text", 8,
                         "drivers/vfio/vfio_main.c", 1197}};
  std::string maker = "drivers/iommu/iommufd/iova_bitmap.o";
  std::string module = "drivers/iommu/iommufd/iova_bitmap.ko";
  finding.definitions = {
      {maker, module, true, "drivers/iommu/iommufd/iova_bitmap.c"}};
  finding.because = {
      Line(finding.object, "vmlinux", "Kbuild", 97, "obj-y += drivers/", ""),
      Line(finding.object, "vmlinux", "drivers/vfio/Makefile", 2,
           "obj-$(CONFIG_VFIO) += vfio.o", "CONFIG_VFIO=y"),
      Line(finding.object, "vmlinux", "drivers/vfio/Makefile", 4,
           "vfio-y += vfio_main.o", ""),
      Line(maker, module, "Kbuild", 97, "obj-y += drivers/", ""),
      Line(maker, module, "drivers/iommu/iommufd/Makefile", 15,
           "obj-$(CONFIG_IOMMUFD_DRIVER) += iova_bitmap.o",
           "CONFIG_IOMMUFD_DRIVER=m"),
      {"CONFIG_IOMMUFD_DRIVER",
       "why m",
       {},
       "selected by MLX5_VFIO_PCI=m (drivers/vfio/pci/mlx5/Kconfig:6); nothing "
       "built in selects it"},
      {symbol,
       "guard",
       {"include/linux/iova_bitmap.h", 18,
        "#if IS_ENABLED(CONFIG_IOMMUFD_DRIVER)", "CONFIG_IOMMUFD_DRIVER=m"},
       "is true for m; IS_REACHABLE() is not"}};
  finding.help = "let VFIO select IOMMUFD_DRIVER";
  return finding;
}

TEST(TextReport, SymbolsWithOneCauseAreOneEntry) {
  Analysis analysis;
  for (const char* symbol :
       {"iova_bitmap_alloc", "iova_bitmap_for_each", "iova_bitmap_free"}) {
    analysis.findings.push_back(IovaFinding(symbol));
  }
  EXPECT_EQ(
      TextReport(analysis),
      "error[KP0001]: built-in code calls into a module: iova_bitmap_alloc "
      "(and 2 more)\n"
      "  drivers/vfio/vfio_main.c:1197 in vfio_device_fops_unl_ioctl\n"
      "    is in vmlinux         drivers/vfio/Makefile:2            "
      "obj-$(CONFIG_VFIO) += vfio.o                   CONFIG_VFIO=y\n"
      "                          drivers/vfio/Makefile:4            "
      "vfio-y += vfio_main.o\n"
      "  drivers/iommu/iommufd/iova_bitmap.c\n"
      "    is in iova_bitmap.ko  drivers/iommu/iommufd/Makefile:15  "
      "obj-$(CONFIG_IOMMUFD_DRIVER) += iova_bitmap.o  "
      "CONFIG_IOMMUFD_DRIVER=m\n"
      "  symbols: iova_bitmap_alloc, iova_bitmap_for_each, iova_bitmap_free\n"
      "  why m: selected by MLX5_VFIO_PCI=m (drivers/vfio/pci/mlx5/Kconfig:6); "
      "nothing built in selects it\n"
      "  guard: include/linux/iova_bitmap.h:18 "
      "`#if IS_ENABLED(CONFIG_IOMMUFD_DRIVER)` is true for m; IS_REACHABLE() "
      "is not\n"
      "  help: let VFIO select IOMMUFD_DRIVER\n");
}

TEST(TextReport, ModuleWithoutLicense) {
  Finding finding;
  finding.rule = &Info("KP0007");
  finding.object = "d/m.o";
  finding.because = {
      Line("d/m.o", "d/m.ko", "d/Makefile", 1, "obj-m += m.o", "")};
  finding.help = "add MODULE_LICENSE()";
  Analysis analysis;
  analysis.findings.push_back(finding);
  EXPECT_EQ(TextReport(analysis),
            "error[KP0007]: module has no MODULE_LICENSE(): d/m.o\n"
            "  d/m.o\n"
            "    is in m.ko  d/Makefile:1  obj-m += m.o\n"
            "  help: add MODULE_LICENSE()\n");
}

TEST(TextReport, AbsentSymbolNamesWhoWouldDefineIt) {
  Finding finding;
  finding.rule = &Info("KP0002");
  finding.symbol = "f";
  finding.object = "d/user.o";
  finding.references = {{"d/user.o", "vmlinux", "", ".data", 0, "", 0}};
  finding.definitions = {{"d/stale.o", "", false, "d/stale.c"}};
  finding.because = {
      Line("d/user.o", "vmlinux", "Kbuild", 3, "obj-y += d/", "")};
  Analysis analysis;
  analysis.findings.push_back(finding);
  EXPECT_EQ(TextReport(analysis),
            "error[KP0002]: built-in code uses what nothing linked defines: f\n"
            "  d/user.o\n"
            "    is in vmlinux  Kbuild:3  obj-y += d/\n"
            "  d/stale.c would define it and is not linked\n");
}

TEST(TextReport, UserAndProviderCanBeOneObject) {
  Finding finding;
  finding.rule = &Info("KP0002");
  finding.symbol = "f";
  finding.object = "d/a.o";
  finding.references = {{"d/a.o", "vmlinux", "", ".text", 0, "d/a.c", 0}};
  finding.definitions = {{"d/a.o", "vmlinux", false, "d/a.c"}};
  finding.because = {
      Line("d/a.o", "vmlinux", "d/Makefile", 1, "obj-y += a.o", ""),
      Line("d/a.o", "vmlinux, but was compiled without it", "d/Makefile", 1,
           "obj-y += a.o", "")};
  Analysis analysis;
  analysis.findings.push_back(finding);
  EXPECT_EQ(TextReport(analysis),
            "error[KP0002]: built-in code uses what nothing linked defines: f\n"
            "  d/a.c\n"
            "    is in vmlinux                               d/Makefile:1  "
            "obj-y += a.o\n"
            "  d/a.c\n"
            "    is in vmlinux, but was compiled without it  d/Makefile:1  "
            "obj-y += a.o\n");
}

TEST(TextReport, ManyFunctionsAreCounted) {
  Finding finding = IovaFinding("f");
  finding.because.clear();
  finding.help.clear();
  UseSite site = finding.references[0];
  for (const char* function : {"a", "b", "b", "c"}) {
    site.function = function;
    finding.references.push_back(site);
  }
  Analysis analysis;
  analysis.findings.push_back(finding);
  EXPECT_EQ(TextReport(analysis),
            "error[KP0001]: built-in code calls into a module: f\n"
            "  drivers/vfio/vfio_main.c:1197 in vfio_device_fops_unl_ioctl, a, "
            "b (and 1 more)\n"
            "  drivers/iommu/iommufd/iova_bitmap.c\n");
}

TEST(TextReport, HostileNamesAreEscaped) {
  Finding finding = IovaFinding("evil\x1b[31m\n\xff");
  finding.because.clear();
  finding.help.clear();
  finding.references[0].source = "a\nb.c";
  finding.references[0].function = "\x1b]0;x\x07";
  finding.definitions[0].source =
      "\x9b"
      "c.c";
  Analysis analysis;
  analysis.findings.push_back(finding);
  EXPECT_EQ(TextReport(analysis),
            "error[KP0001]: built-in code calls into a module: "
            "evil\\x1b[31m\\x0a\\xff\n"
            "  a\\x0ab.c:1197 in \\x1b]0;x\\x07\n"
            "  \\x9bc.c\n");
}

TEST(TextReport, ColorPaintsTheHead) {
  Analysis analysis;
  analysis.findings.push_back(IovaFinding("f"));
  std::string text = TextReport(analysis, {.color = true});
  EXPECT_TRUE(text.starts_with("\x1b[1;31merror[KP0001]\x1b[0m\x1b[1m: "));
}

TEST(TextReport, UnknownsComeLastAndAreLimited) {
  Analysis analysis;
  EXPECT_EQ(TextReport(analysis), "");
  for (int i = 10; i < 35; ++i) {
    analysis.unknowns.push_back({"s" + std::to_string(i), "r"});
  }
  std::string text = TextReport(analysis);
  EXPECT_TRUE(text.starts_with("unknown: s10: r\nunknown: s11: r\n")) << text;
  EXPECT_TRUE(
      text.ends_with("s29: r\nunknown: and 5 more (--format json has all)\n"))
      << text;
}

TEST(SummaryLine, SaysHowMuchWasSeenAndFound) {
  Analysis analysis;
  analysis.stats.builtin_objects = 2850;
  analysis.stats.modules = 9;
  EXPECT_EQ(SummaryLine(analysis),
            "kplace: 2,850 built-in objects, 9 modules: nothing to report");
  analysis.findings.push_back(IovaFinding("f"));
  analysis.findings.push_back(IovaFinding("g"));
  analysis.findings.back().level = FindingLevel::kNote;
  analysis.unknowns.push_back({"a", "b"});
  analysis.stats.modules = 1;
  analysis.stats.builtin_objects = 1234567;
  EXPECT_EQ(SummaryLine(analysis, {.notes = true}),
            "kplace: 1,234,567 built-in objects, 1 module: 1 error, 1 note; "
            "1 thing not known");
  EXPECT_EQ(SummaryLine(analysis),
            "kplace: 1,234,567 built-in objects, 1 module: 1 error "
            "(1 note: --notes); 1 thing not known");
}

TEST(SummaryLine, SaysWhatAVerdictOnModulesRestsOn) {
  Analysis analysis;
  analysis.stats.modules = 4230;
  analysis.evidence = EvidenceLevel::kModules;
  EXPECT_EQ(SummaryLine(analysis),
            "kplace: 4,230 modules by themselves: nothing to report");
  analysis.evidence = EvidenceLevel::kModulesAndSymvers;
  analysis.exports_from = {"a/Module.symvers", "b\n"};
  EXPECT_EQ(SummaryLine(analysis),
            "kplace: 4,230 modules against a/Module.symvers and b\\x0a: "
            "nothing to report");
}

TEST(TextReport, NotesAreShownToThoseWhoAsk) {
  Analysis analysis;
  analysis.findings.push_back(IovaFinding("f"));
  analysis.findings.back().level = FindingLevel::kNote;
  EXPECT_EQ(TextReport(analysis), "");
  EXPECT_TRUE(TextReport(analysis, {.notes = true}).starts_with("note["));
}

}  // namespace
}  // namespace kplace
