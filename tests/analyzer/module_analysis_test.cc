#include "analyzer/module_analysis.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::Object;

constexpr char kRoot[] = "/lib/modules/6.12/";

class ModuleAnalysisTest : public ::testing::Test {
 protected:
  void Module(const std::string& path, const std::string& lines,
              const std::string& license = "GPL") {
    files_.Write(kRoot + path,
                 Object(lines + "modinfo vermagic=6.12\n" +
                        (license.empty() ? "" : "modinfo license=GPL\n")));
  }
  void Symvers(const std::string& lines) {
    files_.Write("/Module.symvers", lines);
    options_.symvers = {"/Module.symvers"};
  }

  Result<InstalledAnalysis> Run() {
    AnalysisInput input;
    input.files = &files_;
    input.sources = &sources_;
    input.sink = &sink_;
    input.jobs = 2;
    options_.directory = kRoot;
    return AnalyzeInstalled(input, options_);
  }

  /// "KP0006 a.ko f modules+symvers: MESSAGE", "unknown(KIND) SUBJECT: REASON".
  std::string Verdict() {
    Result<InstalledAnalysis> checked = Run();
    if (!checked) return "error: " + checked.error().message + '\n';
    std::string text;
    for (const Finding& finding : checked->analysis.findings) {
      text +=
          fmt::format("{} {} {} {}: {}\n", finding.rule->code, finding.object,
                      finding.symbol, Name(finding.evidence), finding.message);
    }
    for (const UnknownFact& fact : checked->analysis.unknowns) {
      text += fmt::format("unknown({}) {}: {}\n", Name(fact.kind), fact.subject,
                          fact.reason);
    }
    return text;
  }

  MemoryFileSystem files_;
  SourceFiles sources_;
  DiagnosticSink sink_;
  InstalledOptions options_;
};

TEST_F(ModuleAnalysisTest, ModulesThatFitAreClean) {
  Module("kernel/a.ko", "use f\nuse printk\n");
  Module("kernel/b.ko", "define f\nexport f\n");
  Symvers("0x0\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n");
  EXPECT_EQ(Verdict(), "");
  Result<InstalledAnalysis> checked = Run();
  EXPECT_EQ(checked->build.architecture, "x86_64");
  EXPECT_EQ(checked->build.kernel_version, "6.12");
  EXPECT_EQ(checked->analysis.evidence, EvidenceLevel::kModulesAndSymvers);
  EXPECT_EQ(checked->analysis.stats.modules, 2u);
}

TEST_F(ModuleAnalysisTest, WithoutVmlinuxWhatNobodyExportsIsUnknown) {
  Module("kernel/a.ko", "use printk\n");
  EXPECT_EQ(
      Verdict(),
      "unknown(undecided) modules: 1 symbol they need is exported by nothing "
      "that was read (printk), but what vmlinux exports is not known: name the "
      "Module.symvers of this kernel with --symvers (headers packages have "
      "it), or its vmlinux with --vmlinux\n");
}

TEST_F(ModuleAnalysisTest, ASymbolThatNobodyExportsIsFound) {
  Module("kernel/a.ko", "use f\nuse g\nuse printk\n");
  Symvers(
      "0x0\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n"
      "0x0\tg\tdrivers/gone\tEXPORT_SYMBOL\t\n");
  EXPECT_EQ(Verdict(),
            "KP0006 kernel/a.ko f modules+symvers: kernel/a.ko uses f, which "
            "neither vmlinux nor any module exports\n"
            "KP0006 kernel/a.ko g modules+symvers: kernel/a.ko uses g, which "
            "neither vmlinux nor any module exports; drivers/gone.ko would, "
            "and is not there\n");
}

TEST_F(ModuleAnalysisTest, OneModuleWithoutVersionsIsFound) {
  Module("kernel/a.ko", "use f\nuse printk\n");
  Module("kernel/b.ko", "define f\nexport f\n");
  Module("kernel/c.ko", "define g\n");
  Symvers("0x1234\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n");
  EXPECT_EQ(Verdict(),
            "KP0012 kernel/a.ko  modules+symvers: kernel/a.ko does not say "
            "which versions it was built with, and what it uses has versions "
            "(printk): the kernel does not load it unless forced to\n");
  Result<InstalledAnalysis> checked = Run();
  ASSERT_EQ(checked->analysis.findings.size(), 1u);
  EXPECT_FALSE(checked->analysis.findings[0].because.empty());
}

TEST_F(ModuleAnalysisTest, ModulesWithoutVersionsAreOfAnotherKernel) {
  Module("kernel/a.ko", "use printk\n");
  Module("kernel/b.ko", "use printk\n");
  Symvers("0x1234\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n");
  EXPECT_EQ(Verdict(),
            "unknown(input) modules: 2 of 2 do not say which versions they "
            "were built with, and what they use has versions (printk): they "
            "are of another kernel than the list of exports; name the "
            "Module.symvers that belongs to them with --symvers\n");
}

TEST_F(ModuleAnalysisTest, LicencesAndNamesNeedNoVmlinux) {
  Module("kernel/a.ko", "define f\n", "");
  Module("extra/b.ko", "define g\n");
  Module("kernel/b.ko", "define g\n");
  EXPECT_EQ(Verdict(),
            "KP0007 kernel/a.ko  modules: kernel/a.ko has no "
            "MODULE_LICENSE()\n"
            "KP0011 extra/b.ko  modules: extra/b.ko and kernel/b.ko have one "
            "name: which of them is loaded is for depmod.d to say\n");
}

TEST_F(ModuleAnalysisTest, ANameThatTwoModulesExportIsFound) {
  Module("kernel/a.ko", "define f\nexport f\n");
  Module("kernel/b.ko", "define f\nexport f\n");
  // The kernel itself is told of by its file and by a list.
  Symvers("0x0\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n");
  files_.Write("/vmlinux", Object("define printk\nexport printk\n"));
  options_.vmlinux = "/vmlinux";
  EXPECT_EQ(
      Verdict(),
      "KP0009 kernel/b.ko f modules+symvers+vmlinux: kernel/b.ko exports f, "
      "which kernel/a.ko exports already\n");
}

TEST_F(ModuleAnalysisTest, TwoFilesOfOneNameDoNotExportTwice) {
  Module("kernel/a.ko", "define f\nexport f\n");
  Module("kernel/net/a.ko", "define f\nexport f\n");
  EXPECT_EQ(Verdict().substr(0, 6), "KP0011");
  EXPECT_EQ(Verdict().find("KP0009"), std::string::npos);
}

TEST_F(ModuleAnalysisTest, ModulesThatNeedEachOtherAreACycle) {
  Module("kernel/a.ko", "define f\nexport f\nuse g\n");
  Module("kernel/b.ko", "define g\nexport g\nuse f\n");
  EXPECT_EQ(Verdict(), "KP0010 kernel/a.ko  modules: a -> b -> a\n");
}

TEST_F(ModuleAnalysisTest, AModuleThatCannotBeReadIsNamedAndTheRestJudged) {
  Module("kernel/a.ko", "use f\nuse h\n");
  files_.Write(std::string(kRoot) + "kernel/bad.ko",
               "\x7f"
               "ELF");
  std::string unread =
      "unknown(input) kernel/bad.ko: file is truncated: the ELF identification "
      "has 16 bytes, file has 4 bytes\n";
  // The list says what it exports.
  Symvers(
      "0x0\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n"
      "0x0\tf\tbad\tEXPORT_SYMBOL\t\n");
  EXPECT_EQ(Verdict(),
            "KP0006 kernel/a.ko h modules+symvers: kernel/a.ko uses h, which "
            "neither vmlinux nor any module exports\n" +
                unread);
}

TEST_F(ModuleAnalysisTest, ThePlaceOfModulesIsTold) {
  Module("kernel/a.ko", "define f\n");
  Module("kernel/new.ko", "define g\n");
  Module("updates/a.ko", "define f\n");
  files_.Write(std::string(kRoot) + "modules.order",
               "kernel/a.ko\nkernel/gone.ko\n");
  files_.Write(std::string(kRoot) + "modules.builtin", "kernel/x/new.ko\n");
  EXPECT_EQ(Verdict(),
            "unknown(undecided) kernel/a.ko: updates/a.ko has the same name "
            "and is loaded instead, unless depmod.d says otherwise: not looked "
            "at\n"
            "unknown(undecided) kernel/new.ko: modules.builtin says that it is "
            "built in as well: one of the two is of another build\n"
            "unknown(undecided) kernel/new.ko: not named by modules.order: "
            "laid there by something else than this kernel's `make "
            "modules_install`\n"
            "unknown(undecided) modules.order: names 1 module that is not "
            "there (kernel/gone.ko): what they would export is missing\n");
}

TEST_F(ModuleAnalysisTest, FilesThatTheUserNamedHaveToBeUsable) {
  Module("kernel/a.ko", "define f\n");
  options_.vmlinux = "/vmlinux";
  files_.Write("/vmlinux", "MZ");
  EXPECT_EQ(Verdict(),
            "error: /vmlinux: not an object (starts with \"MZ\"); "
            "--vmlinux wants the uncompressed ELF file of a build\n");
  files_.Write("/vmlinux", Object(""));
  EXPECT_EQ(Verdict(),
            "error: /vmlinux: has no symbol table (it is stripped, or made for "
            "BTF alone); name the vmlinux of the build directory, or the "
            "Module.symvers of the kernel with --symvers\n");
  options_.vmlinux = {};
  options_.symvers = {"/none"};
  EXPECT_EQ(Verdict().substr(0, 14), "error: /none: ");
}

TEST_F(ModuleAnalysisTest, VmlinuxTellsWhatIsDefinedAndNotExported) {
  Module("kernel/a.ko", "use f\nuse g\nuse h\n");
  files_.Write("/vmlinux", Object("define f\nexport f\ndefine g\n"));
  options_.vmlinux = "/vmlinux";
  EXPECT_EQ(Verdict(),
            "KP0003 kernel/a.ko g modules+vmlinux: kernel/a.ko uses g, which "
            "vmlinux defines and does not export\n"
            "KP0006 kernel/a.ko h modules+vmlinux: kernel/a.ko uses h, which "
            "neither vmlinux nor any module exports\n");
}

TEST_F(ModuleAnalysisTest, AModuleWithoutVersionsIsToldOnce) {
  Module("kernel/a.ko", "use f\nuse g\nuse h\n");
  Symvers(
      "0x12\tf\tvmlinux\tEXPORT_SYMBOL\t\n"
      "0x34\tg\tvmlinux\tEXPORT_SYMBOL\t\n"
      "0x0\th\tvmlinux\tEXPORT_SYMBOL\t\n");
  EXPECT_EQ(Verdict(),
            "KP0012 kernel/a.ko  modules+symvers: kernel/a.ko does not say "
            "which versions it was built with, and what it uses has versions "
            "(f, g): the kernel does not load it unless forced to\n");
}

TEST_F(ModuleAnalysisTest, AListOfAnotherKernelIsOneFact) {
  std::string uses, names;
  for (int i = 0; i < 30; ++i) uses += fmt::format("use f{}\n", i);
  Module("kernel/a.ko", uses);
  Module("kernel/b.ko", uses);
  Symvers("0x0\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n");
  EXPECT_EQ(Verdict(),
            "unknown(input) /Module.symvers: is of another kernel, or not "
            "whole: 2 of 2 modules need 30 symbols that nobody exports (f0, "
            "f1, f10 and 27 more); name the Module.symvers that belongs to "
            "them with --symvers\n");
}

}  // namespace
}  // namespace kplace
