#include <nlohmann/json.hpp>

#include "analyzer/report/story.h"
#include "tests/analyzer/hyperv_build.h"

namespace kplace {
namespace {

using testing::HypervBuild;

TEST(StoryText, ObjectWithItsChain) {
  HypervBuild build;
  EXPECT_EQ(StoryText(build.Tell("drivers/hv/hv_common.c")),
            R"(drivers/hv/hv_common.o
  CONFIG_HYPERV=m, yet drivers/Makefile:1 and drivers/hv/Makefile:11 put it into vmlinux
  drivers/hv/hv_common.o is in vmlinux
    Kbuild:3                obj-y += drivers/
    drivers/Makefile:1      obj-$(subst m,y,$(CONFIG_HYPERV)) += hv/          CONFIG_HYPERV=m
    drivers/hv/Makefile:11  obj-$(subst m,y,$(CONFIG_HYPERV)) += hv_common.o  CONFIG_HYPERV=m
)");
}

TEST(StoryText, ObjectsOfOneLineShareTheirChain) {
  HypervBuild build;
  EXPECT_EQ(StoryText(build.Tell("hv_vmbus")), R"(drivers/hv/hv_vmbus.ko
  drivers/hv/hv_vmbus.ko is linked from 4 objects
  drivers/hv/vmbus_drv.o is in drivers/hv/hv_vmbus.ko
  drivers/hv/hv.o is in drivers/hv/hv_vmbus.ko
  drivers/hv/connection.o is in drivers/hv/hv_vmbus.ko
    Kbuild:3               obj-y += drivers/
    drivers/Makefile:1     obj-$(subst m,y,$(CONFIG_HYPERV)) += hv/           CONFIG_HYPERV=m
    drivers/hv/Makefile:1  obj-$(CONFIG_HYPERV) += hv_vmbus.o                 CONFIG_HYPERV=m
    drivers/hv/Makefile:5  hv_vmbus-y := vmbus_drv.o hv.o connection.o
  drivers/hv/hv_debugfs.o is in drivers/hv/hv_vmbus.ko
    Kbuild:3               obj-y += drivers/
    drivers/Makefile:1     obj-$(subst m,y,$(CONFIG_HYPERV)) += hv/           CONFIG_HYPERV=m
    drivers/hv/Makefile:1  obj-$(CONFIG_HYPERV) += hv_vmbus.o                 CONFIG_HYPERV=m
    drivers/hv/Makefile:7  hv_vmbus-$(CONFIG_HYPERV_TESTING) += hv_debugfs.o  CONFIG_HYPERV_TESTING=y
)");
}

TEST(StoryText, ObjectThatIsNowhere) {
  HypervBuild build;
  EXPECT_EQ(StoryText(build.Tell("arch/x86/hyperv/hv_spinlock.o")),
            R"(arch/x86/hyperv/hv_spinlock.o
  kept out by CONFIG_X86_64_SMP=n
  arch/x86/hyperv/hv_spinlock.o is in no unit
    Kbuild:1                    obj-y += arch/$(SRCARCH)/
    arch/x86/Kbuild:4           obj-$(subst m,y,$(CONFIG_HYPERV)) += hyperv/  CONFIG_HYPERV=m
    arch/x86/hyperv/Makefile:2  obj-$(CONFIG_X86_64_SMP) += hv_spinlock.o     CONFIG_X86_64_SMP=n
)");
}

Story SymbolStory() {
  Story story;
  story.kind = SubjectKind::kSymbol;
  story.subject = "f";
  story.facts = {"defined by 2 objects, used by 2"};
  story.definitions = {{"a.o", "vmlinux", true, ""}, {"b.o", "", false, ""}};
  story.references = {{"c.o", "c.ko", "caller", ".text", 0, "", 0},
                      {"d.o", "vmlinux", "", ".data", 0, "", 0}};
  return story;
}

TEST(StoryText, SymbolWithItsDefinitionsAndUses) {
  EXPECT_EQ(StoryText(SymbolStory()), R"(f
  defined by 2 objects, used by 2
  defined in a.o (vmlinux, exported)
  defined in b.o (not linked)
  used by c.o in caller (c.ko)
  used by d.o (vmlinux)
)");
}

TEST(StoryText, HostileNamesAreEscaped) {
  Story story;
  story.subject = "a\x1b[31mb";
  story.facts = {"line\nbreak"};
  story.parts = {{"x\ny.o", "vmlinux", "is in vmlinux", {}}};
  EXPECT_EQ(StoryText(story),
            "a\\x1b[31mb\n  line\\x0abreak\n  x\\x0ay.o is in vmlinux\n");
}

Story LongStory(size_t parts) {
  Story story;
  story.subject = "CONFIG_X";
  for (size_t i = 0; i < parts; ++i) {
    auto line = static_cast<uint32_t>(i + 1);
    story.parts.push_back({"o" + std::to_string(i) + ".o",
                           "vmlinux",
                           "is in vmlinux",
                           {{"", "", {"Makefile", line, "obj-y", ""}, ""}}});
  }
  return story;
}

TEST(StoryText, ManyChainsAreLeftOut) {
  EXPECT_NE(StoryText(LongStory(8)).find("Makefile:8"), std::string::npos);
  EXPECT_EQ(StoryText(LongStory(9)).find("Makefile:"), std::string::npos);
}

TEST(StoryText, ManyPlacementsAreCounted) {
  EXPECT_EQ(StoryText(LongStory(40)).find("more;"), std::string::npos);
  std::string text = StoryText(LongStory(42));
  EXPECT_TRUE(
      text.ends_with("  o39.o is in vmlinux\n"
                     "  and 2 more; --format json lists them\n"))
      << text;
}

TEST(StoryJson, HasEveryPlacementWithItsChain) {
  HypervBuild build;
  auto json = nlohmann::json::parse(
      StoryJson(build.Tell("drivers/hv/hv_common.o"), *build.Input().tree));
  EXPECT_EQ(json["schema"], 1);
  EXPECT_EQ(json["kind"], "object");
  EXPECT_EQ(json["subject"], "drivers/hv/hv_common.o");
  EXPECT_EQ(json["facts"].size(), 1u);
  ASSERT_EQ(json["placements"].size(), 1u);
  EXPECT_EQ(json["placements"][0]["unit"], "vmlinux");
  ASSERT_EQ(json["placements"][0]["because"].size(), 3u);
  EXPECT_EQ(json["placements"][0]["because"][1]["file"], "drivers/Makefile");
  EXPECT_EQ(json["placements"][0]["because"][1]["line"], 1);
  EXPECT_EQ(json["placements"][0]["because"][1]["options"], "CONFIG_HYPERV=m");
  EXPECT_EQ(json["definitions"], nlohmann::json::array());
  EXPECT_EQ(json["references"], nlohmann::json::array());
}

TEST(StoryJson, SymbolHasDefinitionsAndReferences) {
  auto json = nlohmann::json::parse(StoryJson(SymbolStory(), BuildTree()));
  EXPECT_EQ(json["definitions"][0]["object"], "a.o");
  EXPECT_EQ(json["definitions"][0]["exported"], true);
  EXPECT_EQ(json["references"][0]["function"], "caller");
}

TEST(StoryJson, HostileBytesAreStillJson) {
  Story story;
  story.subject = "\xff\x1b\"";
  auto json = nlohmann::json::parse(StoryJson(story, BuildTree()), nullptr,
                                    /*allow_exceptions=*/false);
  EXPECT_FALSE(json.is_discarded());
}

}  // namespace
}  // namespace kplace
