#include "analyzer/source/use_lines.h"

#include <map>
#include <string>
#include <string_view>

#include "objreader/source_lines.h"
#include "support/path.h"

namespace kplace {
namespace {

/// `path` seen from the source tree; `unit` is what `source` was called when
/// it was compiled.
std::string Shown(const BuildTree& tree, const std::string& path,
                  std::string_view unit, std::string_view source) {
  std::string shown = tree.Display(JoinPath(tree.build_dir, path));
  if (!shown.starts_with('/') || source.empty()) return shown;
  // Built elsewhere, or with another name for the same directory: what stands
  // before the name of the compiled file was the source tree.
  if (!unit.ends_with(source)) return shown;
  unit.remove_suffix(source.size());
  if (unit.ends_with('/') && path.starts_with(unit)) {
    return path.substr(unit.size());
  }
  return shown;
}

void AddLines(const FileSystem& files, const BuildTree& tree,
              const std::string& file, const std::vector<UseSite*>& sites,
              Unknowns& unknowns) {
  std::vector<CodePlace> places;
  for (const UseSite* site : sites) {
    places.push_back({site->section_index, site->offset});
  }
  Result<std::vector<SourceLine>> lines =
      ReadSourceLines(files, JoinPath(tree.build_dir, file), places);
  if (!lines) {
    unknowns.Add(file, lines.error().message, UnknownKind::kUndecided);
    return;
  }
  for (size_t i = 0; i < sites.size(); ++i) {
    const SourceLine& line = (*lines)[i];
    if (line.line == 0) continue;
    sites[i]->source = Shown(tree, line.file, line.unit, sites[i]->source);
    sites[i]->line = line.line;
  }
}

}  // namespace

void AddSourceLines(const FileSystem& files, const BuildTree& tree,
                    std::vector<Finding>& findings, Unknowns& unknowns) {
  std::map<std::string, std::vector<UseSite*>> by_file;
  for (Finding& finding : findings) {
    for (UseSite& site : finding.references) {
      if (site.section_index != 0) {
        by_file[site.place_in.empty() ? site.object : site.place_in].push_back(
            &site);
      }
    }
  }
  for (const auto& [file, sites] : by_file) {
    AddLines(files, tree, file, sites, unknowns);
  }
}

}  // namespace kplace
