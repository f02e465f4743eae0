// object_dump - what objreader found in objects, for comparison with nm,
// readelf and modprobe (see objects_test.sh).
//
//   object_dump LIST
//
// LIST names a file with a path on each line.  Prints a line
// "PATH symbol KIND NAME" for each global symbol, with nm's letter for U, w, C,
// A and W and "D" for all that is defined in a section; then
// "PATH export NAME LICENCE NAMESPACE", "PATH needs CRC NAME",
// "PATH member GROUP NAME" for symbols in a COMDAT group, and
// "PATH reference SECTION OFFSET NAME".  Exit status 1 when an object could not
// be read; stderr says why.

#include <fmt/core.h>

#include "objreader/object_file.h"
#include "support/text.h"

namespace kplace {
namespace {

char KindOf(const SymbolRecord& symbol) {
  bool weak = symbol.binding == Binding::kWeak;
  if (!symbol.defined) return weak ? 'w' : 'U';
  if (symbol.common) return 'C';
  if (symbol.absolute) return 'A';
  return weak ? 'W' : 'D';
}

void PrintSymbols(const std::string& path, const ObjectSymbols& object) {
  for (const SymbolRecord& symbol : object.symbols) {
    fmt::print("{} symbol {} {}\n", path, KindOf(symbol), symbol.name);
    if (symbol.comdat != 0) {
      fmt::print("{} member {} {}\n", path, object.comdats[symbol.comdat],
                 symbol.name);
    }
  }
  for (const ExportRecord& record : object.exports) {
    fmt::print("{} export {} {} {}\n", path, record.name,
               record.gpl_only ? "gpl" : "any", record.name_space);
  }
}

/// Prints what has to be asked for; false when it could not be read.
bool PrintRest(const std::string& path, const ObjectFile& object) {
  auto crcs = object.ReadNeededCrcs();
  auto references = object.ReadReferences(
      [](const SymbolRecord& symbol) { return !symbol.defined; });
  if (!crcs || !references) {
    fmt::print(stderr, "{}\n",
               (crcs ? references.error() : crcs.error()).message);
    return false;
  }
  for (const SymbolCrc& crc : *crcs) {
    fmt::print("{} needs 0x{:08x} {}\n", path, crc.crc, crc.name);
  }
  const auto& symbols = object.symbols().symbols;
  for (const Reference& reference : *references) {
    const SymbolRecord& symbol =
        symbols[reference.symbol - symbols.front().index];
    fmt::print("{} reference {} {:x} {}\n", path, reference.section_name,
               reference.offset, symbol.name);
  }
  return true;
}

int Dump(const std::string& list) {
  RealFileSystem files;
  Result<std::string> text = files.Read(list);
  if (!text) {
    fmt::print(stderr, "{}\n", text.error().message);
    return 2;
  }
  int status = 0;
  for (std::string_view line : SplitLines(*text)) {
    if (line.empty()) continue;
    std::string path(line);
    auto object = ObjectFile::Open(files, path);
    if (!object) {
      fmt::print(stderr, "{}\n", object.error().message);
      status = 1;
      continue;
    }
    PrintSymbols(path, (*object)->symbols());
    if (!PrintRest(path, **object)) status = 1;
  }
  return status;
}

}  // namespace
}  // namespace kplace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: object_dump LIST\n");
    return 2;
  }
  return kplace::Dump(argv[1]);
}
