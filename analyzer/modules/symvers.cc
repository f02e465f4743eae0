#include "analyzer/modules/symvers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "objreader/compressed.h"

namespace kplace {
namespace {

constexpr size_t kMostFields = 5;
constexpr std::string_view kLicensePrefix = "EXPORT_";

/// The fields of a line; nothing when there are more than a line can have.
struct Fields {
  std::array<std::string_view, kMostFields> text;
  size_t count = 0;
};

std::optional<Fields> SplitFields(std::string_view line) {
  Fields fields;
  for (;;) {
    if (fields.count == kMostFields) return std::nullopt;
    size_t tab = line.find('\t');
    fields.text[fields.count++] = line.substr(0, tab);
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

std::optional<uint32_t> ParseCrc(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  uint32_t crc = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, crc, 16);
  if (error != std::errc() || stop != end) return std::nullopt;
  return crc;
}

/// The kinds of export that modpost has known; the `_UNUSED` ones and
/// `_GPL_FUTURE`, which was a warning and not a rule, until 5.11.
struct ExportKind {
  std::string_view name;
  bool gpl_only;
};
constexpr ExportKind kKinds[] = {
    {"EXPORT_SYMBOL", false},
    {"EXPORT_SYMBOL_GPL", true},
    {"EXPORT_UNUSED_SYMBOL", false},
    {"EXPORT_UNUSED_SYMBOL_GPL", true},
    {"EXPORT_SYMBOL_GPL_FUTURE", false},
};

std::optional<SymversLine> ParseLine(std::string_view text) {
  std::optional<Fields> fields = SplitFields(text);
  if (!fields || fields->count < 4) return std::nullopt;
  SymversLine line;
  std::string_view kind;
  auto [crc, symbol, third, fourth, fifth] = fields->text;
  line.symbol = symbol;
  if (fourth.starts_with(kLicensePrefix)) {
    line.module = third;
    kind = fourth;
    line.name_space = fifth;
  } else {
    line.name_space = third;
    line.module = fourth;
    kind = fifth;
  }
  std::optional<uint32_t> number = ParseCrc(crc);
  const auto* known =
      std::find_if(std::begin(kKinds), std::end(kKinds),
                   [&](const ExportKind& each) { return each.name == kind; });
  if (!number || known == std::end(kKinds) || line.symbol.empty() ||
      line.module.empty()) {
    return std::nullopt;
  }
  line.crc = *number;
  line.gpl_only = known->gpl_only;
  return line;
}

}  // namespace

Symvers ParseSymvers(std::string_view text, uint32_t& bad_line) {
  Symvers symvers;
  bad_line = 0;
  symvers.lines.reserve(
      static_cast<size_t>(std::count(text.begin(), text.end(), '\n')));
  for (uint32_t number = 1; !text.empty(); ++number) {
    size_t end = std::min(text.find('\n'), text.size());
    std::optional<SymversLine> line = ParseLine(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line) {
      ++symvers.malformed;
      if (bad_line == 0) bad_line = number;
      continue;
    }
    symvers.has_vmlinux |= line->module == "vmlinux";
    symvers.has_crcs |= line->crc != 0;
    symvers.lines.push_back(*line);
  }
  return symvers;
}

Result<Symvers> ReadSymvers(const FileSystem& files, const std::string& path,
                            DiagnosticSink& sink) {
  Result<std::unique_ptr<FileBytes>> file = files.Open(path);
  if (!file) return file.error();
  if (IsCompressed((*file)->bytes())) {
    Result<std::unique_ptr<FileBytes>> unpacked =
        Unpack(path, (*file)->bytes());
    if (!unpacked) return unpacked.error();
    *file = std::move(*unpacked);
  }
  uint32_t bad_line = 0;
  Symvers symvers = ParseSymvers((*file)->bytes(), bad_line);
  symvers.path = path;
  symvers.file = std::move(*file);
  if (bad_line != 0) {
    std::string message = fmt::format(
        "line {} is not CRC, symbol, module, EXPORT_SYMBOL, namespace",
        bad_line);
    if (symvers.malformed > 1) {
      message += fmt::format(" ({} such lines)", symvers.malformed);
    }
    sink.Add(Severity::kError, path,
             message + ": the file is damaged, build it again");
  }
  return symvers;
}

}  // namespace kplace
