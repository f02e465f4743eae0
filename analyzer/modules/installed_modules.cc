#include "analyzer/modules/installed_modules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "analyzer/unknowns.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

constexpr std::string_view kSuffix = ".ko";
constexpr std::array<std::string_view, 4> kPackers = {"", ".gz", ".xz", ".zst"};

/// "a.ko.xz" -> "a.ko"; empty for what is no module.
std::string_view WithoutPacker(std::string_view path) {
  for (std::string_view packer : kPackers) {
    if (!path.ends_with(packer)) continue;
    std::string_view unit = path.substr(0, path.size() - packer.size());
    if (unit.ends_with(kSuffix) && BaseName(unit).size() > kSuffix.size()) {
      return unit;
    }
  }
  return {};
}

bool IsUpdate(std::string_view path) {
  return path.starts_with("updates/");
}

class ModuleFinder {
 public:
  ModuleFinder(const FileSystem& files, const std::string& directory)
      : files_(files), root_(NormalizePath(directory)) {}

  Result<InstalledModules> Find() {
    if (!files_.IsDirectory(root_)) {
      return Error{fmt::format(
          "{}: {}; --modules wants a directory such as /lib/modules/VERSION",
          root_, files_.IsFile(root_) ? "is no directory" : "does not exist")};
    }
    if (std::string several = Kernels(); !several.empty()) {
      return Error{fmt::format(
          "{}: holds directories of modules, one for each kernel ({}); name "
          "one of them",
          root_, several)};
    }
    Walk("");
    if (units_.empty()) {
      return Error{fmt::format(
          "{}: no modules (.ko, .ko.gz, .ko.xz, .ko.zst) below it; --modules "
          "wants a directory such as /lib/modules/VERSION",
          root_)};
    }
    found_.directory = root_;
    ReadBuiltIn();
    Order();
    Hide();
    return std::move(found_);
  }

 private:
  /// /lib/modules itself: directories that have a modules.order of their own.
  std::string Kernels() const {
    if (IsOfOneKernel(root_)) return {};
    Result<std::vector<std::string>> names = files_.List(root_);
    std::vector<std::string> kernels;
    if (names) {
      std::copy_if(names->begin(), names->end(), std::back_inserter(kernels),
                   [&](const std::string& name) {
                     return IsOfOneKernel(JoinPath(root_, name));
                   });
    }
    return FirstFew(kernels);
  }

  bool IsOfOneKernel(const std::string& directory) const {
    return files_.IsFile(JoinPath(directory, "modules.order")) ||
           files_.IsFile(JoinPath(directory, "modules.builtin"));
  }

  /// Adds the modules below root_/`inside`.
  void Walk(const std::string& inside) {
    std::string directory = inside.empty() ? root_ : JoinPath(root_, inside);
    Result<std::string> real = files_.RealPath(directory);
    if (real && !visited_.insert(*real).second) return;  // a loop of links
    Result<std::vector<std::string>> names = files_.List(directory);
    if (!names) return;
    for (const std::string& name : *names) {
      if (name == "build" || name == "source") continue;
      std::string path = JoinPath(inside, name);
      FileKind kind = files_.Status(JoinPath(root_, path)).kind;
      if (kind == FileKind::kDirectory) {
        Walk(path);
      } else if (std::string_view unit = WithoutPacker(path); !unit.empty()) {
        units_[std::string(unit)].push_back(path);
      }
    }
  }

  void ReadBuiltIn() {
    Result<std::string> list = files_.Read(JoinPath(root_, "modules.builtin"));
    if (!list) return;
    for (std::string_view line : SplitLines(*list)) {
      if (!Trim(line).empty()) found_.built_in.insert(ModuleName(Trim(line)));
    }
  }

  /// Moves from units_ to the result.
  void Order() {
    Result<std::string> order = files_.Read(JoinPath(root_, "modules.order"));
    found_.has_order = order.ok();
    if (order) {
      std::unordered_set<std::string> seen;
      for (std::string_view line : SplitLines(*order)) {
        std::string unit(Trim(line));
        if (unit.empty() || !seen.insert(unit).second) continue;
        auto it = units_.find(unit);
        if (it == units_.end()) {
          found_.absent.push_back(std::move(unit));
          continue;
        }
        Take(it->first, it->second);
        units_.erase(it);
      }
    }
    for (const auto& [unit, paths] : units_) {
      if (found_.has_order && unit.starts_with("kernel/")) {
        found_.unordered.push_back(unit);
      }
      Take(unit, paths);
    }
  }

  void Take(const std::string& unit, const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      found_.modules.push_back({path, unit});
    }
  }

  /// Sets aside what a module of the same name below updates/ hides.
  void Hide() {
    std::unordered_map<std::string, std::string> updates;
    for (const InstalledModule& module : found_.modules) {
      if (IsUpdate(module.path)) {
        updates.emplace(ModuleName(module.path), module.path);
      }
    }
    if (updates.empty()) return;
    std::erase_if(found_.modules, [&](const InstalledModule& module) {
      auto update = updates.find(ModuleName(module.path));
      bool hidden = update != updates.end() && !IsUpdate(module.path);
      if (hidden) found_.hidden.push_back({module.path, update->second});
      return hidden;
    });
  }

  const FileSystem& files_;
  std::string root_;
  std::unordered_set<std::string> visited_;  ///< directories, links resolved
  std::map<std::string, std::vector<std::string>> units_;  ///< files of each
  InstalledModules found_;
};

}  // namespace

std::string ModuleName(std::string_view path) {
  std::string_view base = BaseName(path);
  std::string name(base.substr(0, base.find('.')));
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

Result<InstalledModules> FindInstalledModules(const FileSystem& files,
                                              const std::string& directory) {
  return ModuleFinder(files, directory).Find();
}

LinkPlan PlanInstalled(const InstalledModules& installed) {
  LinkPlan plan;
  std::unordered_set<std::string> units;
  for (const InstalledModule& module : installed.modules) {
    auto index = static_cast<uint32_t>(plan.objects.size());
    PlannedObject& object = plan.objects.emplace_back();
    object.path = module.path;
    object.finished = true;
    object.modules = {index};
    bool is_new = units.insert(module.unit).second;
    plan.modules.push_back({is_new ? module.unit : module.path, {index}});
  }
  return plan;
}

}  // namespace kplace
