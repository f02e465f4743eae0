// The rules about modules fire where modpost, modules-check.sh or depmod would
// complain, and nowhere else.

#include <gtest/gtest.h>

#include "analyzer/rules/rules.h"
#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::BuildFixture;
using testing::Object;
using testing::ThinArchive;

/// The only finding of a build.
Finding Only(BuildFixture& build) {
  Analysis analysis = build.Run();
  EXPECT_EQ(analysis.findings.size(), 1u);
  EXPECT_TRUE(analysis.unknowns.empty());
  return analysis.findings.empty() ? Finding() : analysis.findings[0];
}

/// What a finding says under one label ("not exported").
std::string Said(const Finding& finding, std::string_view verdict) {
  for (const Because& because : finding.because) {
    if (because.verdict == verdict) return because.sentence;
  }
  return {};
}

// ------------------------------------------------------------------- KP0003

TEST(ModuleUsesUnexportedSymbol, FiresOnWhatVmlinuxKeepsForItself) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\ndefine g\nexport g\n");
  build.Module("user.ko", "user.o", "use f\nuse g\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "KP0003 user.o f: maker.o in vmlinux\n");
}

TEST(ModuleUsesUnexportedSymbol, FiresOnWhatAnotherModuleKeepsForItself) {
  BuildFixture build;
  build.Module("maker.ko", "maker.o", "define f\nmodinfo license=GPL\n");
  build.Module("user.ko", "user.o", "use f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "KP0003 user.o f: maker.o in maker.ko\n");
}

TEST(ModuleUsesUnexportedSymbol, ANameIsEnoughForModpost) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\n");
  build.Module("user.ko", "user.o", "name f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "KP0003 user.o f: maker.o in vmlinux\n");
}

TEST(ModuleUsesUnexportedSymbol, OneFindingForEachObjectOfTheModule) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\n");
  build.Module("two.ko", "b.o", "use weak f\nmodinfo license=GPL\n");
  build.Module("two.ko", "a.o", "use f\n");
  EXPECT_EQ(build.Verdict(),
            "KP0003 a.o f: maker.o in vmlinux\n"
            "KP0003 b.o f: maker.o in vmlinux\n");
}

TEST(ModuleUsesUnexportedSymbol, SilentOnWeakReferences) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\n");
  build.Module("user.ko", "user.o", "use weak f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(ModuleUsesUnexportedSymbol, SilentInsideOfAModule) {
  BuildFixture build;
  build.Module("two.ko", "a.o", "use f\nmodinfo license=GPL\n");
  build.Module("two.ko", "b.o", "define f\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(ModuleUsesUnexportedSymbol, ExportsOfOnDemandMembersThatStayOutAreNone) {
  BuildFixture build;
  build.BuiltIn("main.o", "use helper\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/helper.o",
               "define helper\nexport helper\n");
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/other.o",
               "define other\nexport other\n");
  build.Module("user.ko", "user.o",
               "use helper\nuse other\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "KP0006 user.o other\n");
}

TEST(ModuleUsesUnexportedSymbol, TellsWhereTheExportIsMissing) {
  BuildFixture build;
  build.WriteSource("d/maker.c", "\nint f_run(void)\n{\n\treturn 1;\n}\n");
  build.BuiltIn("d/maker.o", "define f_run\ndefine f_runs\nexport f_runs\n");
  build.Module("d/user.ko", "d/user.o", "use f_run\nmodinfo license=GPL\n");
  Finding finding = Only(build);
  EXPECT_EQ(finding.message,
            "d/user.ko uses f_run, which vmlinux defines and does not export");
  EXPECT_EQ(Said(finding, "not exported"),
            "d/maker.c:2 has no EXPORT_SYMBOL() for it; exported with a like "
            "name: f_runs");
  EXPECT_EQ(finding.help,
            "add EXPORT_SYMBOL_GPL(f_run) after its definition in d/maker.c; "
            "or build the user in (CONFIG_USER=y)");
  ASSERT_EQ(finding.references.size(), 1u);
  EXPECT_EQ(finding.references[0].unit, "d/user.ko");
  EXPECT_EQ(finding.references[0].function, "caller");
}

TEST(ModuleUsesUnexportedSymbol, AnExportThatWasTrimmedIsToldApart) {
  BuildFixture build;
  build.Set("CONFIG_TRIM_UNUSED_KSYMS", "y");
  build.WriteSource("maker.c", "int f(void)\n{\n}\nEXPORT_SYMBOL(f);\n");
  build.BuiltIn("maker.o", "define f\n");
  build.Module("user.ko", "user.o", "use f\nmodinfo license=GPL\n");
  Finding finding = Only(build);
  EXPECT_EQ(Said(finding, "not exported"),
            "maker.c:1 exports it, maker.o was compiled without that "
            "(CONFIG_TRIM_UNUSED_KSYMS=y drops unused exports)");
}

TEST(ModuleUsesUnexportedSymbol, ExportWithoutDefinitionHelpsNobody) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\n");
  build.Module("user.ko", "user.o", "name f\nexport f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "KP0003 user.o f: maker.o in vmlinux\n");
}

TEST(ModuleUsesUnexportedSymbol, MissingObjectsOfVmlinuxMakeItUnknown) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\n");
  build.BuiltIn("unbuilt.o", BuildFixture::kNotBuilt);
  build.Module("user.ko", "user.o", "use f\nuse g\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(),
            "unknown modules: 2 symbols they need are exported by nothing that "
            "was read (f, g), but 1 object of vmlinux could not be read\n"
            "unknown unbuilt.o: not built: run make (-k goes on after errors) "
            "and check again\n");
}

TEST(ModuleUsesUnexportedSymbol, MissingObjectsOfModulesMakeItUnknown) {
  BuildFixture build;
  build.Module("maker.ko", "maker.o", BuildFixture::kNotBuilt);
  build.Module("user.ko", "user.o", "use f\nmodinfo license=GPL\n");
  build.Module("two.ko", "a.o", "use g\nmodinfo license=GPL\n");
  build.Module("two.ko", "b.o", BuildFixture::kNotBuilt);
  EXPECT_EQ(build.Verdict(),
            "unknown b.o: not built: run make (-k goes on after errors) and "
            "check again\n"
            "unknown maker.o: not built: run make (-k goes on after errors) "
            "and check again\n"
            "unknown modules: 1 symbol they need is exported by nothing that "
            "was read (f), but 2 objects of modules could not be read\n"
            "unknown two.ko: not all of its objects could be read: what it "
            "needs from others is not judged\n");
}

TEST(ModuleUsesUnexportedSymbol, TheCompositeSpeaksForObjectsThatDoNot) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\n");
  build.Module("two.ko", "a.o", "use g\nmodinfo license=GPL\n");
  build.Module("two.ko", "b.o", BuildFixture::kNotBuilt);
  build.WriteBuild("b.o",
                   "\x7f"
                   "ELF, but not really");
  build.WriteBuild("two.o", Object("use f\nmodinfo license=GPL\n"));
  Analysis analysis = build.Run();
  ASSERT_EQ(analysis.findings.size(), 1u);
  EXPECT_EQ(analysis.findings[0].message,
            "two.ko uses f, which vmlinux defines and does not export");
  EXPECT_EQ(analysis.unknowns.size(), 1u);  // b.o
}

// ------------------------------------------------------------------- KP0004

TEST(ModuleUsesGplSymbol, FiresOnOneIncompatibleLicenceOfSeveral) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\nexport gpl f\ndefine g\nexport g\n");
  build.Module("two.ko", "a.o", "use f\nuse g\nmodinfo license=GPL\n");
  build.Module("two.ko", "b.o", "modinfo license=Proprietary\n");
  EXPECT_EQ(build.Verdict(), "KP0004 a.o f: maker.o in vmlinux\n");
  Finding finding = Only(build);
  EXPECT_EQ(finding.message,
            "two.ko uses f, which is exported for GPL-compatible modules only; "
            "its licence is \"Proprietary\"");
  EXPECT_TRUE(finding.definitions[0].exported);
}

TEST(ModuleUsesGplSymbol, FiresOnWeakReferencesToo) {
  BuildFixture build;
  build.Module("maker.ko", "maker.o",
               "define f\nexport gpl f\nmodinfo license=GPL\n");
  build.Module("user.ko", "user.o", "use weak f\nmodinfo license=MIT\n");
  EXPECT_EQ(build.Verdict(), "KP0004 user.o f: maker.o in maker.ko\n");
}

TEST(ModuleUsesGplSymbol, SilentForCompatibleLicences) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\nexport gpl f\n");
  build.Module("user.ko", "user.o",
               "use f\nmodinfo license=Dual BSD/GPL\nmodinfo license=GPL v2\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(ModuleUsesGplSymbol, AMissingLicenceIsAnotherMatter) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\nexport gpl f\n");
  build.Module("user.ko", "user.o", "use f\n");
  EXPECT_EQ(build.Verdict(), "KP0007 user.o\n");
}

TEST(ModuleUsesGplSymbol, SilentInsideOfAModule) {
  BuildFixture build;
  build.Module("two.ko", "a.o", "use f\nmodinfo license=MIT\n");
  build.Module("two.ko", "b.o", "define f\nexport gpl f\n");
  EXPECT_EQ(build.Verdict(), "");
}

// ------------------------------------------------------------------- KP0005

constexpr char kNamespaced[] = "define f\nexport gpl f in NS\n";

TEST(ModuleMissingNamespaceImport, FiresWithoutTheImport) {
  BuildFixture build;
  build.BuiltIn("maker.o", kNamespaced);
  build.Module("d/user.ko", "d/user.o",
               "use f\nmodinfo license=GPL\nmodinfo import_ns=OTHER\n");
  EXPECT_EQ(build.Verdict(), "KP0005 d/user.o f: maker.o in vmlinux\n");
  Finding finding = Only(build);
  EXPECT_EQ(finding.level, FindingLevel::kError);
  EXPECT_EQ(finding.message,
            "d/user.ko uses f from the namespace NS, which it does not import");
  EXPECT_EQ(Said(finding, "namespace"),
            "f is exported in NS; d/user.ko imports OTHER");
  EXPECT_EQ(finding.help, "add MODULE_IMPORT_NS(\"NS\"); to d/user.o");
}

TEST(ModuleMissingNamespaceImport, WarnsWhereTheConfigurationAllowsIt) {
  BuildFixture build;
  build.Set("CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS", "y");
  build.BuiltIn("maker.o", kNamespaced);
  build.Module("user.ko", "user.o", "use f\nmodinfo license=GPL\n");
  EXPECT_EQ(Only(build).level, FindingLevel::kWarning);
}

TEST(ModuleMissingNamespaceImport, TheLineIsWrittenAsTheTreeWritesIt) {
  BuildFixture build;
  build.WriteSource("include/linux/module.h",
                    "#define MODULE_IMPORT_NS(ns)\tMODULE_INFO(import_ns, "
                    "__stringify(ns))\n");
  build.WriteSource("main.c", "");
  build.BuiltIn("maker.o", kNamespaced);
  build.Module("two.ko", "user.o", "use f\n");
  build.Module("two.ko", "main.o", "modinfo license=GPL\n");
  EXPECT_EQ(Only(build).help, "add MODULE_IMPORT_NS(NS); to main.c");
}

TEST(ModuleMissingNamespaceImport, SilentWithTheImportInAnyObject) {
  BuildFixture build;
  build.BuiltIn("maker.o", kNamespaced);
  build.Module("two.ko", "user.o", "use f\nmodinfo license=GPL\n");
  build.Module("two.ko", "other.o", "modinfo import_ns=NS\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(ModuleMissingNamespaceImport, ObjectsThatWereCompiledForVmlinuxAreStale) {
  BuildFixture build;
  build.BuiltIn("maker.o", kNamespaced);
  build.Module("user.ko", "user.o",
               "use f\nmodinfo user.license=GPL\nmodinfo user.import_ns=NS\n");
  EXPECT_EQ(build.Verdict(),
            "unknown user.o: was compiled for vmlinux and is now part of "
            "user.ko: run make\n");
}

TEST(ModuleMissingNamespaceImport, AListOfModulesIsNoNamespaceToImport) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\nexport gpl f in module:kvm,kvm-*\n");
  build.Module("kvm-amd.ko", "kvm-amd.o", "use f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
  build.Module("vhost.ko", "vhost.o", "use f\nmodinfo license=GPL\n");
  Finding finding = Only(build);
  EXPECT_EQ(finding.message,
            "vhost.ko uses f, which is exported for the modules kvm,kvm-* "
            "only");
  EXPECT_EQ(finding.help,
            "add vhost to the list in EXPORT_SYMBOL_FOR_MODULES(f, "
            "\"kvm,kvm-*\") of maker.o");
}

// ------------------------------------------------------------------- KP0006

TEST(ModuleUsesAbsentSymbol, FiresWhenNothingDefinesIt) {
  BuildFixture build;
  build.Module("user.ko", "user.o", "use gone\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "KP0006 user.o gone\n");
}

TEST(ModuleUsesAbsentSymbol, NamesTheOptionThatKeepsTheProviderOut) {
  BuildFixture build;
  build.WriteSource("scripts/Makefile.build",
                    "include $(firstword $(wildcard /src/$(obj)/Kbuild "
                    "/src/$(obj)/Makefile))\n");
  build.WriteSource("Kbuild", "obj-$(CONFIG_HELPER) += helper.o\n");
  build.WriteSource("helper.c",
                    "int help(void)\n{\n}\nEXPORT_SYMBOL_GPL(help);\n");
  build.Module("user.ko", "user.o", "use help\nmodinfo license=GPL\n");
  Finding finding = Only(build);
  EXPECT_EQ(finding.rule->code, std::string("KP0006"));
  EXPECT_EQ(finding.message,
            "user.ko uses help, which only helper.o would define: it is not "
            "linked with CONFIG_HELPER=n");
  EXPECT_EQ(finding.help, "turn on CONFIG_HELPER; or let USER select HELPER");
}

TEST(ModuleUsesAbsentSymbol, ModversionsNeedModuleLayout) {
  BuildFixture build;
  build.Set("CONFIG_MODVERSIONS", "y");
  build.Module("user.ko", "user.o", "define f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "KP0006 user.o module_layout\n");
  build.BuiltIn("version.o", "define module_layout\nexport module_layout\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(ModuleUsesAbsentSymbol, SilentOnWeakReferencesAndOnThisModule) {
  BuildFixture build;
  build.Module("user.ko", "user.o",
               "use weak gone\nuse __this_module\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

// ------------------------------------------------------------------- KP0008

TEST(ObjectInSeveralUnits, FiresOnModulesThatShareAnObject) {
  BuildFixture build;
  build.Module("a.ko", "shared.o", "modinfo license=GPL\n");
  build.Module("b.ko", "shared.o", "modinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(),
            "KP0008 shared.o: shared.o in a.ko, shared.o in b.ko\n");
  Finding finding = Only(build);
  EXPECT_EQ(finding.level, FindingLevel::kWarning);
  EXPECT_EQ(finding.message, "shared.o is in a.ko and b.ko");
}

TEST(ObjectInSeveralUnits, FiresOnVmlinuxAndAModule) {
  BuildFixture build;
  build.BuiltIn("shared.o", "modinfo license=GPL\n");
  build.Module("b.ko", "shared.o", "modinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(),
            "KP0008 shared.o: shared.o in vmlinux, shared.o in b.ko\n");
}

TEST(ObjectInSeveralUnits, SilentWhereAListOfTheBuildContradicts) {
  BuildFixture build;
  build.Module("a.ko", "moved.o", "modinfo license=GPL\n");
  build.WriteBuild("vmlinux.a", ThinArchive({"moved.o"}));
  EXPECT_EQ(build.Verdict(),
            "unknown vmlinux.a: has moved.o, which no makefile puts there: the "
            "build is stale (run make), or a makefile was misread\n");
}

TEST(ObjectInSeveralUnits, SilentWhereAModFileContradicts) {
  BuildFixture build;
  build.BuiltIn("moved.o", "define f\n");
  build.Module("a.ko", "a.o", "modinfo license=GPL\n");
  build.WriteBuild("a.mod", "a.o\nmoved.o\n");
  EXPECT_EQ(build.Verdict(),
            "unknown a.mod: has moved.o, which no makefile puts there: the "
            "build is stale (run make), or a makefile was misread\n");
}

TEST(ObjectInSeveralUnits, FiresOnTheUnitsThatNoListContradicts) {
  BuildFixture build;
  build.Module("a.ko", "shared.o", "modinfo license=GPL\n");
  build.Module("b.ko", "shared.o", "modinfo license=GPL\n");
  build.Module("c.ko", "c.o", "modinfo license=GPL\n");
  build.WriteBuild("c.mod", "c.o\nshared.o\n");
  EXPECT_EQ(build.Verdict(),
            "KP0008 shared.o: shared.o in a.ko, shared.o in b.ko\n"
            "unknown c.mod: has shared.o, which no makefile puts there: the "
            "build is stale (run make), or a makefile was misread\n");
}

TEST(ObjectInSeveralUnits, SilentOnMembersThatVmlinuxDoesNotTake) {
  BuildFixture build;
  build.Member("lib/lib.a", ArchiveUse::kOnDemand, "lib/help.o",
               "define help\nmodinfo license=GPL\n");
  build.Module("b.ko", "lib/help.o", "define help\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

// ------------------------------------------------------------------- KP0009

TEST(SymbolExportedTwice, FiresAcrossUnitsAndForWeakDefinitions) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\nexport f\n");
  build.Module("a.ko", "a.o",
               "define weak f\nexport gpl f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "KP0009 a.o f: maker.o in vmlinux, a.o in a.ko\n");
  Finding finding = Only(build);
  EXPECT_EQ(finding.message, "a.ko exports f, which vmlinux exports already");
  EXPECT_EQ(finding.help,
            "rename one of them, or let a.ko use what vmlinux exports");
  EXPECT_TRUE(finding.definitions[0].exported);
}

TEST(SymbolExportedTwice, SilentOnDefinitionsThatAreNotExported) {
  BuildFixture build;
  build.BuiltIn("maker.o", "define f\nexport f\n");
  build.Module("a.ko", "a.o", "define f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

// ------------------------------------------------------------------- KP0010

TEST(ModuleCycle, OneFindingForModulesThatNeedEachOther) {
  BuildFixture build;
  build.Module("d/a.ko", "d/a.o",
               "define f\nexport f\nuse g\nuse h\nmodinfo license=GPL\n");
  build.Module("d/b.ko", "d/b.o",
               "define g\nexport g\ndefine h\nexport h\nuse weak f\n"
               "modinfo license=GPL\n");
  build.Module("d/c.ko", "d/c.o", "use f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(),
            "KP0010 d/a.ko: d/b.o in d/b.ko, d/a.o in d/a.ko\n");
  Finding finding = Only(build);
  EXPECT_EQ(finding.message, "a -> b -> a");
  EXPECT_EQ(Said(finding, "needs"), "d/a.ko needs d/b.ko for g, h");
  EXPECT_EQ(finding.help,
            "move what they share into a module of its own; or link them as "
            "one; or keep d/b.ko from needing d/a.ko (1 symbol)");
}

TEST(ModuleCycle, SilentOnAChain) {
  BuildFixture build;
  build.Module("a.ko", "a.o", "use g\nmodinfo license=GPL\n");
  build.Module("b.ko", "b.o",
               "define g\nexport g\nuse h\nmodinfo license=GPL\n");
  build.Module("c.ko", "c.o", "define h\nexport h\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

TEST(ModuleCycle, AnObjectThatWasNotReadMakesItUnknown) {
  BuildFixture build;
  build.Module("a.ko", "a.o",
               "define f\nexport f\nuse g\nmodinfo license=GPL\n");
  build.Module("a.ko", "more.o", BuildFixture::kNotBuilt);
  build.Module("b.ko", "b.o",
               "define g\nexport g\nuse f\nmodinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(),
            "unknown a.ko: may be part of the cycle a -> b -> a: not all of "
            "its objects could be read\n"
            "unknown more.o: not built: run make (-k goes on after errors) and "
            "check again\n");
}

// ------------------------------------------------------------------- KP0011

TEST(ModuleNameTwice, FiresInDifferentDirectories) {
  BuildFixture build;
  build.Module("x/core.ko", "x/core.o", "modinfo license=GPL\n");
  build.Module("y/core.ko", "y/core.o", "modinfo license=GPL\n");
  build.Module("z/core2.ko", "z/core2.o", "modinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(),
            "KP0011 x/core.ko: x/core.o in x/core.ko, y/core.o in y/core.ko\n");
  EXPECT_EQ(Only(build).level, FindingLevel::kError);
}

TEST(ModuleNameTwice, DashAndUnderscoreAreAWarning) {
  BuildFixture build;
  build.Module("x/a-b.ko", "x/a-b.o", "modinfo license=GPL\n");
  build.Module("x/a_b.ko", "x/a_b.o", "modinfo license=GPL\n");
  Finding finding = Only(build);
  EXPECT_EQ(finding.rule->code, std::string("KP0011"));
  EXPECT_EQ(finding.level, FindingLevel::kWarning);
}

// ------------------------------------------------------------------- KP0012

TEST(ModulesOfOtherBuilds, SilentOnAModuleThatHasNoObjectsYet) {
  BuildFixture build;
  build.ModuleMaybe("open.ko", "open.o");
  build.Module("a.ko", "a.o", "modinfo license=GPL\n");
  EXPECT_EQ(build.Verdict(), "");
}

}  // namespace
}  // namespace kplace
