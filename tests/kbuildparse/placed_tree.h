// placed_tree.h - Makefiles of a few lines, and where they put what.

#ifndef KPLACE_TESTS_KBUILDPARSE_PLACED_TREE_H_
#define KPLACE_TESTS_KBUILDPARSE_PLACED_TREE_H_

#include <gtest/gtest.h>

#include <string>

#include "kbuildparse/kbuildparse.h"
#include "tests/testing/tree_fixture.h"

namespace kplace::testing {

/// A tree with the makefiles of fixtures/kbuild/engine in "/tree", an x86
/// configuration with modules, and a top Kbuild file without a line.
class PlacedTree {
 public:
  PlacedTree() : files_(LoadFixtureTree("hyperv").files) {
    Write("Kbuild", "");
    Configure("");
  }

  /// A file of the tree, "drivers/Makefile".
  void Write(const std::string& path, const std::string& text) {
    files_.Write("/tree/" + path, text);
  }

  /// A .config of these lines, on top of what the tree needs.
  void Configure(const std::string& lines, bool modules = true) {
    Write(".config",
          "#\n# Linux/x86 6.12.0 Kernel Configuration\n#\nCONFIG_X86=y\n" +
              std::string(modules ? "CONFIG_MODULES=y\n" : "") + lines);
  }

  /// Finds the tree and places its objects; once, after the files are there.
  void Place(unsigned jobs = 0) {
    Result<BuildTree> found =
        OpenBuildTree(files_, {{}, "/tree", {}}, sources_, sink_);
    ASSERT_TRUE(found.ok()) << found.error().message;
    tree_ = *found;
    table_ = LoadPlacement(tree_, files_, sources_, conditions_, sink_, jobs);
    EXPECT_EQ(table_.CheckInvariants(), "");
  }

  /// The same for every configuration at once.
  void PlaceForAll(unsigned jobs = 0) {
    Result<BuildTree> found = OpenSourceTree(files_, {"/tree", {}, "x86"});
    ASSERT_TRUE(found.ok()) << found.error().message;
    tree_ = *found;
    table_ = LoadPlacement(tree_, files_, sources_, conditions_, sink_, jobs);
    EXPECT_EQ(table_.CheckInvariants(), "");
  }

  /// Rows "kind object unit", sorted, that are certain.
  std::string Rows() const { return ToTsv(table_); }
  /// All rows, with their conditions.
  std::string Conditions() const { return ToTsv(table_, &conditions_); }

  /// The objects of vmlinux in link order, "a.o b.o".
  std::string LinkOrder() const {
    std::string order;
    for (size_t i : table_.RowsInUnit("vmlinux")) {
      if (!order.empty()) order += ' ';
      order += table_.rows()[i].object;
    }
    return order;
  }

  /// "drivers/Makefile:2: drivers: reason", a line each.
  std::string UnknownText() const {
    std::string text;
    for (const PlacementUnknown& unknown : table_.unknowns()) {
      text += sources_.Format(unknown.where) + ": " + unknown.subject + ": " +
              unknown.reason + '\n';
    }
    return text;
  }

  /// What the tree was told off for, a line each.
  std::string Said() const {
    std::string text;
    for (const Diagnostic& diagnostic : sink_.Sorted(sources_)) {
      text += FormatDiagnostic(diagnostic, sources_) + '\n';
    }
    return text;
  }

  const MemoryFileSystem& files() const { return files_; }
  const BuildTree& tree() const { return tree_; }
  const PlacementTable& table() const { return table_; }
  SourceFiles& sources() { return sources_; }
  ConditionStore& conditions() { return conditions_; }
  DiagnosticSink& sink() { return sink_; }

 private:
  MemoryFileSystem files_;
  SourceFiles sources_;
  ConditionStore conditions_;
  DiagnosticSink sink_;
  BuildTree tree_;
  PlacementTable table_;
};

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_KBUILDPARSE_PLACED_TREE_H_
