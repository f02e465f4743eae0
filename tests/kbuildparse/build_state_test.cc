#include "kbuildparse/kbuild/build_state.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

class BuildStateTest : public testing::Test {
 protected:
  BuildState Check(const std::string& config, const std::string& auto_conf) {
    files_.Write("/out/.config", config);
    if (!auto_conf.empty()) {
      files_.Write("/out/include/config/auto.conf", auto_conf);
    }
    tree_.build_dir = tree_.source_dir = "/out";
    tree_.config =
        ReadConfiguration(files_, "/out/.config", sources_, sink_).value();
    return CheckBuildState(tree_, files_, sources_, sink_);
  }

  std::string Said() {
    std::string text;
    for (const Diagnostic& d : sink_.Sorted(sources_)) {
      text += FormatDiagnostic(d, sources_) + '\n';
    }
    return text;
  }

  MemoryFileSystem files_;
  SourceFiles sources_;
  DiagnosticSink sink_;
  BuildTree tree_;
};

TEST_F(BuildStateTest, TheSameSettingsAreABuild) {
  EXPECT_EQ(Check("CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_S=\"t\"\n",
                  "CONFIG_A=y\nCONFIG_S=t\n"),
            BuildState::kBuilt);
  EXPECT_EQ(Said(), "");
}

TEST_F(BuildStateTest, AnOptionThatChangedIsNamed) {
  EXPECT_EQ(Check("CONFIG_A=m\n", "CONFIG_A=y\nCONFIG_B=y\n"),
            BuildState::kReconfigured);
  EXPECT_EQ(Said(),
            "/out/.config: error: CONFIG_A is m, was y (and 1 more) when the "
            "objects were built: they belong to another configuration; run "
            "make, then check again\n");
}

TEST_F(BuildStateTest, ATreeThatWasOnlyConfiguredSaysSo) {
  EXPECT_EQ(Check("CONFIG_A=y\n", ""), BuildState::kNeverBuilt);
  EXPECT_EQ(Said(),
            "/out: error: nothing has been built here yet (no "
            "include/config/auto.conf): run make, then check again\n");
}

}  // namespace
}  // namespace kplace
