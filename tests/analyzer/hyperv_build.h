// hyperv_build.h - the tree of fixtures/kbuild/hyperv, placed, for the reports.

#ifndef KPLACE_TESTS_ANALYZER_HYPERV_BUILD_H_
#define KPLACE_TESTS_ANALYZER_HYPERV_BUILD_H_

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "analyzer/explain/explain.h"
#include "kbuildparse/kbuildparse.h"
#include "tests/testing/tree_fixture.h"

namespace kplace::testing {

/// CONFIG_HYPERV=m, and parts of it in vmlinux.  Nothing is built.
class HypervBuild {
 public:
  HypervBuild() : files_(LoadFixtureTree("hyperv").files) {}
  HypervBuild(const HypervBuild&) = delete;
  HypervBuild& operator=(const HypervBuild&) = delete;

  /// A file of the tree, before the first use of Input().
  void Write(const std::string& path, std::string text) {
    files_.Write("/tree/" + path, std::move(text));
  }

  /// The same of any directory.
  void WriteAnywhere(const std::string& path, std::string text) {
    files_.Write(path, std::move(text));
  }

  /// The tree, opened and placed when first asked for.
  const AnalysisInput& Input() {
    if (input_.tree == nullptr) Open();
    return input_;
  }

  Story Tell(const std::string& what) { return Explain(Input(), what); }

 private:
  void Open() {
    Result<BuildTree> tree =
        OpenBuildTree(files_, {{}, "/tree", {}}, sources_, sink_);
    ASSERT_TRUE(tree.ok()) << tree.error().message;
    tree_ = *tree;
    table_ = LoadPlacement(tree_, files_, sources_, conditions_, sink_, 0);
    EXPECT_EQ(table_.CheckInvariants(), "");
    Result<kconfig::Tree> kconfig = kconfig::ReadKconfig(
        files_, "/tree", {{"SRCARCH", "x86"}}, sources_, sink_);
    ASSERT_TRUE(kconfig.ok()) << kconfig.error().message;
    kconfig_ = std::move(*kconfig);
    input_ = {&files_,   &tree_,      &table_,
              &sources_, &sink_,      [this] { return &*kconfig_; },
              1,         &conditions_};
  }

  MemoryFileSystem files_;
  SourceFiles sources_;
  ConditionStore conditions_;
  DiagnosticSink sink_;
  BuildTree tree_;
  PlacementTable table_;
  std::optional<kconfig::Tree> kconfig_;
  AnalysisInput input_;
};

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_ANALYZER_HYPERV_BUILD_H_
