#include "analyzer/link/linker_flavour.h"

#include <string_view>

#include "analyzer/records/cmd_file.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

/// "ld.lld", "ld.lld-19", "/usr/lib/llvm-19/bin/ld.lld"
bool IsLld(std::string_view word) {
  return BaseName(word).starts_with("ld.lld");
}

/// "ld", "s390x-linux-gnu-ld", "/usr/bin/ld.bfd"
bool IsGnuLd(std::string_view word) {
  std::string_view name = BaseName(word);
  return name == "ld" || name == "ld.bfd" || name.ends_with("-ld") ||
         name.ends_with("-ld.bfd");
}

}  // namespace

const char* Name(LinkerFlavour flavour) {
  return flavour == LinkerFlavour::kLld ? "ld.lld" : "GNU ld";
}

LinkerChoice FindLinker(const FileSystem& files, const std::string& build_dir,
                        const Configuration& config) {
  if (config.ValueOf("CONFIG_LD_IS_LLD") == "y") return {LinkerFlavour::kLld};
  if (config.ValueOf("CONFIG_LD_IS_BFD") == "y") return {LinkerFlavour::kGnuLd};
  for (const char* target : {"vmlinux.o", "vmlinux"}) {
    Result<std::string> text =
        files.Read(JoinPath(build_dir, CmdFilePath(target)));
    if (!text) continue;
    std::string command = ParseCmdFile(*text).command;
    for (std::string_view word : SplitWords(command)) {
      if (IsLld(word)) return {LinkerFlavour::kLld};
      if (IsGnuLd(word)) return {LinkerFlavour::kGnuLd};
    }
  }
  return {LinkerFlavour::kGnuLd, true};
}

}  // namespace kplace
