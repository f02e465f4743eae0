// tree_fixture.h - the kernel-like trees of fixtures/kbuild, in memory.
//
// Each tree shows one way in which Kbuild files say where an object goes; what
// is expected of it was judged by make (see fixtures/kbuild/README).  Source
// and build directory are one, "/tree", configured and not built.

#ifndef KPLACE_TESTS_TESTING_TREE_FIXTURE_H_
#define KPLACE_TESTS_TESTING_TREE_FIXTURE_H_

#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"

namespace kplace::testing {

struct TreeFixture {
  /// Engine, tree, .config and include/config/auto.conf below "/tree".
  MemoryFileSystem files;
  /// "/external" when the case is about an external module, else empty.
  std::string external_dir;
  /// What `kplace place --format tsv` prints.
  std::string placement;
  /// GNU make's complaints, or parts of them; empty for a tree that builds.
  std::vector<std::string> diagnostics;
};

/// The names of all cases, sorted.  For INSTANTIATE_TEST_SUITE_P, so nothing
/// fails: without a fixtures/ directory there are none.
std::vector<std::string> FixtureNames();

/// One case.  An unknown name or an unreadable file fails the running test.
TreeFixture LoadFixtureTree(const std::string& name);

/// include/config/auto.conf for a .config: options that are n are left out,
/// strings lose their quotes.
std::string AutoConf(std::string_view dot_config);

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_TESTING_TREE_FIXTURE_H_
