#include "cli/scan_inputs.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>
#include <utility>

#include "cli/choice.h"
#include "support/fnv1a.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::cli {
namespace {

/// Of the files whose names begin with one of `names`, in order of their paths.
std::string Digest(SourceFiles& sources,
                   std::initializer_list<std::string_view> names) {
  Fnv1a digest;
  std::vector<std::string> all = sources.Paths();
  std::sort(all.begin(), all.end());
  for (const std::string& path : all) {
    const std::string_view name = BaseName(path);
    if (std::none_of(names.begin(), names.end(), [&](std::string_view begin) {
          return name.starts_with(begin);
        })) {
      continue;
    }
    digest.AddField(path);
    digest.AddField(sources.Text(sources.Intern(path)));
  }
  return digest.Text();
}

}  // namespace

void AddModulesOption(CLI::App& command, std::string& modules) {
  command
      .add_option("--modules", modules,
                  "the installed modules below DIR, of the same source, "
                  "instead of the objects of the build")
      ->type_name("DIR")
      ->check(AName());
}

Result<std::vector<Index>> ReadIndexes(const std::vector<std::string>& paths) {
  std::vector<Index> indexes;
  for (const std::string& path : paths) {
    Result<Index> index = ReadIndex(path);
    if (!index) return index.error();
    indexes.push_back(std::move(*index));
  }
  return indexes;
}

const Configuration* OnlyConfiguration(const std::vector<Index>& indexes) {
  const Configuration* only = nullptr;
  for (const Index& index : indexes) {
    for (const EvidenceSource& source : index.evidence.sources) {
      if (only != nullptr || source.config.settings().empty()) return nullptr;
      only = &source.config;
    }
  }
  return only;
}

Result<ScanEvidence> GatherEvidence(const EvidenceOptions& options,
                                    const EvidenceInput& input,
                                    const BuildTree& tree,
                                    const PlacementTable& placement,
                                    const Configuration& compiled,
                                    std::vector<Index> indexes) {
  if (options.FromBuild()) {
    if (!tree.configured) {
      return Error{
          "no build to read objects from: name one with --build, installed "
          "modules with --modules, or an index"};
    }
    return ReadBuildEvidence(input, tree, placement);
  }
  std::vector<ScanEvidence> parts;
  if (!options.modules.empty()) {
    Result<ScanEvidence> read =
        ReadInstalledEvidence(input, options.modules, compiled);
    if (!read) return read.error();
    parts.push_back(std::move(*read));
  }
  for (Index& index : indexes) parts.push_back(std::move(index.evidence));
  if (parts.size() == 1) return std::move(parts.front());
  return Merge(std::move(parts));
}

AnalysisInput InputForAll(KconfigSession& session, const FileSystem& files,
                          const PlacementTable& placement,
                          ConditionStore& conditions, unsigned jobs) {
  AnalysisInput input;
  input.files = &files;
  input.tree = &session.build();
  input.placement = &placement;
  input.sources = &session.sources();
  input.sink = &session.sink();
  input.jobs = jobs;
  input.conditions = &conditions;
  return input;
}

std::map<std::string, std::string> PropertiesOf(const BuildTree& tree,
                                                SourceFiles& sources) {
  return {{"architecture", tree.srcarch},
          {"release", tree.release},
          {"kconfig_digest", Digest(sources, {"Kconfig"})},
          {"makefile_digest", Digest(sources, {"Makefile", "Kbuild"})}};
}

std::vector<std::string> DifferencesOf(
    const std::map<std::string, std::string>& index,
    const std::map<std::string, std::string>& tree) {
  std::vector<std::string> differences;
  auto other = [&](const char* property) {
    auto known = index.find(property);
    return known != index.end() && known->second != tree.at(property);
  };
  if (other("release")) {
    differences.push_back("of Linux " + Printable(index.at("release")));
  }
  if (other("kconfig_digest")) {
    differences.emplace_back("the Kconfig files were others");
  }
  if (other("makefile_digest")) {
    differences.emplace_back("the makefiles were others");
  }
  return differences;
}

}  // namespace kplace::cli
