// What modules need, as modpost sees it.

#include "analyzer/modules/module_link.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analyzer/linked_units.h"

namespace kplace {
namespace {

using testing::LinkedUnits;

class ModuleLink : public ::testing::Test {
 protected:
  void Vmlinux(std::string_view lines) {
    exports_.Add(units_.Make("vmlinux", {lines}));
  }
  void Module(std::string name, std::vector<std::string_view> objects,
              std::string_view machine = "EM_X86_64") {
    modules_.push_back(
        units_.Make(std::move(name), std::move(objects), machine));
    exports_.Add(modules_.back());
  }

  std::vector<LinkedModule> Link() {
    return LinkModules(modules_, exports_, {modversions_, 2});
  }

  /// "a.ko: f0 from vmlinux, g1 weak from nobody; uses b.ko": names with the
  /// number of the object.
  std::string Linked() {
    std::string text;
    for (const LinkedModule& module : Link()) {
      text += exports_.NameOf(module.unit) + ":";
      for (const Need& need : module.needs) {
        text += fmt::format(
            " {}{}{} from {}", need.name, need.object, need.weak ? " weak" : "",
            need.provider ? exports_.NameOf(need.provider->unit) : "nobody");
      }
      for (const DefinitionClash& clash : module.clashes) {
        text += fmt::format(" clash {} {} {}", clash.name, clash.first,
                            clash.second);
      }
      for (UnitId unit : module.uses) text += " uses " + exports_.NameOf(unit);
      text += '\n';
    }
    return text;
  }

  LinkedUnits units_;
  ExportTable exports_;
  std::vector<LinkedUnit> modules_;
  bool modversions_ = false;
};

TEST_F(ModuleLink, NeedsAreWhatTheSymbolTableLeavesUndefined) {
  Vmlinux("define f\nexport f\ndefine hidden\n");
  Module("a.ko", {"use f\nname g\nuse hidden\ndefine own\n"});
  EXPECT_EQ(Linked(),
            "a.ko: f0 from vmlinux g0 from nobody hidden0 from nobody\n");
}

TEST_F(ModuleLink, ObjectsOfOneModuleServeEachOther) {
  Vmlinux("define f\nexport f\n");
  Module("a.ko", {"use f\nuse inner\nuse shared\nuse soft\n",
                  "define inner\ndefine common shared\ndefine weak soft\n"});
  EXPECT_EQ(Linked(), "a.ko: f0 from vmlinux\n");
}

TEST_F(ModuleLink, WhatTheModuleDefinesIsNotTakenFromVmlinux) {
  Vmlinux("define f\nexport f\n");
  Module("a.ko", {"define f\n", "use f\n"});
  EXPECT_EQ(Linked(), "a.ko:\n");
}

TEST_F(ModuleLink, OneStrongReferenceMakesTheNeedStrong) {
  Module("a.ko", {"use weak f\n", "use weak f\n"});
  Module("b.ko", {"use weak f\n", "use f\n", "use weak f\n"});
  EXPECT_EQ(Linked(), "a.ko: f0 weak from nobody\nb.ko: f1 from nobody\n");
}

TEST_F(ModuleLink, WeakNeedsAreProvidedForToo) {
  Module("a.ko", {"define f\nexport f\n"});
  Module("b.ko", {"use weak f\n"});
  EXPECT_EQ(Linked(), "a.ko:\nb.ko: f0 weak from a.ko uses a.ko\n");
}

TEST_F(ModuleLink, UsesAreOtherModulesEachOnce) {
  Vmlinux("define v\nexport v\n");
  Module("a.ko", {"define f\ndefine g\nexport f\nexport g\nuse h\n"});
  Module("b.ko", {"use g\nuse v\nuse f\ndefine h\nexport h\n"});
  EXPECT_EQ(Linked(),
            "a.ko: h0 from b.ko uses b.ko\n"
            "b.ko: g0 from a.ko v0 from vmlinux f0 from a.ko uses a.ko\n");
}

TEST_F(ModuleLink, ExportWithoutDefinitionProvidesForItself) {
  Module("a.ko", {"name f\nexport f\n"});
  EXPECT_EQ(Linked(), "a.ko: f0 from a.ko\n");
}

TEST_F(ModuleLink, NamesThatTheFinalLinkMakes) {
  Module("a.ko", {"name __this_module\nname _GLOBAL_OFFSET_TABLE_\n"
                  "name _restgpr0_14\n"});
  Module("p.ko",
         {"name _restgpr0_14\nname .TOC.\nname _restvr_20\n"
          "name _restgpr_14\n"},
         "EM_PPC64");
  EXPECT_EQ(Linked(),
            "a.ko: _restgpr0_140 from nobody\n"
            "p.ko: _restgpr_140 from nobody\n");
}

TEST_F(ModuleLink, NumbersOfCopiesAreNoPartOfTheName) {
  Vmlinux("define f\nexport f\n");
  Module("a.ko", {"name f.123\nname f.123.x\nname f.x\nname f.1x\nname f.\n"});
  EXPECT_EQ(Linked(),
            "a.ko: f0 from vmlinux f0 from vmlinux f.x0 from nobody "
            "f.1x0 from nobody f.0 from nobody\n");
}

TEST_F(ModuleLink, SparcMultipliesByAnotherName) {
  Vmlinux("define _Div\nexport _Div\n");
  Module("a.ko", {"name .div\n"}, "EM_SPARCV9");
  EXPECT_EQ(Linked(), "a.ko: .div0 from vmlinux\n");
}

TEST_F(ModuleLink, ModversionsNeedTheLayoutOfModules) {
  modversions_ = true;
  Module("a.ko", {"define f\n"});
  EXPECT_EQ(Linked(), "a.ko: module_layout0 from nobody\n");
}

TEST_F(ModuleLink, StrongDefinitionsClash) {
  Module("a.ko", {"define f\ndefine g\n", "define f\ndefine weak g\n",
                  "define common f\n"});
  EXPECT_EQ(Linked(), "a.ko: clash f 0 1\n");
}

TEST_F(ModuleLink, LicencesAndImportsOfAllObjects) {
  Module("a.ko", {"modinfo license=GPL\nmodinfo import_ns=ONE\n",
                  "modinfo license=Proprietary\nmodinfo import_ns=TWO\n"});
  Module("b.ko", {"modinfo license=Dual BSD/GPL\n"});
  Module("c.ko", {"define f\n", LinkedUnits::kUnread});
  std::vector<LinkedModule> linked = Link();
  EXPECT_EQ(linked[0].licenses,
            (std::vector<std::string_view>{"GPL", "Proprietary"}));
  EXPECT_EQ(linked[0].imports, (std::vector<std::string_view>{"ONE", "TWO"}));
  EXPECT_FALSE(linked[0].gpl_compatible);
  EXPECT_TRUE(linked[1].gpl_compatible);
  EXPECT_TRUE(linked[2].gpl_compatible);  // no licence is another matter
  EXPECT_EQ(linked[2].unread, 1u);
}

TEST_F(ModuleLink, AModuleWithoutObjects) {
  modversions_ = true;
  Module("a.ko", {});
  EXPECT_EQ(Linked(), "a.ko:\n");
}

TEST(MayUseNamespace, TheDefaultOneAndThoseThatAreImported) {
  LinkedModule module;
  module.imports = {"CRYPTO"};
  EXPECT_TRUE(MayUseNamespace("d/a.ko", module, ""));
  EXPECT_TRUE(MayUseNamespace("d/a.ko", module, "CRYPTO"));
  EXPECT_FALSE(MayUseNamespace("d/a.ko", module, "CRYPT"));
}

TEST(MayUseNamespace, ModulesThatTheExportNames) {
  LinkedModule module;
  EXPECT_TRUE(MayUseNamespace("arch/x86/kvm/kvm.ko", module, "module:kvm"));
  EXPECT_TRUE(MayUseNamespace("a/kvm-amd.ko.xz", module, "module:x,kvm-*"));
  EXPECT_TRUE(MayUseNamespace("a/kvm-amd.ko", module, "module:kvm_amd"));
  EXPECT_FALSE(MayUseNamespace("a/kvm-amd.ko", module, "module:kvm"));
  EXPECT_FALSE(MayUseNamespace("a/kv.ko", module, "module:kvm,"));
  EXPECT_FALSE(MayUseNamespace("a/kvm.ko", module, "module:"));
  EXPECT_FALSE(MayUseNamespace("a/module:kvm.ko", module, "kvm"));
}

TEST(IsGplCompatible, OnlyTheListOfTheKernel) {
  for (const char* license : {"GPL", "GPL v2", "GPL and additional rights",
                              "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL"}) {
    EXPECT_TRUE(IsGplCompatible(license)) << license;
  }
  for (const char* license : {"", "gpl", "GPLv2", "MIT", "Proprietary"}) {
    EXPECT_FALSE(IsGplCompatible(license)) << license;
  }
}

}  // namespace
}  // namespace kplace
