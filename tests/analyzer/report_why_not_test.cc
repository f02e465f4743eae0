#include <nlohmann/json.hpp>

#include "analyzer/report/why_not.h"
#include "tests/analyzer/hyperv_build.h"

namespace kplace {
namespace {

using testing::HypervBuild;

std::string Text(HypervBuild& build, const std::string& what) {
  EveryConfiguration every(build.Input());
  return WhyNotText(ExplainWhyNot(build.Input(), every, what),
                    *build.Input().tree);
}

nlohmann::json Json(HypervBuild& build, const std::string& what) {
  EveryConfiguration every(build.Input());
  return nlohmann::json::parse(WhyNotJson(
      ExplainWhyNot(build.Input(), every, what), *build.Input().tree));
}

TEST(WhyNotText, PlacesWithWhatFailsAndWhatTheyNeed) {
  HypervBuild build;
  EXPECT_EQ(Text(build, "drivers/hv/hv_debugfs.c"),
            R"(drivers/hv/hv_debugfs.o
  is in drivers/hv/hv_vmbus.ko
    Kbuild:3               obj-y += drivers/
    drivers/Makefile:1     obj-$(subst m,y,$(CONFIG_HYPERV)) += hv/           CONFIG_HYPERV=m
    drivers/hv/Makefile:1  obj-$(CONFIG_HYPERV) += hv_vmbus.o                 CONFIG_HYPERV=m
    drivers/hv/Makefile:7  hv_vmbus-$(CONFIG_HYPERV_TESTING) += hv_debugfs.o  CONFIG_HYPERV_TESTING=y
  is not in vmlinux
    when   (CONFIG_HYPERV=y && CONFIG_HYPERV_TESTING=y)
    fails  CONFIG_HYPERV=y  with CONFIG_HYPERV=m
    needs  CONFIG_HYPERV=y
    Kbuild:3               obj-y += drivers/
    drivers/Makefile:1     obj-$(subst m,y,$(CONFIG_HYPERV)) += hv/           CONFIG_HYPERV=m
    drivers/hv/Makefile:1  obj-$(CONFIG_HYPERV) += hv_vmbus.o                 CONFIG_HYPERV=m
    drivers/hv/Makefile:7  hv_vmbus-$(CONFIG_HYPERV_TESTING) += hv_debugfs.o  CONFIG_HYPERV_TESTING=y
  why CONFIG_HYPERV=m: chosen in .config (line 8)
)");
}

TEST(WhyNotText, ANameOfNothing) {
  HypervBuild build;
  EXPECT_EQ(Text(build, "hv_vmbsu"), R"(hv_vmbsu
  nothing in this tree has that name: no object, source file or module
  did you mean hv_vmbus?
)");
}

TEST(WhyNotText, HostileNamesAreEscaped) {
  HypervBuild build;
  build.Write("lib/a\x1b.c", "");
  EXPECT_EQ(Text(build, "lib/a\x1b.c").find('\x1b'), std::string::npos);
  EXPECT_TRUE(Text(build, "\x1b[0m").starts_with("\\x1b[0m\n"));
}

TEST(WhyNotJson, HasConditionChangeAndLines) {
  HypervBuild build;
  nlohmann::json json = Json(build, "drivers/hv/hv_debugfs.o");
  EXPECT_EQ(json["schema"], 1);
  EXPECT_EQ(json["subject"], "drivers/hv/hv_debugfs.o");
  EXPECT_EQ(json["state"], "placed");
  ASSERT_EQ(json["places"].size(), 2u);
  EXPECT_EQ(json["places"][0]["holds"], "yes");
  EXPECT_EQ(json["places"][0]["change"], nullptr);
  const nlohmann::json& place = json["places"][1];
  EXPECT_EQ(place["kind"], "builtin");
  EXPECT_EQ(place["unit"], "vmlinux");
  EXPECT_EQ(place["holds"], "no");
  EXPECT_EQ(place["condition"], "(CONFIG_HYPERV=y && CONFIG_HYPERV_TESTING=y)");
  ASSERT_EQ(place["fails"].size(), 1u);
  EXPECT_EQ(place["fails"][0]["condition"], "CONFIG_HYPERV=y");
  EXPECT_EQ(place["fails"][0]["options"], "CONFIG_HYPERV=m");
  ASSERT_EQ(place["change"]["options"].size(), 1u);
  EXPECT_EQ(place["change"]["options"][0]["option"], "CONFIG_HYPERV");
  EXPECT_EQ(place["change"]["options"][0]["from"], "m");
  EXPECT_EQ(place["change"]["options"][0]["to"], "y");
  EXPECT_EQ(place["because"].size(), 4u);
  EXPECT_EQ(place["also"], nlohmann::json::array());
  EXPECT_EQ(json["options"][0]["option"], "CONFIG_HYPERV");
}

TEST(WhyNotJson, ANameOfNothingHasNearNames) {
  HypervBuild build;
  nlohmann::json json = Json(build, "hv_vmbsu");
  EXPECT_EQ(json["state"], "no_such");
  EXPECT_EQ(json["places"], nlohmann::json::array());
  EXPECT_EQ(json["near"], nlohmann::json::array({"hv_vmbus"}));
}

}  // namespace
}  // namespace kplace
