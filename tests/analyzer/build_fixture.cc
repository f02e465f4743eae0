#include "tests/analyzer/build_fixture.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "support/path.h"
#include "support/text.h"
#include "tests/testing/yaml_object.h"

namespace kplace::testing {
namespace {

constexpr char kLinkerScript[] = R"(
SECTIONS {
  .text : { _stext = .; *(.text) _etext = .; }
  .exit.text : { *(.exit.text) }
  /DISCARD/ : { *(.exitcall.exit) *(.discard .discard.*) *(.export_symbol) }
}
)";

std::string Hex(std::string_view bytes) {
  std::string text;
  for (char c : bytes) text += fmt::format("{:02x}", static_cast<uint8_t>(c));
  return text;
}

/// Collects what the lines of an object say, then writes YAML.
class ObjectWriter {
 public:
  void AddLine(std::string_view line) {
    std::vector<std::string_view> words = SplitWords(line);
    if (words.empty()) return;
    std::string_view verb = words[0];
    bool weak = words.size() > 1 && words[1] == "weak";
    bool common = words.size() > 1 && words[1] == "common";
    std::string name(words[weak || common ? 2 : 1]);
    if (verb == "define") {
      Define(name, weak, common);
    } else if (verb == "use" || verb == "name") {
      symbols_ += fmt::format("  - {{ Name: {}, Binding: {} }}\n", name,
                              weak ? "STB_WEAK" : "STB_GLOBAL");
      std::string section = words.size() > 2 && words[words.size() - 2] == "in"
                                ? std::string(words.back())
                                : ".text";
      if (verb == "use") uses_[section].push_back(name);
    } else if (verb == "export") {
      AddExport({words.begin() + 1, words.end()});
    } else if (verb == "modinfo") {
      modinfo_ += Hex(Trim(line.substr(line.find(verb) + verb.size()))) + "00";
    } else {
      ADD_FAILURE() << "object line: " << line;
    }
  }

  std::string Yaml(std::string_view machine) const {
    std::string sections;
    for (const auto& [section, names] : uses_) {
      sections += SectionYaml(section, names);
    }
    if (!uses_.contains(".text")) sections += SectionYaml(".text", {});
    sections += ExportsYaml();
    if (!modinfo_.empty()) {
      sections += fmt::format(
          "  - {{ Name: .modinfo, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], "
          "Content: \"{}\" }}\n",
          modinfo_);
    }
    return fmt::format(
        "--- !ELF\n"
        "FileHeader: {{ Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, "
        "Machine: {} }}\n"
        "Sections:\n{}Symbols:\n"
        "  - {{ Name: caller, Type: STT_FUNC, Section: .text, Size: 0x80 }}\n"
        "{}",
        machine, sections, symbols_);
  }

 private:
  void Define(const std::string& name, bool weak, bool common) {
    symbols_ += fmt::format(
        "  - {{ Name: {}, {}, Binding: {} }}\n", name,
        common ? "Index: SHN_COMMON, Value: 8, Size: 8, Type: STT_OBJECT"
               : "Section: .text, Type: STT_FUNC, Value: 0x80, Size: 8",
        weak ? "STB_WEAK" : "STB_GLOBAL");
  }

  static std::string SectionYaml(const std::string& section,
                                 const std::vector<std::string>& names) {
    bool loaded = !section.starts_with(".debug");
    std::string yaml = fmt::format(
        "  - {{ Name: {}, Type: SHT_PROGBITS, Flags: [ {} ], Size: 0x100 }}\n",
        section, loaded ? "SHF_ALLOC, SHF_EXECINSTR" : "");
    if (names.empty()) return yaml;
    yaml += fmt::format(
        "  - Name: .rela{0}\n    Type: SHT_RELA\n    Link: .symtab\n"
        "    Info: {0}\n    Relocations:\n",
        section);
    for (size_t i = 0; i < names.size(); ++i) {
      yaml += fmt::format(
          "      - {{ Offset: {}, Symbol: {}, Type: R_X86_64_64 }}\n",
          8 * (i + 1), names[i]);
    }
    return yaml;
  }

  /// include/linux/export.h: licence, namespace, and at the next multiple of
  /// eight a pointer to the symbol.
  void AddExport(std::vector<std::string_view> words) {
    bool gpl = words[0] == "gpl";
    if (gpl) words.erase(words.begin());
    bool in = words.size() == 3 && words[1] == "in";
    std::string record = gpl ? "GPL" : "";
    record += '\0';
    if (in) record += words[2];
    record += '\0';
    record.resize((record.size() + 7) / 8 * 8);
    export_records_ += record;
    exports_.push_back({std::string(words[0]), export_records_.size()});
    export_records_ += std::string(8, '\0');
  }

  std::string ExportsYaml() const {
    if (exports_.empty()) return {};
    std::string yaml = fmt::format(
        "  - {{ Name: .export_symbol, Type: SHT_PROGBITS, Flags: "
        "[ SHF_ALLOC ], Content: \"{}\" }}\n"
        "  - Name: .rela.export_symbol\n    Type: SHT_RELA\n"
        "    Link: .symtab\n    Info: .export_symbol\n"
        "    Relocations:\n",
        Hex(export_records_));
    for (const auto& [name, offset] : exports_) {
      yaml += fmt::format(
          "      - {{ Offset: {}, Symbol: {}, Type: R_X86_64_64 }}\n", offset,
          name);
    }
    return yaml;
  }

  std::string symbols_;
  std::map<std::string, std::vector<std::string>> uses_;
  std::string export_records_;
  std::vector<std::pair<std::string, size_t>> exports_;  ///< with their pointer
  std::string modinfo_;
};

std::string ArchiveHeader(const std::string& name, size_t size) {
  return fmt::format("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", name, 0, 0, 0, 0,
                     size);
}

/// "drivers/vfio/vfio_main.o" -> "CONFIG_VFIO_MAIN"
std::string OptionFor(const std::string& object) {
  std::string name(BaseName(object));
  name.resize(name.rfind('.'));
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '-') c = '_';
  }
  return "CONFIG_" + name;
}

}  // namespace

std::string Object(std::string_view lines, std::string_view machine) {
  ObjectWriter writer;
  for (std::string_view line : SplitLines(lines)) writer.AddLine(line);
  return ObjectFromYaml(writer.Yaml(machine));
}

std::string ThinArchive(const std::vector<std::string>& members) {
  std::string names, headers;
  for (const std::string& member : members) {
    headers += ArchiveHeader(fmt::format("/{}", names.size()), 0);
    names += member + "/\n";
  }
  if (names.size() % 2 != 0) names += '\n';
  return "!<thin>\n" + ArchiveHeader("//", names.size()) + names + headers;
}

BuildFixture::BuildFixture() {
  tree_.source_dir = "/src";
  tree_.build_dir = "/build";
  tree_.arch = "x86_64";
  tree_.srcarch = "x86";
  tree_.config.kernel_version = "6.12.0";
  Set("CONFIG_MODULES", "y");
  WriteBuild("arch/x86/kernel/vmlinux.lds", kLinkerScript);
}

void BuildFixture::Set(const std::string& option, const std::string& value) {
  tree_.config.Set(option, {value, false, {}});
}

void BuildFixture::WriteBuild(const std::string& path, std::string text) {
  files_.Write("/build/" + path, std::move(text));
}

void BuildFixture::WriteSource(const std::string& path, std::string text) {
  files_.Write("/src/" + path, std::move(text));
}

ReasonId BuildFixture::ReasonFor(const std::string& object,
                                 const std::string& option,
                                 const std::string& value) {
  std::string makefile = JoinPath(DirName(object), "Makefile");
  std::string& text = makefiles_[makefile];
  text += fmt::format("obj-$({}) += {}\n", option, BaseName(object));
  auto line = static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
  return placement_.AddReason({{sources_.Intern(makefile), line},
                               std::string(BaseName(object)),
                               {{option, value}}},
                              ReasonId::kNone);
}

void BuildFixture::Place(PlacementKind kind, const std::string& object,
                         const std::string& unit, std::string_view lines) {
  std::string option = OptionFor(object);
  std::string value = kind == PlacementKind::kModule ? "m" : "y";
  Set(option, value);
  placement_.Add({kind,
                  object,
                  unit,
                  {},
                  Condition::True(),
                  ReasonFor(object, option, value)},
                 conditions_);
  if (lines != kNotBuilt) WriteBuild(object, Object(lines));
}

void BuildFixture::BuiltIn(const std::string& object, std::string_view lines) {
  Place(PlacementKind::kBuiltIn, object, "vmlinux", lines);
}

void BuildFixture::Module(const std::string& unit, const std::string& object,
                          std::string_view lines) {
  Place(PlacementKind::kModule, object, unit, lines);
}

void BuildFixture::ModuleMaybe(const std::string& unit,
                               const std::string& object) {
  placement_.Add({PlacementKind::kModule,
                  object,
                  unit,
                  {},
                  conditions_.Unknown("$(shell date)"),
                  ReasonFor(object, OptionFor(object), "m")},
                 conditions_);
}

void BuildFixture::Member(const std::string& archive, ArchiveUse use,
                          const std::string& object, std::string_view lines) {
  placement_.SetArchiveUse(archive, use);
  Place(PlacementKind::kArchive, object, archive, lines);
}

const kconfig::Tree* BuildFixture::Kconfig() {
  if (!files_.IsFile("/src/Kconfig")) return nullptr;
  Result<kconfig::Tree> tree =
      kconfig::ReadKconfig(files_, "/src", {}, sources_, sink_);
  if (!tree) return nullptr;
  kconfig_ = std::make_unique<kconfig::Tree>(std::move(*tree));
  return kconfig_.get();
}

Analysis BuildFixture::Run() {
  for (const auto& [path, text] : makefiles_) {
    sources_.SetText(sources_.Intern(path), text);
  }
  AnalysisInput input;
  input.files = &files_;
  input.tree = &tree_;
  input.placement = &placement_;
  input.sources = &sources_;
  input.sink = &sink_;
  input.jobs = 2;
  input.kconfig = [this] { return Kconfig(); };
  return Analyze(input);
}

std::string BuildFixture::Verdict() {
  Analysis analysis = Run();
  std::string text;
  for (const Finding& finding : analysis.findings) {
    text += fmt::format("{} {}", finding.rule->code, finding.object);
    if (!finding.symbol.empty()) text += " " + finding.symbol;
    std::string separator = ": ";
    for (const DefinitionSite& site : finding.definitions) {
      text += separator + site.object;
      if (!site.unit.empty()) text += " in " + site.unit;
      separator = ", ";
    }
    text += '\n';
  }
  for (const UnknownFact& unknown : analysis.unknowns) {
    text += fmt::format("unknown {}: {}\n", unknown.subject, unknown.reason);
  }
  return text;
}

std::string BuildFixture::Diagnostics() const {
  std::string text;
  for (const Diagnostic& diagnostic : sink_.Sorted(sources_)) {
    text += FormatDiagnostic(diagnostic, sources_) + '\n';
  }
  return text;
}

}  // namespace kplace::testing
