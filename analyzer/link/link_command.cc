#include "analyzer/link/link_command.h"

#include <algorithm>
#include <memory>
#include <string_view>

#include "analyzer/records/cmd_file.h"
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

/// Goes through the words of one command.
class CommandReader {
 public:
  CommandReader(const std::string& build_dir, LinkCommand& command,
                std::set<std::string>& libraries)
      : build_dir_(build_dir), command_(command), libraries_(libraries) {}

  void Read(std::string_view word) {
    bool outside = word.starts_with('/') &&
                   RelativeTo(word, build_dir_) == NormalizePath(word);
    if (outside && word.ends_with(".a")) libraries_.emplace(word);
    std::string_view value;
    if (TakesValue(word, "--defsym", value)) {
      std::string_view name = value.substr(0, value.find('='));
      if (!name.empty()) {
        command_.defined.emplace(name);
        command_.assigned.emplace(name);
        AddNeeded(value.substr(std::min(name.size() + 1, value.size())));
      }
    } else if (TakesValue(word, "--undefined", value) ||
               TakesValue(word, "-u", value)) {
      command_.wanted.emplace_back(value);
    } else if (word == "--gc-sections") {
      command_.drops_unreached = true;
    } else if (word == "--no-gc-sections") {
      command_.drops_unreached = false;
    } else if (word == "--strip-debug" || word == "-S" ||
               word == "--strip-all" || word == "-s") {
      command_.strips_debug = true;
    }
    before_ = word;
  }

 private:
  /// "--defsym=X" and "--defsym X"
  bool TakesValue(std::string_view word, std::string_view option,
                  std::string_view& value) const {
    value = word;
    if (before_ == option) return true;
    if (!word.starts_with(option) || word.size() <= option.size() + 1 ||
        word[option.size()] != '=') {
      return false;
    }
    value.remove_prefix(option.size() + 1);
    return true;
  }

  /// A value that is a name; of what is more than that nothing is noted.
  void AddNeeded(std::string_view value) {
    bool is_name = !value.empty() && !(value[0] >= '0' && value[0] <= '9') &&
                   std::all_of(value.begin(), value.end(), [](char c) {
                     return c == '_' || c == '.' || (c >= 'a' && c <= 'z') ||
                            (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                   });
    if (is_name) command_.needed.emplace(value);
  }

  const std::string& build_dir_;
  LinkCommand& command_;
  std::set<std::string>& libraries_;
  std::string_view before_;
};

/// The words that ld gets, also behind -Wl, of a compiler.
std::string WithoutQuotes(std::string text) {
  for (char& c : text) {
    if (c == '"' || c == '\'' || c == ';') c = ' ';
  }
  for (size_t at = text.find("-Wl,"); at != std::string::npos;
       at = text.find("-Wl,", at)) {
    text.replace(at, 4, "    ");
    for (at += 4; at < text.size() && !IsSpace(text[at]); ++at) {
      if (text[at] == ',') text[at] = ' ';
    }
  }
  return text;
}

}  // namespace

LinkCommand ReadLinkCommand(const FileSystem& files,
                            const std::string& build_dir, Unknowns& unknowns) {
  LinkCommand command;
  std::set<std::string> libraries;
  for (const char* target : {"vmlinux.o", "vmlinux"}) {
    Result<std::string> text =
        files.Read(JoinPath(build_dir, CmdFilePath(target)));
    if (!text) continue;
    CommandReader reader(build_dir, command, libraries);
    std::string words = WithoutQuotes(ParseCmdFile(*text).command);
    for (std::string_view word : SplitWords(words)) reader.Read(word);
  }
  for (const std::string& library : libraries) {
    AddLibrary(files, library, command.defined, unknowns);
  }
  return command;
}

}  // namespace kplace
