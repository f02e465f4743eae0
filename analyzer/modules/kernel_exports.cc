#include "analyzer/modules/kernel_exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "support/path.h"

namespace kplace {
namespace {

/// The first file of `directory` whose name begins with `prefix`, but for a
/// suffix of a packer, as "PREFIX", "PREFIX.gz", "PREFIX.xz", "PREFIX.zst".
std::string PackedOrNot(const FileSystem& files, const std::string& directory,
                        const std::string& prefix) {
  for (const char* packer : {"", ".gz", ".xz", ".zst"}) {
    std::string path = JoinPath(directory, prefix + packer);
    if (files.IsFile(path)) return path;
  }
  return {};
}

}  // namespace

bool KernelExports::HasVmlinuxList() const {
  return std::any_of(symvers.begin(), symvers.end(),
                     [](const Symvers& list) { return list.has_vmlinux; });
}

EvidenceLevel KernelExports::Evidence() const {
  if (vmlinux.empty()) {
    return symvers.empty() ? EvidenceLevel::kModules
                           : EvidenceLevel::kModulesAndSymvers;
  }
  return symvers.empty() ? EvidenceLevel::kModulesAndVmlinux
                         : EvidenceLevel::kModulesSymversAndVmlinux;
}

std::string FindSymversFor(const FileSystem& files,
                           const std::string& directory) {
  std::string normal = NormalizePath(directory);
  std::string beside = JoinPath(JoinPath(normal, "build"), kModuleSymvers);
  if (files.IsFile(beside)) return beside;
  if (std::string path = PackedOrNot(files, normal, "symvers"); !path.empty()) {
    return path;
  }
  std::string version(BaseName(normal));
  std::vector<std::string> roots;
  std::string_view parent = DirName(normal);
  for (std::string_view place : {"/usr/lib/modules", "/lib/modules"}) {
    if (!parent.ends_with(place)) continue;
    parent.remove_suffix(place.size());
    if (!parent.empty()) roots.emplace_back(parent);
    roots.emplace_back("/");
    break;
  }
  for (const std::string& root : roots) {
    std::string headers = JoinPath(
        JoinPath(root, "usr/src/linux-headers-" + version), kModuleSymvers);
    if (files.IsFile(headers)) return headers;
    std::string boot =
        PackedOrNot(files, JoinPath(root, "boot"), "symvers-" + version);
    if (!boot.empty()) return boot;
  }
  return {};
}

Result<std::vector<Symvers>> ReadSymversFiles(
    const FileSystem& files, const std::vector<std::string>& paths,
    DiagnosticSink& sink) {
  std::vector<Symvers> lists;
  for (const std::string& path : paths) {
    Result<Symvers> list = ReadSymvers(files, path, sink);
    if (!list) return list.error();
    if (list->lines.empty()) {
      return Error{fmt::format(
          "{}: {}; a Module.symvers is wanted: CRC, symbol, module, "
          "EXPORT_SYMBOL, a line each",
          path,
          list->malformed == 0 ? "is empty" : "no line of it is an export")};
    }
    lists.push_back(std::move(*list));
  }
  return lists;
}

std::string_view NameInSymvers(std::string_view unit) {
  constexpr std::string_view kInstalled = "kernel/";
  if (unit.starts_with(kInstalled)) unit.remove_prefix(kInstalled.size());
  return unit.substr(0, unit.rfind(".ko"));
}

Symvers OnlyOf(const Symvers& symvers, std::string_view module) {
  Symvers part;
  part.path = symvers.path;
  part.has_vmlinux = symvers.has_vmlinux && module == "vmlinux";
  part.has_crcs = symvers.has_crcs;
  std::copy_if(symvers.lines.begin(), symvers.lines.end(),
               std::back_inserter(part.lines),
               [&](const SymversLine& line) { return line.module == module; });
  return part;
}

}  // namespace kplace
