#include "objreader/internal/bitcode_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "objreader/internal/bitcode_module.h"
#include "objreader/internal/elf_reader.h"
#include "objreader/internal/isolated.h"
#include "objreader/internal/modinfo_text.h"
#include "objreader/internal/module_assembly.h"
#include "objreader/internal/wire.h"

namespace kplace {
namespace {

constexpr std::string_view kIncomplete =
    "bitcode does not list symbols that only assembly inside of functions "
    "names";

// A child that was led astray may send any number.
Binding BindingOf(uint64_t number) {
  return number == static_cast<uint64_t>(Binding::kWeak) ? Binding::kWeak
                                                         : Binding::kGlobal;
}

SymbolType TypeOf(uint64_t number) {
  switch (number) {
    case static_cast<uint64_t>(SymbolType::kFunction):
      return SymbolType::kFunction;
    case static_cast<uint64_t>(SymbolType::kObject):
      return SymbolType::kObject;
    default:
      return SymbolType::kNone;
  }
}

/// Assembly at file level, assembled.
struct Assembly {
  std::unique_ptr<ObjectReader> object;
  /// By its symbol's number: ours; 0 for what does not leave the module.
  std::unordered_map<uint32_t, uint32_t> numbers;
};

class BitcodeReader : public ObjectReader {
 public:
  BitcodeReader(std::string name, ObjectBytes bytes)
      : name_(std::move(name)), bytes_(std::move(bytes)) {}

  std::optional<Error> ReadAll() {
    symbols_.format = ObjectFormat::kBitcode;
    symbols_.incomplete = kIncomplete;
    RegisterAssemblers();
    if (std::optional<Error> error = bytes_.Close()) return error;
    Result<std::string> described = Ask(DescribeBitcode);
    if (!described) return described.error();
    text_ = std::move(*described);
    WireReader wire(text_);
    for (uint64_t left = wire.Number(); left > 0 && wire.ok(); --left) {
      if (std::optional<Error> error = ReadModule(wire)) return error;
    }
    by_name_.clear();
    groups_.clear();
    if (!wire.ok()) return Fail("its reader said less than it should");
    return std::nullopt;
  }

  Result<std::vector<Reference>> ReadReferences(
      const std::function<bool(const SymbolRecord&)>& wanted) const override {
    std::vector<std::string> names;
    std::vector<uint32_t> numbers;
    std::unordered_set<uint32_t> chosen;
    for (const SymbolRecord& record : symbols_.symbols) {
      if (!wanted(record)) continue;
      names.emplace_back(record.name);
      numbers.push_back(record.index);
      chosen.insert(record.index);
    }
    std::vector<Reference> references;
    if (names.empty()) return references;
    for (const Assembly& assembly : assemblies_) {
      if (auto error = AddOf(assembly, chosen, references)) return *error;
    }
    if (auto error = AddUses(names, numbers, references)) return *error;
    return references;
  }

  Result<std::vector<AssemblyUse>> ReadAssemblyUses(
      const std::vector<std::string>& names) const override {
    Result<std::string> described =
        Ask([&](std::string_view bytes, const IsolatedExit& exit) {
          return DescribeAssembly(bytes, names, exit);
        });
    if (!described) return described.error();
    std::vector<AssemblyUse> uses;
    WireReader wire(*described);
    for (uint64_t left = wire.Number(); left > 0 && wire.ok(); --left) {
      uint64_t name = wire.Number();
      std::string function(wire.Text());
      if (!wire.ok() || name >= names.size()) break;
      uses.push_back({name, std::move(function)});
    }
    if (!wire.ok()) return Fail("its reader said less than it should");
    return uses;
  }

 private:
  std::optional<Error> ReadModule(WireReader& wire) {
    symbols_.machine = static_cast<uint16_t>(wire.Number());
    symbols_.is_64bit = wire.Number() != 0;
    symbols_.big_endian = wire.Number() != 0;
    ReadModinfoText(wire.Text(), symbols_.modinfo);
    std::string_view assembly = wire.Text();
    std::unordered_set<std::string_view> locals;
    for (uint64_t left = wire.Number(); left > 0 && wire.ok(); --left) {
      locals.insert(wire.Text());
    }
    for (uint64_t left = wire.Number(); left > 0 && wire.ok(); --left) {
      SymbolRecord record;
      record.name = wire.Text();
      record.comdat = NumberOfGroup(wire.Text());
      record.size = wire.Number();
      record.binding = BindingOf(wire.Number());
      record.type = TypeOf(wire.Number());
      uint64_t flags = wire.Number();
      record.defined = (flags & kBitcodeDefined) != 0;
      record.common = (flags & kBitcodeCommon) != 0;
      Add(record);
    }
    if (!wire.ok() || assembly.empty()) return std::nullopt;
    return ReadAssembly(assembly, locals);
  }

  uint32_t NumberOfGroup(std::string_view name) {
    if (name.empty()) return 0;
    if (symbols_.comdats.empty()) symbols_.comdats.emplace_back();
    auto next = static_cast<uint32_t>(symbols_.comdats.size());
    auto [found, is_new] = groups_.emplace(name, next);
    if (is_new) symbols_.comdats.push_back(name);
    return found->second;
  }

  std::optional<Error> ReadAssembly(
      std::string_view bytes,
      const std::unordered_set<std::string_view>& locals) {
    auto object = OpenElf(name_, ObjectBytes::Of(bytes));
    if (!object) return object.error();
    const ObjectSymbols& symbols = (*object)->symbols();
    Assembly assembly;
    for (SymbolRecord record : symbols.symbols) {
      if (!record.defined && locals.contains(record.name)) continue;
      uint32_t number = record.index;
      record.section = 0;
      record.comdat = 0;
      assembly.numbers[number] = Add(record);
    }
    symbols_.exports.insert(symbols_.exports.end(), symbols.exports.begin(),
                            symbols.exports.end());
    symbols_.modinfo.insert(symbols_.modinfo.end(), symbols.modinfo.begin(),
                            symbols.modinfo.end());
    assembly.object = std::move(*object);
    assemblies_.push_back(std::move(assembly));
    return std::nullopt;
  }

  /// The two halves of a module declare what the other defines.  Returns the
  /// number of the symbol.
  uint32_t Add(SymbolRecord record) {
    auto next = static_cast<uint32_t>(symbols_.symbols.size());
    auto [found, is_new] = by_name_.emplace(record.name, next);
    record.index = found->second + 1;
    if (is_new) {
      symbols_.symbols.push_back(record);
      return record.index;
    }
    SymbolRecord& known = symbols_.symbols[found->second];
    if (record.defined && !known.defined) {
      known = record;
    } else if (record.defined == known.defined &&
               record.binding == Binding::kGlobal) {
      known.binding = Binding::kGlobal;
    }
    return record.index;
  }

  /// The relocations of the assembled half.
  std::optional<Error> AddOf(const Assembly& assembly,
                             const std::unordered_set<uint32_t>& chosen,
                             std::vector<Reference>& references) const {
    auto number = [&](uint32_t symbol) {
      auto found = assembly.numbers.find(symbol);
      return found == assembly.numbers.end() ? 0 : found->second;
    };
    auto found =
        assembly.object->ReadReferences([&](const SymbolRecord& record) {
          return chosen.contains(number(record.index));
        });
    if (!found) return found.error();
    for (Reference reference : *found) {
      reference.symbol = number(reference.symbol);
      reference.section = 0;
      references.push_back(reference);
    }
    return std::nullopt;
  }

  std::optional<Error> AddUses(const std::vector<std::string>& names,
                               const std::vector<uint32_t>& numbers,
                               std::vector<Reference>& references) const {
    Result<std::string> described =
        Ask([&](std::string_view bytes, const IsolatedExit& exit) {
          return DescribeUses(bytes, names, exit);
        });
    if (!described) return described.error();
    uses_.push_back(std::make_unique<std::string>(std::move(*described)));
    WireReader wire(*uses_.back());
    for (uint64_t left = wire.Number(); left > 0 && wire.ok(); --left) {
      Reference reference;
      uint64_t index = wire.Number();
      reference.function = wire.Text();
      reference.section_name = wire.Text();
      reference.allocated = true;
      if (!wire.ok() || index >= numbers.size()) break;
      reference.symbol = numbers[index];
      references.push_back(reference);
    }
    if (!wire.ok()) return Fail("its reader said less than it should");
    return std::nullopt;
  }

  /// Has a child look at the bytes, which are kept no longer than that.
  Result<std::string> Ask(
      const std::function<Result<std::string>(
          std::string_view, const IsolatedExit&)>& question) const {
    LaterBytes later(bytes_);
    LaterBytes::Buffer buffer;
    Result<std::string_view> bytes = later.Read({0, bytes_.size()}, buffer);
    if (!bytes) return bytes.error();
    Result<std::string> answer = RunIsolated(
        [&](const IsolatedExit& exit) { return question(*bytes, exit); });
    if (!answer) return Fail(answer.error().message);
    if (std::optional<Error> error = later.Close()) return *error;
    return answer;
  }

  Error Fail(std::string_view reason) const {
    return {fmt::format("{}: {}", name_, reason)};
  }

  std::string name_;
  ObjectBytes bytes_;
  std::string text_;  ///< holds the names of the compiled half
  std::unordered_map<std::string_view, uint32_t> by_name_;
  std::unordered_map<std::string_view, uint32_t> groups_;
  std::vector<Assembly> assemblies_;
  /// Holds the names in references that were handed out.
  mutable std::vector<std::unique_ptr<std::string>> uses_;
};

}  // namespace

Result<std::unique_ptr<ObjectReader>> OpenBitcode(const std::string& name,
                                                  ObjectBytes bytes) {
  auto reader = std::make_unique<BitcodeReader>(name, std::move(bytes));
  if (std::optional<Error> error = reader->ReadAll()) return *error;
  return std::unique_ptr<ObjectReader>(std::move(reader));
}

}  // namespace kplace
