#include <nlohmann/json.hpp>

#include "analyzer/report/placement.h"
#include "tests/analyzer/hyperv_build.h"

namespace kplace {
namespace {

using testing::HypervBuild;

const PlacementTable& Table(HypervBuild& build) {
  return *build.Input().placement;
}

nlohmann::json Json(HypervBuild& build) {
  const AnalysisInput& input = build.Input();
  return nlohmann::json::parse(
      PlacementJson(*input.placement, *input.tree, *input.sources));
}

TEST(PlacementText, VmlinuxFirstThenUnitsByName) {
  HypervBuild build;
  build.Write("lib/Makefile", "lib-y := crc.o\n");
  EXPECT_EQ(PlacementText(Table(build)), R"(vmlinux (4)
  arch/x86/hyperv/hv_init.o
  arch/x86/hyperv/mmu.o
  arch/x86/kernel/setup.o
  drivers/hv/hv_common.o
drivers/hv/hv_balloon.ko (1)
  drivers/hv/hv_balloon.o
drivers/hv/hv_utils.ko (2)
  drivers/hv/hv_kvp.o
  drivers/hv/hv_util.o
drivers/hv/hv_vmbus.ko (4)
  drivers/hv/connection.o
  drivers/hv/hv.o
  drivers/hv/hv_debugfs.o
  drivers/hv/vmbus_drv.o
drivers/net/hv_netvsc.ko (2)
  drivers/net/netvsc.o
  drivers/net/netvsc_drv.o
lib/lib.a (1)
  lib/crc.o
)");
}

TEST(PlacementText, HostileNamesAreEscaped) {
  PlacementTable table;
  ConditionStore conditions;
  ReasonId because = table.AddReason({}, ReasonId::kNone);
  table.Add({PlacementKind::kBuiltIn, "a\x1b[0m.o", "vmlinux", "",
             Condition::True(), because},
            conditions);
  EXPECT_EQ(PlacementText(table), "vmlinux (1)\n  a\\x1b[0m.o\n");
}

TEST(PlacementSummary, CountsObjectsModulesAndArchives) {
  HypervBuild build;
  build.Write("lib/Makefile", "lib-y := crc.o\n");
  EXPECT_EQ(PlacementSummary(Table(build)),
            "4 objects in vmlinux, 9 in 4 modules, 1 in archives");
}

TEST(PlacementSummary, WhatIsNotKnownIsNotCounted) {
  HypervBuild build;
  build.Write("drivers/Makefile",
              "ifeq ($(shell uname),)\nobj-y += maybe.o\nendif\n"
              "obj-y += sure.o\nobj-m += $(shell ls)\n");
  EXPECT_EQ(PlacementSummary(Table(build)),
            "4 objects in vmlinux, 0 in 0 modules, 0 in archives");
}

TEST(PlacementJson, RowHasItsCompositeAndItsChain) {
  HypervBuild build;
  nlohmann::json rows = Json(build)["placements"];
  ASSERT_EQ(rows.size(), 13u);
  const nlohmann::json& row = rows[3];
  EXPECT_EQ(row["kind"], "module");
  EXPECT_EQ(row["object"], "drivers/hv/connection.o");
  EXPECT_EQ(row["unit"], "drivers/hv/hv_vmbus.ko");
  EXPECT_EQ(row["composite"], "drivers/hv/hv_vmbus.o");
  ASSERT_EQ(row["because"].size(), 4u);
  EXPECT_EQ(row["because"][3]["file"], "drivers/hv/Makefile");
  EXPECT_EQ(row["because"][3]["line"], 5);
  EXPECT_EQ(row["because"][3]["text"],
            "hv_vmbus-y := vmbus_drv.o hv.o connection.o");
}

TEST(PlacementJson, WhatIsNotKnownIsListedWithItsLine) {
  HypervBuild build;
  build.Write("drivers/Makefile",
              "ifeq ($(shell uname),)\nobj-y += maybe.o\nendif\n");
  nlohmann::json json = Json(build);
  EXPECT_EQ(json["placements"].size(), 3u);
  ASSERT_EQ(json["unknowns"].size(), 1u);
  EXPECT_EQ(json["unknowns"][0]["subject"], "drivers/maybe.o");
  EXPECT_EQ(json["unknowns"][0]["file"], "drivers/Makefile");
  EXPECT_EQ(json["unknowns"][0]["line"], 2);
}

}  // namespace
}  // namespace kplace
