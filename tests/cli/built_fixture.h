// built_fixture.h - a fixture tree, really built in a directory of its own.

#ifndef KPLACE_TESTS_CLI_BUILT_FIXTURE_H_
#define KPLACE_TESTS_CLI_BUILT_FIXTURE_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace kplace::cli {

class BuiltFixture {
 public:
  explicit BuiltFixture(const std::string& name)
      : root_(::testing::TempDir() + "kplace_" + name + "_" +
              std::to_string(getpid())) {
    std::filesystem::remove_all(root_);
    std::string command = std::string(KPLACE_SOURCE_DIR) +
                          "/tests/testing/build_fixture.sh " + name + " " +
                          root_ + " >/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }
  ~BuiltFixture() { std::filesystem::remove_all(root_); }
  BuiltFixture(const BuiltFixture&) = delete;
  BuiltFixture& operator=(const BuiltFixture&) = delete;

  const std::string& root() const { return root_; }
  std::string Path(const std::string& name) const { return root_ + "/" + name; }

  void Write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = Path(name);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::trunc) << text;
  }
  std::string Read(const std::string& name) const {
    std::ifstream file(Path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void Truncate(const std::string& name, uintmax_t size) const {
    std::filesystem::resize_file(Path(name), size);
  }
  void Remove(const std::string& name) const {
    std::filesystem::remove_all(Path(name));
  }

 private:
  std::string root_;
};

}  // namespace kplace::cli

#endif  // KPLACE_TESTS_CLI_BUILT_FIXTURE_H_
