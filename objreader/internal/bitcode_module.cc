#include "objreader/internal/bitcode_module.h"

#include <fmt/format.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Bitcode/BitcodeReader.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/ErrorHandling.h>
#include <llvm/Support/MemoryBufferRef.h>
#include <llvm/TargetParser/Triple.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <memory>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "objreader/internal/module_assembly.h"
#include "objreader/internal/wire.h"
#include "objreader/object_symbols.h"
#include "support/glob.h"
#include "support/text.h"

namespace kplace {
namespace {

/// LLVM's last words, which it would write to stderr before it calls abort().
void GiveUp(void* exit, const char* reason, bool) {
  static_cast<const IsolatedExit*>(exit)->Fail(
      fmt::format("LLVM {} gave up: {}", LLVM_VERSION_STRING, reason));
}

/// "LLVM20.1.0" -> 20; 0 when there is no such number.
int MajorOf(std::string_view producer) {
  constexpr std::string_view kLlvm = "LLVM";
  size_t found = producer.find(kLlvm);
  if (found == std::string_view::npos) return 0;
  int major = 0;
  const char* begin = producer.data() + found + kLlvm.size();
  std::from_chars(begin, producer.data() + producer.size(), major);
  return major;
}

/// The modules of a file; more than one after -fsplit-lto-unit.
class BitcodeFile {
 public:
  /// `exit` must outlive the process' use of LLVM.
  BitcodeFile(std::string_view bytes, const IsolatedExit& exit)
      : buffer_(llvm::StringRef(bytes.data(), bytes.size()), "") {
    llvm::install_fatal_error_handler(GiveUp, const_cast<IsolatedExit*>(&exit));
    context_.setDiagnosticHandlerCallBack(
        [](const llvm::DiagnosticInfo*, void*) {}, nullptr);
    context_.setDiscardValueNames(false);
  }

  std::optional<Error> Read() {
    llvm::Expected<std::string> producer =
        llvm::getBitcodeProducerString(buffer_);
    if (producer) {
      producer_ = Printable(*producer);
    } else {
      llvm::consumeError(producer.takeError());
    }
    if (MajorOf(producer_) > LLVM_VERSION_MAJOR) {
      return Error{fmt::format(
          "bitcode of {} is newer than the LLVM {} that reads it here: use a "
          "kplace that was built with LLVM {} or later",
          producer_, LLVM_VERSION_STRING, MajorOf(producer_))};
    }
    auto modules = llvm::getBitcodeModuleList(buffer_);
    if (!modules) return Convert(modules.takeError());
    for (llvm::BitcodeModule& part : *modules) {
      auto module = part.getLazyModule(
          context_, /*ShouldLazyLoadMetadata=*/true, /*IsImporting=*/false);
      if (!module) return Convert(module.takeError());
      modules_.push_back(std::move(*module));
    }
    if (modules_.empty()) return Error{"bitcode without a module"};
    return std::nullopt;
  }

  Error Convert(llvm::Error error) const {
    return {fmt::format("bitcode of {} cannot be read by LLVM {}: {}",
                        producer_.empty() ? "no known compiler" : producer_,
                        LLVM_VERSION_STRING,
                        Printable(llvm::toString(std::move(error))))};
  }

  const std::vector<std::unique_ptr<llvm::Module>>& modules() const {
    return modules_;
  }

 private:
  llvm::MemoryBufferRef buffer_;
  llvm::LLVMContext context_;
  std::string producer_;
  std::vector<std::unique_ptr<llvm::Module>> modules_;
};

uint16_t MachineOf(const llvm::Triple& triple) {
  using namespace llvm::ELF;  // NOLINT: the constants of the format
  switch (triple.getArch()) {
    case llvm::Triple::x86:
      return EM_386;
    case llvm::Triple::x86_64:
      return EM_X86_64;
    case llvm::Triple::aarch64:
    case llvm::Triple::aarch64_be:
      return EM_AARCH64;
    case llvm::Triple::arm:
    case llvm::Triple::armeb:
    case llvm::Triple::thumb:
    case llvm::Triple::thumbeb:
      return EM_ARM;
    case llvm::Triple::riscv32:
    case llvm::Triple::riscv64:
      return EM_RISCV;
    case llvm::Triple::loongarch32:
    case llvm::Triple::loongarch64:
      return EM_LOONGARCH;
    case llvm::Triple::ppc:
    case llvm::Triple::ppcle:
      return EM_PPC;
    case llvm::Triple::ppc64:
    case llvm::Triple::ppc64le:
      return EM_PPC64;
    case llvm::Triple::systemz:
      return EM_S390;
    default:
      return triple.isMIPS() ? EM_MIPS : EM_NONE;
  }
}

/// As the object will have it: '\1' tells LLVM not to decorate the rest.
std::string_view NameOf(const llvm::GlobalValue& value) {
  std::string_view name(value.getName().data(), value.getName().size());
  if (name.starts_with('\1')) name.remove_prefix(1);
  return name;
}

/// What LLVM keeps for itself: intrinsic functions, lists of what is used.
bool IsInternal(const llvm::GlobalValue& value) {
  return !value.hasName() || NameOf(value).starts_with("llvm.") ||
         value.getSection() == "llvm.metadata";
}

Binding BindingOf(const llvm::GlobalValue& value) {
  bool weak = value.hasWeakLinkage() || value.hasLinkOnceLinkage() ||
              value.hasExternalWeakLinkage();
  return weak ? Binding::kWeak : Binding::kGlobal;
}

SymbolType TypeOf(const llvm::GlobalValue& value) {
  bool function = value.getValueType()->isFunctionTy();
  // Nothing is known of what is declared only, as in ELF.
  if (value.isDeclarationForLinker()) return SymbolType::kNone;
  return function ? SymbolType::kFunction : SymbolType::kObject;
}

uint64_t SizeOf(const llvm::GlobalValue& value) {
  if (value.isDeclarationForLinker()) return 0;
  if (!llvm::isa<llvm::GlobalVariable>(value)) return 0;
  llvm::Type* type = value.getValueType();
  if (!type->isSized()) return 0;
  return value.getParent()->getDataLayout().getTypeAllocSize(type);
}

/// The group of which a linker keeps one; empty for none.
std::string_view GroupOf(const llvm::GlobalValue& value) {
  const llvm::Comdat* comdat = value.getComdat();
  if (comdat == nullptr || value.isDeclarationForLinker() ||
      comdat->getSelectionKind() == llvm::Comdat::NoDeduplicate) {
    return {};
  }
  return {comdat->getName().data(), comdat->getName().size()};
}

void WriteSymbol(const llvm::GlobalValue& value, WireWriter& out) {
  out.Text(NameOf(value));
  out.Text(GroupOf(value));
  out.Number(SizeOf(value));
  out.Number(static_cast<uint64_t>(BindingOf(value)));
  out.Number(static_cast<uint64_t>(TypeOf(value)));
  uint64_t flags = 0;
  if (!value.isDeclarationForLinker()) flags |= kBitcodeDefined;
  if (value.hasCommonLinkage()) flags |= kBitcodeCommon;
  out.Number(flags);
}

/// Strings in the section .modinfo, in order.
std::string ModinfoOf(const llvm::Module& module) {
  std::string text;
  for (const llvm::GlobalVariable& variable : module.globals()) {
    if (variable.getSection() != ".modinfo") continue;
    if (!variable.hasInitializer()) continue;
    const auto* data =
        llvm::dyn_cast<llvm::ConstantDataSequential>(variable.getInitializer());
    if (data != nullptr && data->isString()) text += data->getAsString();
  }
  return text;
}

std::optional<Error> WriteModule(const llvm::Module& module, WireWriter& out) {
  llvm::Triple triple(module.getTargetTriple());
  out.Number(MachineOf(triple));
  out.Number(triple.isArch64Bit());
  out.Number(!triple.isLittleEndian());
  out.Text(ModinfoOf(module));
  Result<std::string> assembly = AssembleModule(module);
  if (!assembly) {
    return Error{fmt::format(
        "the assembly at file level in its bitcode cannot be read: {}",
        Printable(assembly.error().message))};
  }
  out.Text(*assembly);
  std::vector<const llvm::GlobalValue*> locals, others;
  for (const llvm::GlobalValue& value : module.global_values()) {
    if (IsInternal(value)) continue;
    if (!value.hasLocalLinkage()) {
      others.push_back(&value);
    } else if (module.getModuleInlineAsm().find(NameOf(value)) !=
               std::string::npos) {
      locals.push_back(&value);
    }
  }
  out.Number(locals.size());
  for (const llvm::GlobalValue* value : locals) out.Text(NameOf(*value));
  out.Number(others.size());
  for (const llvm::GlobalValue* value : others) WriteSymbol(*value, out);
  return std::nullopt;
}

/// Who uses a symbol: everything that the compiler will emit and that holds
/// its address.
class UseFinder {
 public:
  /// In the order of the wire.
  using Use = std::tuple<uint64_t, std::string, std::string>;

  void Find(uint64_t index, const llvm::GlobalValue& symbol) {
    index_ = index;
    seen_.clear();
    todo_ = {&symbol};
    while (!todo_.empty()) {
      const llvm::Value* value = todo_.back();
      todo_.pop_back();
      for (const llvm::User* user : value->users()) Visit(*user);
    }
  }

  const std::set<Use>& uses() const { return uses_; }

 private:
  void Visit(const llvm::User& user) {
    if (const auto* instruction = llvm::dyn_cast<llvm::Instruction>(&user)) {
      const llvm::Function* function = instruction->getFunction();
      if (function != nullptr) Add(*function, ".text");
    } else if (const auto* global = llvm::dyn_cast<llvm::GlobalValue>(&user)) {
      Add(*global, SectionOf(*global));
    } else if (seen_.insert(&user).second) {
      todo_.push_back(&user);  // an expression, part of an initial value
    }
  }

  static std::string_view SectionOf(const llvm::GlobalValue& value) {
    const auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(&value);
    if (variable == nullptr) return ".text";
    return variable->isConstant() ? ".rodata" : ".data";
  }

  void Add(const llvm::GlobalValue& user, std::string_view usual) {
    // Lists for LLVM itself, and bodies that are for inlining only.
    if (IsInternal(user) || user.isDeclarationForLinker()) return;
    llvm::StringRef section = user.getSection();
    uses_.emplace(index_, std::string(NameOf(user)),
                  section.empty() ? std::string(usual) : section.str());
  }

  uint64_t index_ = 0;
  std::vector<const llvm::Value*> todo_;
  std::unordered_set<const llvm::Value*> seen_;
  std::set<Use> uses_;
};

/// Which functions have which words in their assembly.
class AssemblyReader {
 public:
  using Use = std::pair<size_t, std::string>;

  explicit AssemblyReader(const std::vector<std::string>& names)
      : names_(names) {}

  void Read(const llvm::Function& function) {
    for (const llvm::Instruction& instruction : llvm::instructions(function)) {
      const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
      if (call == nullptr) continue;
      const auto* assembly =
          llvm::dyn_cast<llvm::InlineAsm>(call->getCalledOperand());
      if (assembly == nullptr) continue;
      ReadText(PatternOf(assembly->getAsmString()), NameOf(function));
    }
  }

  const std::set<Use>& uses() const { return uses_; }

 private:
  static bool IsOfWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
  }
  static bool IsOfName(char c) { return IsOfWord(c) || c == '.' || c == '*'; }

  /// The text with a `*` for each operand ("$0", "${0:c}") and argument of a
  /// macro ("\x"), for which anything may stand.
  static std::string PatternOf(std::string_view text) {
    std::string pattern;
    for (size_t i = 0; i < text.size(); ++i) {
      if (text.substr(i, 2) == "$$" || (text[i] != '$' && text[i] != '\\')) {
        pattern += text[i] == '*' ? ' ' : text[i];
        if (text[i] == '$') ++i;
        continue;
      }
      pattern += '*';
      if (text.substr(i, 2) == "${") {
        i = std::min(text.find('}', i), text.size());
      } else {
        while (i + 1 < text.size() && IsOfWord(text[i + 1])) ++i;
      }
    }
    return pattern;
  }

  void ReadText(std::string_view text, std::string_view function) {
    while (!text.empty()) {
      auto begin = std::find_if(text.begin(), text.end(), IsOfName);
      auto end = std::find_if_not(begin, text.end(), IsOfName);
      ReadWord({begin, end}, function);
      text.remove_prefix(static_cast<size_t>(end - text.begin()));
    }
  }

  /// An operand alone is one that the code shows.
  void ReadWord(std::string_view word, std::string_view function) {
    if (std::all_of(word.begin(), word.end(),
                    [](char c) { return c == '*'; })) {
      return;
    }
    for (size_t i = 0; i < names_.size(); ++i) {
      bool same = word.find('*') == std::string_view::npos
                      ? word == names_[i]
                      : MatchesWildcard(names_[i], word);
      if (same) uses_.emplace(i, function);
    }
  }

  const std::vector<std::string>& names_;
  std::set<Use> uses_;
};

}  // namespace

Result<std::string> DescribeBitcode(std::string_view bytes,
                                    const IsolatedExit& exit) {
  // Never freed: the process ends, and taking modules apart takes time.
  auto* file = new BitcodeFile(bytes, exit);
  if (std::optional<Error> error = file->Read()) return *error;
  WireWriter out;
  out.Number(file->modules().size());
  for (const auto& module : file->modules()) {
    if (std::optional<Error> error = WriteModule(*module, out)) return *error;
  }
  return out.Take();
}

Result<std::string> DescribeUses(std::string_view bytes,
                                 const std::vector<std::string>& names,
                                 const IsolatedExit& exit) {
  auto* file = new BitcodeFile(bytes, exit);
  if (std::optional<Error> error = file->Read()) return *error;
  UseFinder finder;
  for (const auto& module : file->modules()) {
    if (llvm::Error error = module->materializeAll()) {
      return file->Convert(std::move(error));
    }
    for (uint64_t i = 0; i < names.size(); ++i) {
      const llvm::GlobalValue* symbol = module->getNamedValue(names[i]);
      if (symbol == nullptr) symbol = module->getNamedValue('\1' + names[i]);
      if (symbol != nullptr) finder.Find(i, *symbol);
    }
  }
  WireWriter out;
  out.Number(finder.uses().size());
  for (const auto& [index, user, section] : finder.uses()) {
    out.Number(index);
    out.Text(user);
    out.Text(section);
  }
  return out.Take();
}

Result<std::string> DescribeAssembly(std::string_view bytes,
                                     const std::vector<std::string>& names,
                                     const IsolatedExit& exit) {
  auto* file = new BitcodeFile(bytes, exit);
  if (std::optional<Error> error = file->Read()) return *error;
  AssemblyReader reader(names);
  for (const auto& module : file->modules()) {
    if (llvm::Error error = module->materializeAll()) {
      return file->Convert(std::move(error));
    }
    for (const llvm::Function& function : *module) reader.Read(function);
  }
  WireWriter out;
  out.Number(reader.uses().size());
  for (const auto& [index, function] : reader.uses()) {
    out.Number(index);
    out.Text(function);
  }
  return out.Take();
}

}  // namespace kplace
