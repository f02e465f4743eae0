#include "analyzer/link_command.h"

#include <memory>
#include <string_view>

#include "analyzer/cmd_file.h"
#include "objreader/archive.h"
#include "objreader/object_file.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

using Names = std::set<std::string, std::less<>>;

void AddDefinitions(const ObjectSymbols& symbols, Names& names) {
  for (const SymbolRecord& record : symbols.symbols) {
    if (record.defined) names.emplace(record.name);
  }
}

/// All names of an ordinary archive, whichever members ld would take.
void AddLibrary(const FileSystem& files, const std::string& path, Names& names,
                Unknowns& unknowns) {
  Result<Archive> archive = ReadArchive(files, path);
  Result<std::unique_ptr<FileBytes>> bytes = files.Open(path);
  if (!archive || !bytes) {
    unknowns.Add(path, "is linked into vmlinux and cannot be read: " +
                           (archive ? bytes.error() : archive.error()).message);
    return;
  }
  std::string_view whole = (*bytes)->bytes();
  for (const ArchiveMember& member : archive->members) {
    if (archive->thin || member.offset > whole.size()) continue;
    auto object = ObjectFile::FromBytes(
        member.name, whole.substr(member.offset, member.size));
    if (object) AddDefinitions((*object)->symbols(), names);
  }
}

/// "--defsym NAME=VALUE", "--defsym=NAME=VALUE", also after -Wl,
void AddDefsym(std::string_view definition, Names& names) {
  std::string_view name = definition.substr(0, definition.find('='));
  if (!name.empty()) names.emplace(name);
}

}  // namespace

Names NamesFromLinkCommand(const FileSystem& files,
                           const std::string& build_dir, Unknowns& unknowns) {
  constexpr std::string_view kDefsym = "--defsym";
  Names names;
  std::set<std::string> libraries;
  for (const char* target : {"vmlinux.o", "vmlinux"}) {
    Result<std::string> text =
        files.Read(JoinPath(build_dir, CmdFilePath(target)));
    if (!text) continue;
    std::string command = ParseCmdFile(*text).command;
    for (char& c : command) {
      if (c == '"' || c == '\'' || c == ';') c = ' ';
    }
    std::string_view before;
    for (std::string_view word : SplitWords(command)) {
      bool outside = word.starts_with('/') &&
                     RelativeTo(word, build_dir) == NormalizePath(word);
      if (outside && word.ends_with(".a")) libraries.emplace(word);
      if (before == kDefsym) AddDefsym(word, names);
      if (word.starts_with(kDefsym) && word.size() > kDefsym.size()) {
        AddDefsym(word.substr(kDefsym.size() + 1), names);
      }
      before = word;
    }
  }
  for (const std::string& library : libraries) {
    AddLibrary(files, library, names, unknowns);
  }
  return names;
}

}  // namespace kplace
