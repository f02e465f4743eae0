#include "tests/testing/tree_fixture.h"

#include <gtest/gtest.h>

#include "support/path.h"
#include "support/text.h"

namespace kplace::testing {
namespace {

constexpr char kFixtures[] = KPLACE_SOURCE_DIR "/fixtures/kbuild";
constexpr char kRoot[] = "/tree";
constexpr char kExternal[] = "/external";

std::string ReadOrFail(const std::string& path) {
  Result<std::string> text = RealFileSystem().Read(path);
  if (!text.ok()) {
    ADD_FAILURE() << "tree fixture: " << text.error().message;
    return "";
  }
  return *text;
}

/// Copies everything below `from` on disk to below `to` in memory.
void Lay(const std::string& from, const std::string& to,
         MemoryFileSystem& files) {
  RealFileSystem disk;
  Result<std::vector<std::string>> names = disk.List(from);
  if (!names.ok()) {
    ADD_FAILURE() << "tree fixture: " << names.error().message;
    return;
  }
  for (const std::string& name : *names) {
    std::string path = JoinPath(from, name);
    std::string target = JoinPath(to, name);
    if (disk.IsDirectory(path)) {
      Lay(path, target, files);
    } else {
      files.Write(target, ReadOrFail(path));
    }
  }
}

/// What one case adds to what lies there already: its tree and its .config.
void LayCase(const std::string& directory, MemoryFileSystem& files) {
  RealFileSystem disk;
  if (std::string tree = JoinPath(directory, "tree"); disk.IsDirectory(tree)) {
    Lay(tree, kRoot, files);
  }
  if (std::string config = JoinPath(directory, "config"); disk.IsFile(config)) {
    files.Write(JoinPath(kRoot, ".config"), ReadOrFail(config));
  }
}

}  // namespace

std::vector<std::string> FixtureNames() {
  RealFileSystem disk;
  Result<std::vector<std::string>> entries = disk.List(kFixtures);
  if (!entries.ok()) return {};
  std::vector<std::string> names;
  for (const std::string& entry : *entries) {
    std::string directory = JoinPath(kFixtures, entry);
    if (disk.IsFile(JoinPath(directory, "placement.tsv"))) {
      names.push_back(entry);
    }
  }
  return names;
}

TreeFixture LoadFixtureTree(const std::string& name) {
  RealFileSystem disk;
  TreeFixture fixture;
  std::string directory = JoinPath(kFixtures, name);
  fixture.placement = ReadOrFail(JoinPath(directory, "placement.tsv"));
  Lay(JoinPath(kFixtures, "engine"), kRoot, fixture.files);
  if (std::string base = JoinPath(directory, "base"); disk.IsFile(base)) {
    std::string text = ReadOrFail(base);
    LayCase(JoinPath(kFixtures, Trim(text)), fixture.files);
  }
  LayCase(directory, fixture.files);
  if (std::string external = JoinPath(directory, "external");
      disk.IsDirectory(external)) {
    Lay(external, kExternal, fixture.files);
    fixture.external_dir = kExternal;
  }
  if (std::string path = JoinPath(directory, "diagnostics");
      disk.IsFile(path)) {
    std::string text = ReadOrFail(path);
    for (std::string_view line : SplitLines(text)) {
      fixture.diagnostics.emplace_back(line);
    }
  }
  Result<std::string> config = fixture.files.Read(JoinPath(kRoot, ".config"));
  if (!config.ok()) {
    ADD_FAILURE() << "tree fixture: " << name << " has no config";
    return fixture;
  }
  fixture.files.Write(JoinPath(kRoot, "include/config/auto.conf"),
                      AutoConf(*config));
  return fixture;
}

std::string AutoConf(std::string_view dot_config) {
  std::string out;
  for (std::string_view line : SplitLines(dot_config)) {
    size_t equals = line.find('=');
    if (!line.starts_with("CONFIG_") || equals == line.npos) continue;
    std::string_view value = line.substr(equals + 1);
    if (value == "n") continue;
    out += line.substr(0, equals + 1);
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) {
      value = value.substr(1, value.size() - 2);
      for (size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\\' && i + 1 < value.size()) ++i;
        out += value[i];
      }
    } else {
      out += value;
    }
    out += '\n';
  }
  return out;
}

}  // namespace kplace::testing
