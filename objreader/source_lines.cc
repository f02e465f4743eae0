#include "objreader/source_lines.h"

#include <fmt/format.h>
#include <llvm/DebugInfo/DWARF/DWARFCompileUnit.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDebugLine.h>
#include <llvm/Object/ObjectFile.h>
#include <llvm/Support/ErrorHandling.h>
#include <llvm/Support/MemoryBufferRef.h>

#include "objreader/internal/isolated.h"
#include "objreader/internal/object_bytes.h"
#include "objreader/internal/wire.h"
#include "objreader/object_file.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

void GiveUp(void* exit, const char* reason, bool) {
  static_cast<const IsolatedExit*>(exit)->Fail(
      fmt::format("LLVM {} gave up: {}", LLVM_VERSION_STRING, reason));
}

void Ignore(llvm::Error error) {
  llvm::consumeError(std::move(error));
}

/// One compilation: its line table, and what its paths start from.
struct Unit {
  const llvm::DWARFDebugLine::LineTable* lines;
  std::string directory;
  std::string name;
};

class LineReader {
 public:
  explicit LineReader(const llvm::object::ObjectFile& object)
      : context_(llvm::DWARFContext::create(
            object, llvm::DWARFContext::ProcessDebugRelocations::Process,
            nullptr, "", Ignore, Ignore)) {}

  void ReadUnits() {
    for (const auto& unit : context_->compile_units()) {
      auto lines = context_->getLineTableForUnit(unit.get(), Ignore);
      if (!lines) {
        llvm::consumeError(lines.takeError());
        continue;
      }
      if (*lines == nullptr) continue;
      const char* directory = unit->getCompilationDir();
      Unit found = {*lines, directory == nullptr ? "" : directory, ""};
      found.name = NameOf(*unit, found);
      units_.push_back(std::move(found));
    }
  }

  SourceLine Find(const CodePlace& place) const {
    using Kind = llvm::DILineInfoSpecifier::FileLineInfoKind;
    for (const Unit& unit : units_) {
      llvm::DILineInfo info;
      bool found = unit.lines->getFileLineInfoForAddress(
          {place.offset, place.section}, unit.directory.c_str(),
          Kind::AbsoluteFilePath, info);
      if (!found || info.Line == 0 || info.FileName.empty()) continue;
      return {NormalizePath(info.FileName), unit.name, info.Line};
    }
    return {};
  }

 private:
  /// The file that was compiled.  With split debug information only the line
  /// table says it: in its first entry, 0 since DWARF 5.
  static std::string NameOf(llvm::DWARFUnit& unit, const Unit& found) {
    const char* name = llvm::dwarf::toString(
        unit.getUnitDIE().find(llvm::dwarf::DW_AT_name), "");
    std::string path = JoinPath(found.directory, name);
    if (*name == '\0') {
      path.clear();
      found.lines->getFileNameByIndex(
          unit.getVersion() >= 5 ? 0 : 1, found.directory,
          llvm::DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath, path);
    }
    return path.empty() ? path : NormalizePath(path);
  }

  std::unique_ptr<llvm::DWARFContext> context_;
  std::vector<Unit> units_;
};

/// In the child.
Result<std::string> DescribeLines(std::string_view bytes,
                                  std::span<const CodePlace> places,
                                  const IsolatedExit& exit) {
  llvm::install_fatal_error_handler(GiveUp, const_cast<IsolatedExit*>(&exit));
  llvm::MemoryBufferRef buffer(llvm::StringRef(bytes.data(), bytes.size()), "");
  auto object = llvm::object::ObjectFile::createELFObjectFile(
      buffer, /*InitContent=*/false);
  if (!object) {
    return Error{Printable(llvm::toString(object.takeError()))};
  }
  // Never freed: the process ends.
  auto* reader = new LineReader(**object);
  reader->ReadUnits();
  WireWriter out;
  for (const CodePlace& place : places) {
    SourceLine line = reader->Find(place);
    out.Number(line.line);
    out.Text(line.file);
    out.Text(line.unit);
  }
  return out.Take();
}

}  // namespace

Result<std::vector<SourceLine>> ReadSourceLinesOf(
    const std::string& name, std::string_view bytes,
    std::span<const CodePlace> places) {
  std::vector<SourceLine> lines(places.size());
  if (IdentifyObject(bytes) != ObjectKind::kElf) return lines;
  Result<std::string> described = RunIsolated([&](const IsolatedExit& exit) {
    return DescribeLines(bytes, places, exit);
  });
  if (!described) {
    return Error{fmt::format("{}: debug information cannot be read: {}", name,
                             described.error().message)};
  }
  WireReader wire(*described);
  for (SourceLine& line : lines) {
    line.line = static_cast<uint32_t>(wire.Number());
    line.file = wire.Text();
    line.unit = wire.Text();
  }
  if (!wire.ok()) {
    return Error{name +
                 ": debug information cannot be read: its reader said "
                 "less than it should"};
  }
  return lines;
}

Result<std::vector<SourceLine>> ReadSourceLines(
    const FileSystem& files, const std::string& path,
    std::span<const CodePlace> places) {
  Result<ObjectBytes> object = ObjectBytes::Open(files, path);
  if (!object) return object.error();
  if (std::optional<Error> error = object->Close()) return *error;
  LaterBytes later(*object);
  LaterBytes::Buffer buffer;
  Result<std::string_view> bytes = later.Read({0, object->size()}, buffer);
  if (!bytes) return bytes.error();
  auto lines = ReadSourceLinesOf(path, *bytes, places);
  if (std::optional<Error> error = later.Close()) return *error;
  return lines;
}

}  // namespace kplace
