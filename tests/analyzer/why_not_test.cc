// What is found; how it is told is report_why_not_test.cc's.

#include "analyzer/explain/why_not.h"

#include <fmt/format.h>

#include "tests/analyzer/hyperv_build.h"

namespace kplace {
namespace {

using testing::HypervBuild;

WhyNot Ask(HypervBuild& build, const std::string& what) {
  EveryConfiguration every(build.Input());
  return ExplainWhyNot(build.Input(), every, what);
}

/// "nowhere drivers/hv/hv.o: fact; fact".
std::string Facts(const WhyNot& answer) {
  std::string text =
      std::string(Name(answer.state)) + ' ' + answer.subject + ':';
  for (const std::string& fact : answer.facts) text += ' ' + fact + ';';
  return text;
}

/// "UNIT holds" or "UNIT fails A [A=n]; B [B=n] needs A=y B=y", a line each.
std::string Places(const WhyNot& answer) {
  std::string text;
  for (const PossiblePlace& place : answer.places) {
    text += place.unit;
    if (place.holds == Truth::kTrue) text += " holds";
    for (const FailingPart& part : place.fails) {
      text += fmt::format(" {} {} [{}]", part.unknown ? "open" : "fails",
                          part.condition, part.options);
    }
    if (place.change) text += " needs";
    for (size_t i = 0; place.change && i < place.change->changes.size(); ++i) {
      const OptionChange& change = place.change->changes[i];
      text += ' ' + change.option + '=' + change.to;
    }
    text += '\n';
  }
  return text;
}

/// "drivers/Makefile:1 CONFIG_HYPERV=m", a line each, of the first chain.
std::string Lines(const PossiblePlace& place) {
  std::string text;
  for (const Because& because : place.chains.at(0)) {
    text += fmt::format("{}:{} {}\n", because.evidence.file,
                        because.evidence.line, because.evidence.options);
  }
  return text;
}

TEST(WhyNot, ObjectThatIsNowhereTellsWhichOptionsWouldBringIt) {
  HypervBuild build;
  build.Write("arch/x86/hyperv/Makefile", "obj-$(CONFIG_PCI) += off.o\n");
  build.Write(".config",
              "# Linux/x86 6.12.0 Kernel Configuration\nCONFIG_HYPERV=m\n");
  WhyNot answer = Ask(build, "arch/x86/hyperv/off.c");
  EXPECT_EQ(Facts(answer),
            "nowhere arch/x86/hyperv/off.o: is in no unit of this build; no "
            "configuration puts it into a module;");
  EXPECT_EQ(Places(answer),
            "vmlinux fails CONFIG_PCI=y [CONFIG_PCI=n] needs CONFIG_PCI=y\n");
  EXPECT_EQ(Lines(answer.places[0]),
            "Kbuild:1 \n"
            "arch/x86/Kbuild:4 CONFIG_HYPERV=m\n"
            "arch/x86/hyperv/Makefile:1 CONFIG_PCI=n\n");
}

TEST(WhyNot, ObjectThatIsPlacedTellsWhyNotTheOtherPlace) {
  HypervBuild build;
  WhyNot answer = Ask(build, "drivers/hv/hv.o");
  EXPECT_EQ(Facts(answer), "placed drivers/hv/hv.o:");
  EXPECT_EQ(Places(answer),
            "drivers/hv/hv_vmbus.ko holds\n"
            "vmlinux fails CONFIG_HYPERV=y [CONFIG_HYPERV=m] needs "
            "CONFIG_HYPERV=y\n");
}

TEST(WhyNot, ARewriteLeavesNoOtherPlace) {
  HypervBuild build;
  WhyNot answer = Ask(build, "drivers/hv/hv_common.o");
  EXPECT_EQ(Facts(answer),
            "placed drivers/hv/hv_common.o: no configuration puts it into a "
            "module;");
  EXPECT_EQ(Places(answer), "vmlinux holds\n");
}

TEST(WhyNot, AModuleIsLookedAtAsOne) {
  HypervBuild build;
  for (const char* name : {"hv-vmbus", "hv_vmbus.ko", "drivers/hv/hv_vmbus.ko",
                           "drivers/hv/hv_vmbus.o"}) {
    EXPECT_EQ(Places(Ask(build, name)),
              "drivers/hv/hv_vmbus.ko holds\n"
              "vmlinux fails CONFIG_HYPERV=y [CONFIG_HYPERV=m] needs "
              "CONFIG_HYPERV=y\n")
        << name;
  }
  EXPECT_EQ(Lines(Ask(build, "hv_vmbus").places[0]),
            "Kbuild:3 \n"
            "drivers/Makefile:1 CONFIG_HYPERV=m\n"
            "drivers/hv/Makefile:1 CONFIG_HYPERV=m\n");
}

TEST(WhyNot, AllThatStandsInTheWay) {
  HypervBuild build;
  build.Write("drivers/hv/Makefile",
              "ifdef CONFIG_HYPERV_NET\nobj-$(CONFIG_PCI) += x.o\nendif\n");
  build.Write(".config",
              "# Linux/x86 6.12.0 Kernel Configuration\nCONFIG_MODULES=y\n");
  EXPECT_EQ(Places(Ask(build, "drivers/hv/x.o")),
            "vmlinux fails CONFIG_PCI=y [CONFIG_PCI=n] fails (CONFIG_HYPERV=y "
            "|| CONFIG_HYPERV=m) [CONFIG_HYPERV=n] fails "
            "(CONFIG_HYPERV_NET=y || CONFIG_HYPERV_NET=m) "
            "[CONFIG_HYPERV_NET=n] needs CONFIG_HYPERV=y CONFIG_HYPERV_NET=y "
            "CONFIG_PCI=y\n");
}

TEST(WhyNot, ObjectsNamedFromAnotherDirectory) {
  HypervBuild build;
  build.Write("lib/Makefile",
              "obj-$(CONFIG_HYPERV_BALLOON) += n.o\nn-y := ../hv/far.o\n");
  build.Write(".config",
              "# Linux/x86 6.12.0 Kernel Configuration\nCONFIG_MODULES=y\n");
  WhyNot answer = Ask(build, "hv/far.c");
  EXPECT_EQ(Places(answer),
            "vmlinux fails CONFIG_HYPERV_BALLOON=y [CONFIG_HYPERV_BALLOON=n] "
            "needs CONFIG_HYPERV_BALLOON=y\n"
            "lib/n.ko fails CONFIG_HYPERV_BALLOON=m "
            "[CONFIG_HYPERV_BALLOON=n] needs CONFIG_HYPERV_BALLOON=m\n");
}

TEST(WhyNot, EveryLineThatLeadsThereIsTold) {
  HypervBuild build;
  build.Write("lib/Makefile",
              "obj-$(CONFIG_HYPERV_TESTING) += x.o\n"
              "obj-$(CONFIG_HYPERV_NET) += x.o\n");
  build.Write(".config",
              "# Linux/x86 6.12.0 Kernel Configuration\nCONFIG_MODULES=y\n");
  WhyNot answer = Ask(build, "lib/x.o");
  ASSERT_GE(answer.places.size(), 1u);
  EXPECT_EQ(answer.places[0].chains.size(), 2u);
}

TEST(WhyNot, OfManyLinesThatEnterADirectoryTheOneThatMatters) {
  HypervBuild build;
  build.Write("lib/Makefile",
              "obj-$(CONFIG_HYPERV_TESTING) += sub/\n"
              "obj-$(CONFIG_PCI) += sub/\nobj-$(CONFIG_HYPERV) += sub/\n");
  build.Write("lib/sub/Makefile", "obj-$(CONFIG_PCI) += x.o\n");
  build.Write(".config", "# Linux/x86 6.12.0 Kernel Configuration\n");
  WhyNot answer = Ask(build, "lib/sub/x.o");
  ASSERT_EQ(answer.places.size(), 1u);
  EXPECT_EQ(answer.places[0].condition, "CONFIG_PCI=y");
  EXPECT_EQ(Lines(answer.places[0]),
            "Kbuild:2 \nlib/Makefile:2 CONFIG_PCI=n\n"
            "lib/sub/Makefile:1 CONFIG_PCI=n\n");
}

TEST(WhyNot, KconfigSaysWhyTheOptionIsInTheWay) {
  HypervBuild build;
  WhyNot answer = Ask(build, "drivers/hv/hv.o");
  ASSERT_EQ(answer.options.size(), 1u);
  EXPECT_EQ(answer.options[0].option, "CONFIG_HYPERV");
  EXPECT_EQ(answer.options[0].value, "m");
  EXPECT_TRUE(answer.options[0].sentence.starts_with("chosen in .config"))
      << answer.options[0].sentence;
}

TEST(WhyNot, WhatOnlyAProgramCouldTellIsOpen) {
  HypervBuild build;
  build.Write("lib/Makefile",
              "ifeq ($(shell uname),)\nobj-$(CONFIG_HYPERV_TESTING) += x.o\n"
              "endif\n");
  WhyNot answer = Ask(build, "lib/x.o");
  EXPECT_EQ(answer.state, WhyNotState::kOpen);
  EXPECT_EQ(Places(answer),
            "vmlinux open !unknown(\"$(shell uname)\") [] needs\n");
}

TEST(WhyNot, ASourceThatNobodyNames) {
  HypervBuild build;
  build.Write("lib/lonely.c", "");
  build.Write("lib/Makefile", "obj-y += x.o\n");
  EXPECT_EQ(Facts(Ask(build, "lib/lonely.o")),
            "unnamed lib/lonely.o: no configuration of x86 puts it anywhere: "
            "no list that Kbuild builds names it; its source is there: "
            "lib/lonely.c;");
}

TEST(WhyNot, LinesThatMentionItArePointedOut) {
  HypervBuild build;
  build.Write("lib/tool.c", "");
  build.Write("lib/Makefile",
              "obj-y += toolbox.o\n# tool.o\nhostprogs\t:= tool\n"
              "targets += tool.o\n");
  EXPECT_EQ(Facts(Ask(build, "lib/tool.c")),
            "unnamed lib/tool.o: no configuration of x86 puts it anywhere: no "
            "list that Kbuild builds names it; its source is there: "
            "lib/tool.c; lib/Makefile:3 mentions it: hostprogs := tool; "
            "lib/Makefile:4 mentions it: targets += tool.o;");
}

TEST(WhyNot, AnOptionThatNoKconfigFileDefines) {
  HypervBuild build;
  build.Write("lib/Makefile", "obj-$(CONFIG_NEVER) += x.o\n");
  WhyNot answer = Ask(build, "lib/x.o");
  EXPECT_EQ(Facts(answer),
            "unnamed lib/x.o: no configuration of x86 puts it anywhere: no "
            "list that Kbuild builds names it; the tree has no source file for "
            "it; no Kconfig file of x86 defines CONFIG_NEVER;");
  ASSERT_EQ(answer.places.size(), 1u);
  EXPECT_EQ(Lines(answer.places[0]),
            "Kbuild:2 \nlib/Makefile:1 CONFIG_NEVER=n\n");
}

TEST(WhyNot, AnotherArchitecture) {
  HypervBuild build;
  build.Write("arch/arm64/kernel/setup.c", "");
  EXPECT_NE(Facts(Ask(build, "arch/arm64/kernel/setup.o"))
                .find("it is of another architecture: --arch arm64;"),
            std::string::npos);
}

TEST(WhyNot, AWholeUnitIsPointedTo) {
  HypervBuild build;
  build.Write("lib/Makefile", "lib-y := x.o\n");
  for (const char* name : {"lib/lib.a", "/tree/lib/lib.a", "vmlinux"}) {
    WhyNot answer = Ask(build, name);
    EXPECT_EQ(answer.state, WhyNotState::kUnit) << name;
    EXPECT_TRUE(answer.near.empty()) << name;
  }
  EXPECT_EQ(Facts(Ask(build, "lib/lib.a")),
            "unit lib/lib.a: is a unit, no object: kplace place --unit "
            "lib/lib.a lists what is in it;");
  EXPECT_EQ(Ask(build, "drivers/lib.a").state, WhyNotState::kNoSuch);
}

TEST(WhyNot, AModuleNameOfSeveralAsksForAPath) {
  HypervBuild build;
  build.Write("lib/Makefile", "obj-$(CONFIG_HYPERV_NET) += hv_netvsc.o\n");
  for (const char* name : {"hv_netvsc", "hv-netvsc.ko"}) {
    WhyNot answer = Ask(build, name);
    EXPECT_EQ(answer.state, WhyNotState::kAmbiguous) << name;
    EXPECT_EQ(answer.near, (std::vector<std::string>{"drivers/net/hv_netvsc.ko",
                                                     "lib/hv_netvsc.ko"}));
  }
  for (const char* path : {"lib/hv_netvsc.ko", "/tree/lib/hv_netvsc"}) {
    EXPECT_EQ(Ask(build, path).subject, "lib/hv_netvsc.ko") << path;
  }
}

TEST(WhyNot, NamesOfNothingGetTheNearest) {
  HypervBuild build;
  WhyNot answer = Ask(build, "drivers/hv/hv_comon.c");
  EXPECT_EQ(answer.state, WhyNotState::kNoSuch);
  EXPECT_EQ(answer.near, std::vector<std::string>{"drivers/hv/hv_common.o"});
  EXPECT_EQ(Ask(build, "hv_vmbsu").near, std::vector<std::string>{"hv_vmbus"});
  for (const char* name : {"", ".", "/", "..", "../x.o", "drivers/hv", ".o",
                           ".ko", "\xff", "CONFIG_HYPERV"}) {
    EXPECT_EQ(Ask(build, name).state, WhyNotState::kNoSuch) << name;
  }
}

}  // namespace
}  // namespace kplace
