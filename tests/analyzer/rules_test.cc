// Each rule fires where ld or modpost would complain, and nowhere else.

#include "analyzer/rules/rules.h"

#include <gtest/gtest.h>

#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::BuildFixture;
using testing::Object;

constexpr char kLicensed[] = "define f\nmodinfo license=GPL\n";

TEST(AllRules, AreSortedByCode) {
  std::string last;
  for (const Rule& rule : AllRules()) {
    EXPECT_LT(last, rule.info.code);
    last = rule.info.code;
  }
}

// ------------------------------------------------------------------- KP0001

TEST(BuiltinUsesModuleSymbol, FiresOnARelocation) {
  BuildFixture build;
  build.BuiltIn("user.o", "use f\n");
  build.Module("maker.ko", "maker.o", kLicensed);
  EXPECT_EQ(build.Verdict(), "KP0001 user.o f: maker.o in maker.ko\n");
}

TEST(BuiltinUsesModuleSymbol, ExportMakesNoDifferenceToLd) {
  BuildFixture build;
  build.BuiltIn("user.o", "use f\n");
  build.Module("maker.ko", "maker.o",
               "define f\nexport f\nmodinfo license=GPL\n");
  Analysis analysis = build.Run();
  ASSERT_EQ(analysis.findings.size(), 1u);
  EXPECT_TRUE(analysis.findings[0].definitions[0].exported);
}

TEST(BuiltinUsesModuleSymbol, OneFindingPerUserAndSymbol) {
  BuildFixture build;
  build.BuiltIn("b.o", "use f\n");
  build.BuiltIn("a.o", "use g\nuse f\n");
  build.Module("x.ko", "maker.o", "define f\ndefine g\nmodinfo license=GPL\n");
  build.Module("y.ko", "maker.o", "define f\ndefine g\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(),
            "KP0001 a.o f: maker.o in x.ko, maker.o in y.ko\n"
            "KP0001 a.o g: maker.o in x.ko, maker.o in y.ko\n"
            "KP0001 b.o f: maker.o in x.ko, maker.o in y.ko\n"
            "KP0008 maker.o: maker.o in x.ko, maker.o in y.ko\n");
}

TEST(BuiltinUsesModuleSymbol, SilentWithoutRelocation) {
  BuildFixture build;
  build.BuiltIn("user.o", "name f\n");
  build.Module("maker.ko", "maker.o", kLicensed);
  EXPECT_EQ(build.Verdict(), "");
}

TEST(BuiltinUsesModuleSymbol, SilentOnWeakReferences) {
  BuildFixture build;
  build.BuiltIn("user.o", "use weak f\n");
  build.Module("maker.ko", "maker.o", kLicensed);
  EXPECT_EQ(build.Verdict(), "");
}

TEST(BuiltinUsesModuleSymbol, StrongNameElsewhereMakesWeakReferencesCount) {
  BuildFixture build;
  build.BuiltIn("strong.o", "name f\n");
  build.BuiltIn("user.o", "use weak f\n");
  build.Module("maker.ko", "maker.o", kLicensed);
  EXPECT_EQ(build.Verdict(), "KP0001 user.o f: maker.o in maker.ko\n");
}

TEST(BuiltinUsesModuleSymbol, SilentInDiscardedSections) {
  BuildFixture build;
  build.BuiltIn("user.o", "use f in .exitcall.exit\nuse g in .discard.x\n");
  build.Module("maker.ko", "maker.o",
               "define f\ndefine g\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(BuiltinUsesModuleSymbol, FiresInKeptExitSections) {
  BuildFixture build;
  build.BuiltIn("user.o", "use f in .exit.text\n");
  build.Module("maker.ko", "maker.o", kLicensed);
  EXPECT_EQ(build.Verdict(), "KP0001 user.o f: maker.o in maker.ko\n");
}

TEST(BuiltinUsesModuleSymbol, DebugSectionsAloneAreUnknown) {
  BuildFixture build;
  build.BuiltIn("user.o", "use f in .debug_info\n");
  build.Module("maker.ko", "maker.o", kLicensed);
  EXPECT_EQ(
      build.Verdict(),
      "unknown f: rejected by one of GNU ld and ld.lld and accepted by the "
      "other; the build does not say which links it: run make\n");
}

TEST(BuiltinUsesModuleSymbol, DebugSectionsCountForGnuLdAlone) {
  for (bool gnu : {true, false}) {
    BuildFixture build;
    build.Set(gnu ? "CONFIG_LD_IS_BFD" : "CONFIG_LD_IS_LLD", "y");
    build.BuiltIn("user.o", "use f in .debug_info\n");
    build.Module("maker.ko", "maker.o", kLicensed);
    EXPECT_EQ(build.Verdict(),
              gnu ? "KP0001 user.o f: maker.o in maker.ko\n" : "");
  }
}

TEST(BuiltinUsesModuleSymbol, SilentWhenVmlinuxDefinesItToo) {
  BuildFixture build;
  build.BuiltIn("user.o", "use f\nuse g\n");
  build.BuiltIn("own.o", "define weak f\ndefine common g\n");
  build.Module("maker.ko", "maker.o",
               "define f\ndefine g\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(BuiltinUsesModuleSymbol, SilentWhenTheLinkerScriptDefinesIt) {
  BuildFixture build;
  build.BuiltIn("user.o", "use _stext\n");
  build.Module("maker.ko", "maker.o", "define _stext\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(BuiltinUsesModuleSymbol, FiresThroughAnOnDemandMember) {
  BuildFixture build;
  build.BuiltIn("main.o", "use helper\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/helper.o",
               "define helper\nuse f\n");
  build.Module("maker.ko", "maker.o", kLicensed);
  EXPECT_EQ(build.Verdict(), "KP0001 lib/helper.o f: maker.o in maker.ko\n");
}

TEST(BuiltinUsesModuleSymbol, ModulesMayUseModules) {
  BuildFixture build;
  build.Module("user.ko", "user.o", "use f\nmodinfo license=GPL\n");
  build.Module("maker.ko", "maker.o",
               "define f\nexport f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

// hv_isolation_type_snp() is weak in hv_common.c, and arch/x86/hyperv/ivm.c has
// another.
TEST(BuiltinUsesModuleSymbol, MissingObjectsMayOverrideAWeakDefinition) {
  BuildFixture build;
  build.BuiltIn("user.o", "use f\nuse g\n");
  build.BuiltIn("unbuilt.o", BuildFixture::kNotBuilt);
  build.Module("maker.ko", "maker.o",
               "define weak f\ndefine g\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(),
            "KP0001 user.o g: maker.o in maker.ko\n"
            "unknown f: vmlinux needs it and only a module defines it, weakly; "
            "but 1 object of vmlinux could not be read\n"
            "unknown unbuilt.o: not built: run make (-k goes on after errors) "
            "and check again\n");
}

// ------------------------------------------------------------------- KP0002

TEST(BuiltinUsesAbsentSymbol, UnreadObjectOfAModuleMayDefineIt) {
  BuildFixture build;
  build.BuiltIn("user.o", "use f\n");
  build.Module("maker.ko", "maker.o", BuildFixture::kNotBuilt);
  build.WriteSource("maker.c", "void f(void)\n{\n}\n");
  EXPECT_EQ(build.Verdict(),
            "unknown maker.o: not built: run make (-k goes on after errors) "
            "and check again\n"
            "unknown maker.o: vmlinux needs f, which its source defines, but "
            "it could not be read\n");
}

TEST(BuiltinUsesAbsentSymbol, FiresWhenNothingDefinesIt) {
  BuildFixture build;
  build.BuiltIn("user.o", "use gone\n");
  EXPECT_EQ(build.Verdict(), "KP0002 user.o gone\n");
}

TEST(BuiltinUsesAbsentSymbol, NamesTheObjectThatLiesUnlinked) {
  BuildFixture build;
  build.BuiltIn("d/user.o", "use gone\n");
  build.WriteBuild("d/stale.o", Object("define gone\n"));
  build.WriteBuild("d/other.o", Object("define unrelated\n"));
  EXPECT_EQ(build.Verdict(), "KP0002 d/user.o gone: d/stale.o\n");
}

TEST(BuiltinUsesAbsentSymbol, MissingObjectsMakeItUnknown) {
  BuildFixture build;
  build.BuiltIn("user.o", "use gone\n");
  build.BuiltIn("unbuilt.o", BuildFixture::kNotBuilt);
  EXPECT_EQ(build.Verdict(),
            "unknown unbuilt.o: not built: run make (-k goes on after errors) "
            "and check again\n"
            "unknown vmlinux: 1 symbol it needs is defined by nothing that was "
            "read (gone), but 1 object of vmlinux could not be read\n");
}

TEST(BuiltinUsesAbsentSymbol, MissingLinkerScriptMakesItUnknown) {
  BuildFixture build;
  build.UseArchitecture("arm64");
  build.BuiltIn("user.o", "use gone\nuse __start_table\n");
  EXPECT_EQ(
      build.Verdict(),
      "unknown vmlinux: 2 symbols it needs are defined by nothing that "
      "was read (__start_table, gone), but arch/arm64/kernel/vmlinux.lds was "
      "not built: run make\n");
}

TEST(BuiltinUsesAbsentSymbol, UndecidedMakefilesMakeItUnknown) {
  BuildFixture build;
  build.BuiltIn("user.o", "use gone\n");
  build.placement().AddUnknown({"drivers/x/", {}, "$(shell ls)"});
  EXPECT_EQ(build.Verdict(),
            "unknown drivers/x/: $(shell ls)\n"
            "unknown vmlinux: 1 symbol it needs is defined by nothing that was "
            "read (gone), but not all makefiles could be decided\n");
}

TEST(BuiltinUsesAbsentSymbol, BoundsNeedASectionOfThatName) {
  BuildFixture build;
  build.BuiltIn("user.o", "use __start_table\nuse __stop_gone\n");
  build.BuiltIn("entry.o", "use weak anything in table\n");
  EXPECT_EQ(build.Verdict(), "KP0002 user.o __stop_gone\n");
}

TEST(BuiltinUsesAbsentSymbol, DroppedDefinitionIsNone) {
  BuildFixture build;
  build.WriteBuild("arch/x86/kernel/vmlinux.lds",
                   "SECTIONS { /DISCARD/ : { *maker.o(.text) } }");
  build.BuiltIn("user.o", "use f\n");
  build.BuiltIn("maker.o", "define f\n");
  EXPECT_EQ(build.Verdict(), "KP0002 user.o f: maker.o in vmlinux\n");
}

TEST(BuiltinUsesAbsentSymbol, TheLinkerScriptUsesSymbolsToo) {
  BuildFixture build;
  build.WriteBuild("arch/x86/kernel/vmlinux.lds",
                   "SECTIONS { .text : { *(.text) } }\n"
                   "jiffies = jiffies_64;\n"
                   "PROVIDE(unused = nowhere);\n"
                   "size = SIZEOF(.data) + f;\n");
  build.BuiltIn("maker.o", "define f\n");
  EXPECT_EQ(build.Verdict(), "KP0002 arch/x86/kernel/vmlinux.lds jiffies_64\n");
}

TEST(BuiltinUsesAbsentSymbol, BrokenObjectDoesNotHideOtherFindings) {
  BuildFixture build;
  build.BuiltIn("broken.o", BuildFixture::kNotBuilt);
  build.WriteBuild("broken.o",
                   "\x7f"
                   "ELF");
  build.BuiltIn("user.o", "use f\n");
  build.Module("maker.ko", "maker.o", kLicensed);
  std::string verdict = build.Verdict();
  EXPECT_TRUE(
      verdict.starts_with("KP0001 user.o f: maker.o in maker.ko\n"
                          "unknown broken.o: "))
      << verdict;
  EXPECT_TRUE(build.Diagnostics().starts_with("broken.o: error: "));
}

// ------------------------------------------------------------------- KP0009

TEST(SymbolDefinedTwice, FiresOnTwoStrongDefinitionsInVmlinux) {
  BuildFixture build;
  build.BuiltIn("a.o", "define f\ndefine g\n");
  build.BuiltIn("b.o", "define f\n");
  EXPECT_EQ(build.Verdict(), "KP0009 b.o f: a.o in vmlinux, b.o in vmlinux\n");
}

TEST(SymbolDefinedTwice, SilentOnWeakAndCommonDefinitions) {
  BuildFixture build;
  build.BuiltIn("a.o", "define weak f\ndefine common g\n");
  build.BuiltIn("b.o", "define f\ndefine g\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(SymbolDefinedTwice, MembersOfArchivesCountWhenTheyAreTaken) {
  BuildFixture build;
  build.BuiltIn("a.o", "define f\nuse taken\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/idle.o", "define f\n");
  EXPECT_EQ(build.Verdict(), "KP0002 a.o taken\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/t.o",
               "define f\ndefine taken\n");
  EXPECT_EQ(build.Verdict(),
            "KP0009 lib/t.o f: a.o in vmlinux, lib/t.o in vmlinux\n");
}

TEST(SymbolDefinedTwice, FiresInsideOfAModule) {
  BuildFixture build;
  build.Module("m.ko", "a.o", "define f\nmodinfo license=GPL\n");
  build.Module("m.ko", "b.o", "define f\n");
  build.Module("other.ko", "c.o", "define f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "KP0009 b.o f: a.o in m.ko, b.o in m.ko\n");
}

// ------------------------------------------------------------------- KP0007

TEST(ModuleWithoutLicense, FiresAndNamesTheObjectAsModpostDoes) {
  BuildFixture build;
  build.Module("d/one.ko", "d/one.o", "define f\n");
  build.Module("d/two.ko", "d/a.o", "define a\n");
  build.Module("d/two.ko", "d/b.o", "define b\nmodinfo author=me\n");
  EXPECT_EQ(build.Verdict(), "KP0007 d/one.o\nKP0007 d/two.o\n");
}

TEST(ModuleWithoutLicense, OneLicensedObjectIsEnough) {
  BuildFixture build;
  build.Module("two.ko", "a.o", "define a\n");
  build.Module("two.ko", "b.o", "define b\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(ModuleWithoutLicense, BuiltInCodeNeedsNone) {
  BuildFixture build;
  build.BuiltIn("a.o", "define a\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(ModuleWithoutLicense, MissingObjectMakesItUnknown) {
  BuildFixture build;
  build.Module("two.ko", "a.o", "define a\n");
  build.Module("two.ko", "b.o", BuildFixture::kNotBuilt);
  EXPECT_EQ(build.Verdict(),
            "unknown b.o: not built: run make (-k goes on after errors) and "
            "check again\n");
}

TEST(ModuleWithoutLicense, ObjectCompiledForVmlinuxIsStale) {
  BuildFixture build;
  build.Module("a.ko", "a.o", "define a\nmodinfo a.license=GPL\n");
  EXPECT_EQ(build.Verdict(),
            "unknown a.o: was compiled for vmlinux and is now part of a.ko: "
            "run make\n");
}

}  // namespace
}  // namespace kplace
