// What the script and the command line define is in fixtures/links.

#include "analyzer/link/defined_elsewhere.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(IsMadeByFinalLink, KallsymsTablesNeedTheOption) {
  Configuration config;
  EXPECT_FALSE(IsMadeByFinalLink("kallsyms_names", config));
  config.Set("CONFIG_KALLSYMS", {"y", false, {}});
  EXPECT_TRUE(IsMadeByFinalLink("kallsyms_names", config));
  EXPECT_FALSE(IsMadeByFinalLink("kallsyms_lookup", config));
  EXPECT_TRUE(IsMadeByFinalLink("linux_banner", config));
}

}  // namespace
}  // namespace kplace
