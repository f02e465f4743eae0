#include "kbuildparse/kbuild/build_tree.h"

#include <sys/utsname.h>

#include <array>
#include <optional>
#include <utility>

#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

// The ARCH values whose directory below arch/ has another name.  This mirrors
// the assignments to SRCARCH in the kernel's top Makefile.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5>
    kSourceArch = {{{"i386", "x86"},
                    {"x86_64", "x86"},
                    {"sparc64", "sparc"},
                    {"parisc64", "parisc"},
                    {"sh64", "sh"}}};

std::string SourceArch(std::string_view arch) {
  for (const auto& [name, directory] : kSourceArch) {
    if (arch == name) return std::string(directory);
  }
  return std::string(arch);
}

bool LooksLikeKernelSource(const FileSystem& files, const std::string& dir) {
  return files.IsFile(JoinPath(dir, "Makefile")) &&
         files.IsFile(JoinPath(dir, "scripts/Makefile.build"));
}

/// `include DIR/Makefile` in the Makefile that an O= build is given.
std::string IncludedSource(const FileSystem& files,
                           const std::string& build_dir) {
  Result<std::string> text = files.Read(JoinPath(build_dir, "Makefile"));
  if (!text) return {};
  for (std::string_view line : SplitLines(*text)) {
    constexpr std::string_view kInclude = "include ";
    if (!line.starts_with(kInclude) || !line.ends_with("/Makefile")) continue;
    line.remove_prefix(kInclude.size());
    return JoinPath(build_dir, DirName(line));
  }
  return {};
}

/// What the build directory says its source is; empty when it says nothing.
std::string FindSource(const FileSystem& files, const std::string& build_dir) {
  std::string link = JoinPath(build_dir, "source");
  for (const std::string& candidate :
       {link, IncludedSource(files, build_dir), build_dir, std::string(".")}) {
    if (!candidate.empty() && LooksLikeKernelSource(files, candidate)) {
      return candidate;
    }
  }
  return {};
}

Error NotABuild(const std::string& build_dir, bool has_source) {
  if (has_source) {
    return {build_dir +
            ": no .config here: configure the kernel first (make defconfig), "
            "or name the output directory with --build"};
  }
  return {build_dir +
          ": not a kernel build directory (no .config, no scripts/): run "
          "kplace in one, or name it with --build DIR"};
}

/// VERSION, PATCHLEVEL and SUBLEVEL of the source, "6.12.117".
std::string SourceVersion(const FileSystem& files, const std::string& source) {
  Result<std::string> text = files.Read(JoinPath(source, "Makefile"));
  if (!text) return {};
  std::array<std::string, 3> parts;
  constexpr std::array<std::string_view, 3> kNames = {"VERSION", "PATCHLEVEL",
                                                      "SUBLEVEL"};
  size_t lines = 0;
  for (std::string_view line : SplitLines(*text)) {
    if (++lines > 20) break;
    size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    for (size_t i = 0; i < kNames.size(); ++i) {
      if (Trim(line.substr(0, equals)) == kNames[i]) {
        parts[i] = Trim(line.substr(equals + 1));
      }
    }
  }
  if (parts[0].empty()) return {};
  return parts[0] + "." + parts[1] + "." + parts[2];
}

/// The first two numbers of a version: builds of stable updates keep working
/// together, "6.12" and "6.1" do not.
std::string_view Series(std::string_view version) {
  size_t dot = version.find('.');
  if (dot == std::string_view::npos) return version;
  return version.substr(0, version.find_first_of(".-", dot + 1));
}

/// An error when configuration and source are of different kernels.
std::optional<Error> CompareVersions(const FileSystem& files,
                                     const BuildTree& tree) {
  std::string source = SourceVersion(files, tree.source_dir);
  const std::string& built = tree.config.kernel_version;
  if (source.empty() || built.empty() || Series(source) == Series(built)) {
    return std::nullopt;
  }
  return Error{tree.build_dir + ": configured for Linux " + built + ", but " +
               tree.source_dir + " is Linux " + source +
               ": name the matching source with --src DIR"};
}

/// ARCH as the kernel's scripts/subarch.include derives it from `uname -m`.
std::string MachineArch() {
  struct utsname name = {};
  if (uname(&name) != 0) return {};
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9>
      kPrefixes = {{{"x86_64", "x86"},
                    {"aarch64", "arm64"},
                    {"arm", "arm"},
                    {"riscv", "riscv"},
                    {"ppc", "powerpc"},
                    {"s390x", "s390"},
                    {"mips", "mips"},
                    {"loongarch", "loongarch"},
                    {"i", "x86"}}};
  std::string_view machine = name.machine;
  for (const auto& [prefix, arch] : kPrefixes) {
    if (machine.starts_with(prefix)) return std::string(arch);
  }
  return std::string(machine);
}

/// KERNELRELEASE as the top Makefile reads it; `make prepare` writes the file.
/// Before that, what it would begin with.
std::string KernelRelease(const FileSystem& files, const BuildTree& tree) {
  Result<std::string> text =
      files.Read(JoinPath(tree.build_dir, "include/config/kernel.release"));
  if (text && !Trim(*text).empty()) return std::string(Trim(*text));
  if (!tree.config.kernel_version.empty()) return tree.config.kernel_version;
  return SourceVersion(files, tree.source_dir);
}

/// Settles the external module of `tree`; an error when there is none.
std::optional<Error> SetExternalModule(const FileSystem& files,
                                       const std::string& directory,
                                       BuildTree& tree) {
  if (directory.empty()) return std::nullopt;
  Result<std::string> path = files.RealPath(directory);
  if (!path) return path.error();
  if (!files.IsFile(JoinPath(*path, "Kbuild")) &&
      !files.IsFile(JoinPath(*path, "Makefile"))) {
    return Error{*path +
                 ": no external module (neither Kbuild nor Makefile): name "
                 "the directory that make is given as M="};
  }
  tree.external_dir = *path;
  // $(srcroot), the root of what is built, came with that.
  Result<std::string> top = files.Read(JoinPath(tree.source_dir, "Makefile"));
  tree.works_in_external_dir = top && top->find("srcroot") != top->npos;
  return std::nullopt;
}

/// What the .config of the build directory was made for; empty where there is
/// none, or where only another source was named.
std::string ArchOfConfiguration(const FileSystem& files,
                                const BuildTreeOptions& options) {
  if (options.build_dir.empty() && !options.source_dir.empty()) return {};
  std::string build = options.build_dir.empty() ? "." : options.build_dir;
  std::string path = JoinPath(build, ".config");
  if (!files.IsFile(path)) return {};
  SourceFiles sources;
  DiagnosticSink unheard;  // nobody asked for its values
  Result<Configuration> config =
      ReadConfiguration(files, path, sources, unheard);
  return config ? config->architecture : std::string();
}

/// Settles the architecture of `tree`; an error when the source has none such.
std::optional<Error> SetArch(const FileSystem& files, std::string arch,
                             BuildTree& tree) {
  tree.arch = std::move(arch);
  tree.srcarch = SourceArch(tree.arch);
  if (files.IsDirectory(JoinPath(tree.source_dir, "arch/" + tree.srcarch))) {
    return std::nullopt;
  }
  return Error{tree.source_dir + "/arch/" + tree.srcarch +
               ": no such architecture in this source: give --arch ARCH"};
}

}  // namespace

std::vector<std::string> BuildTree::Directories() const {
  std::vector<std::string> directories = {source_dir, build_dir};
  if (!external_dir.empty()) directories.push_back(external_dir);
  return directories;
}

std::map<std::string, std::string> BuildTree::KconfigVariables() const {
  return {{"srctree", source_dir},
          {"SRCARCH", srcarch},
          {"ARCH", arch},
          {"KERNELVERSION",
           config.kernel_version.empty() ? release : config.kernel_version}};
}

std::string BuildTree::Display(std::string_view path) const {
  std::string normal = NormalizePath(path);
  std::string shown = RelativeTo(normal, source_dir);
  return shown == normal ? RelativeTo(normal, build_dir) : shown;
}

Result<BuildTree> OpenBuildTree(const FileSystem& files,
                                const BuildTreeOptions& options,
                                SourceFiles& sources, DiagnosticSink& sink) {
  std::string build = options.build_dir.empty() ? "." : options.build_dir;
  Result<std::string> build_dir = files.RealPath(build);
  if (!build_dir) return build_dir.error();
  std::string source = options.source_dir.empty()
                           ? FindSource(files, *build_dir)
                           : options.source_dir;
  const std::string config_file = JoinPath(*build_dir, options.config_file);
  if (!files.IsFile(config_file)) {
    return NotABuild(*build_dir, LooksLikeKernelSource(files, *build_dir));
  }
  if (source.empty() || !LooksLikeKernelSource(files, source)) {
    return Error{(source.empty() ? *build_dir : source) +
                 ": no kernel source found (Makefile, scripts/Makefile.build): "
                 "name it with --src DIR"};
  }
  Result<std::string> source_dir = files.RealPath(source);
  if (!source_dir) return source_dir.error();

  Result<Configuration> config =
      ReadConfiguration(files, config_file, sources, sink);
  if (!config) return config.error();

  BuildTree tree;
  tree.source_dir = *source_dir;
  tree.build_dir = *build_dir;
  tree.config = std::move(*config);
  std::string arch =
      options.arch.empty() ? tree.config.architecture : options.arch;
  if (arch.empty()) {
    return Error{config_file +
                 ": does not say for which architecture it is: name it with "
                 "--arch ARCH"};
  }
  if (std::optional<Error> wrong = SetArch(files, std::move(arch), tree)) {
    return *wrong;
  }
  if (std::optional<Error> mismatch = CompareVersions(files, tree)) {
    return *mismatch;
  }
  tree.release = KernelRelease(files, tree);
  if (auto wrong = SetExternalModule(files, options.external_dir, tree)) {
    return *wrong;
  }
  return tree;
}

Result<BuildTree> OpenSourceTree(const FileSystem& files,
                                 const BuildTreeOptions& options) {
  std::string build = options.build_dir.empty() ? "." : options.build_dir;
  std::string source = options.source_dir;
  if (source.empty()) source = FindSource(files, build);
  if (source.empty() || !LooksLikeKernelSource(files, source)) {
    return Error{(source.empty() ? build : source) +
                 ": no kernel source found (Makefile, scripts/Makefile.build): "
                 "name it with --src DIR"};
  }
  Result<std::string> source_dir = files.RealPath(source);
  if (!source_dir) return source_dir.error();
  BuildTree tree;
  tree.source_dir = tree.build_dir = *source_dir;
  tree.configured = false;
  std::string arch = options.arch;
  if (arch.empty()) arch = ArchOfConfiguration(files, options);
  if (arch.empty()) arch = MachineArch();
  if (std::optional<Error> wrong = SetArch(files, std::move(arch), tree)) {
    return *wrong;
  }
  tree.release = SourceVersion(files, tree.source_dir);
  if (auto wrong = SetExternalModule(files, options.external_dir, tree)) {
    return *wrong;
  }
  return tree;
}

}  // namespace kplace
