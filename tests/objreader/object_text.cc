#include "tests/objreader/object_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "tests/testing/yaml_object.h"

namespace kplace::testing {
namespace {

std::string_view Name(Binding binding) {
  constexpr std::string_view kNames[] = {"local", "global", "weak", "unique"};
  return kNames[static_cast<int>(binding)];
}

std::string_view Name(SymbolType type) {
  constexpr std::string_view kNames[] = {"untyped", "object", "function",
                                         "section", "other"};
  return kNames[static_cast<int>(type)];
}

std::string Place(const SymbolRecord& symbol) {
  if (!symbol.defined) return "undefined";
  if (symbol.common) {
    return fmt::format("common {}+{}", symbol.value, symbol.size);
  }
  if (symbol.absolute) return fmt::format("absolute {:#x}", symbol.value);
  return fmt::format("in {} at {:#x}+{}", symbol.section, symbol.value,
                     symbol.size);
}

}  // namespace

std::string OpenObject::Symbols() const {
  if (file == nullptr) return error;
  std::string text;
  for (const SymbolRecord& symbol : file->symbols().symbols) {
    text += fmt::format("{}: {} {} {}", symbol.name, Name(symbol.binding),
                        Name(symbol.type), Place(symbol));
    if (symbol.comdat != 0) {
      text += fmt::format(" comdat {}", file->symbols().comdats[symbol.comdat]);
    }
    text += '\n';
  }
  return text;
}

std::string OpenObject::Exports() const {
  if (file == nullptr) return error;
  std::string text;
  for (const ExportRecord& record : file->symbols().exports) {
    text += record.name;
    if (record.gpl_only) text += " gpl";
    if (!record.name_space.empty())
      text += fmt::format(" {}", record.name_space);
    text += '\n';
  }
  return text;
}

std::string OpenObject::Modinfo() const {
  if (file == nullptr) return error;
  std::string text;
  for (const ModinfoEntry& entry : file->symbols().modinfo) {
    text += fmt::format("{}={}\n", entry.key, entry.value);
  }
  return text;
}

std::string OpenObject::References() const {
  if (file == nullptr) return error;
  auto references =
      file->ReadReferences([](const auto& symbol) { return !symbol.defined; });
  if (!references) return references.error().message;
  std::string text;
  for (const Reference& reference : *references) {
    std::string_view name;
    for (const SymbolRecord& symbol : file->symbols().symbols) {
      if (symbol.index == reference.symbol) name = symbol.name;
    }
    text += fmt::format("{}: {}+{:#x} type {}", name, reference.section_name,
                        reference.offset, reference.type);
    if (!reference.function.empty()) {
      text += fmt::format(" in {}", reference.function);
    }
    if (reference.none) text += " (none)";
    if (!reference.allocated) text += " (not allocated)";
    if (reference.comdat != 0) {
      text +=
          fmt::format(" comdat {}", file->symbols().comdats[reference.comdat]);
    }
    text += '\n';
  }
  return text;
}

std::string OpenObject::OwnReferences(
    const std::vector<std::string>& targets) const {
  if (file == nullptr) return error;
  auto sections = file->ReadSections();
  if (!sections) return sections.error().message;
  std::vector<bool> wanted;
  for (const SectionRecord& section : *sections) {
    wanted.push_back(std::find(targets.begin(), targets.end(), section.name) !=
                     targets.end());
  }
  auto references = file->ReadOwnReferences(wanted);
  if (!references) return references.error().message;
  std::string text;
  for (const OwnReference& own : *references) {
    text += fmt::format("{} in {}: {}+{:#x} in {}\n", own.name,
                        own.section_name, own.place.section_name,
                        own.place.offset, own.place.function);
  }
  return text;
}

OpenObject OpenBytes(std::string bytes) {
  OpenObject open;
  // A heap block of exactly this size, so that the address sanitizer sees a
  // read behind the end.
  open.bytes = std::move(bytes);
  open.bytes.shrink_to_fit();
  auto file = ObjectFile::FromBytes("test.o", open.bytes);
  if (file) {
    open.file = std::move(*file);
  } else {
    open.error = file.error().message;
  }
  return open;
}

OpenObject OpenYaml(std::string_view yaml) {
  return OpenBytes(ObjectFromYaml(yaml));
}

}  // namespace kplace::testing
