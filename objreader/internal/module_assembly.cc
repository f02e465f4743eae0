#include "objreader/internal/module_assembly.h"

#include <fmt/format.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/MC/MCAsmBackend.h>
#include <llvm/MC/MCAsmInfo.h>
#include <llvm/MC/MCCodeEmitter.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCInstrInfo.h>
#include <llvm/MC/MCObjectFileInfo.h>
#include <llvm/MC/MCObjectWriter.h>
#include <llvm/MC/MCParser/MCAsmParser.h>
#include <llvm/MC/MCParser/MCTargetAsmParser.h>
#include <llvm/MC/MCRegisterInfo.h>
#include <llvm/MC/MCStreamer.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/MCTargetOptions.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/TargetParser/Triple.h>

#include <memory>
#include <mutex>

namespace kplace {
namespace {

/// What the compiler allowed its functions to use; the assembly needs as much.
std::pair<std::string, std::string> CpuAndFeatures(const llvm::Module& module) {
  for (const llvm::Function& function : module) {
    llvm::Attribute features = function.getFnAttribute("target-features");
    if (!features.isValid()) continue;
    llvm::Attribute cpu = function.getFnAttribute("target-cpu");
    return {cpu.isValid() ? cpu.getValueAsString().str() : std::string(),
            features.getValueAsString().str()};
  }
  return {};
}

class Assembler {
 public:
  explicit Assembler(const llvm::Module& module)
      : module_(module), triple_(module.getTargetTriple()) {}

  Result<std::string> Run() {
    std::string reason;
    target_ = llvm::TargetRegistry::lookupTarget(triple_.str(), reason);
    if (target_ == nullptr || !target_->hasMCAsmParser() ||
        !triple_.isOSBinFormatELF()) {
      return Error{fmt::format(
          "no assembler for {}",
          triple_.str().empty() ? std::string("no machine") : triple_.str())};
    }
    Describe();
    if (!registers_ || !info_ || !subtarget_ || !instructions_) {
      return Error{fmt::format("no assembler for {}", triple_.str())};
    }
    return Assemble();
  }

 private:
  void Describe() {
    const std::string& triple = triple_.str();
    registers_.reset(target_->createMCRegInfo(triple));
    if (registers_ == nullptr) return;
    info_.reset(target_->createMCAsmInfo(*registers_, triple, options_));
    auto [cpu, features] = CpuAndFeatures(module_);
    subtarget_.reset(target_->createMCSubtargetInfo(triple, cpu, features));
    instructions_.reset(target_->createMCInstrInfo());
  }

  Result<std::string> Assemble() {
    llvm::SourceMgr source;
    source.AddNewSourceBuffer(
        llvm::MemoryBuffer::getMemBufferCopy(module_.getModuleInlineAsm()),
        llvm::SMLoc());
    llvm::MCContext context(triple_, info_.get(), registers_.get(),
                            subtarget_.get(), &source, &options_);
    std::unique_ptr<llvm::MCObjectFileInfo> sections(
        target_->createMCObjectFileInfo(context, /*PIC=*/false));
    context.setObjectFileInfo(sections.get());
    std::string problem;
    context.setDiagnosticHandler(
        [&problem](const llvm::SMDiagnostic& diagnostic, bool,
                   const llvm::SourceMgr&, std::vector<const llvm::MDNode*>&) {
          if (diagnostic.getKind() != llvm::SourceMgr::DK_Error) return;
          if (problem.empty()) problem = diagnostic.getMessage().str();
        });
    llvm::SmallString<0> object;
    llvm::raw_svector_ostream out(object);
    std::unique_ptr<llvm::MCStreamer> streamer = Streamer(context, out);
    if (streamer == nullptr) {
      return Error{fmt::format("no assembler for {}", triple_.str())};
    }
    streamer->initSections(/*NoExecStack=*/false, *subtarget_);
    std::unique_ptr<llvm::MCAsmParser> parser(
        llvm::createMCAsmParser(source, context, *streamer, *info_));
    std::unique_ptr<llvm::MCTargetAsmParser> machine(target_->createMCAsmParser(
        *subtarget_, *parser, *instructions_, options_));
    if (machine == nullptr) {
      return Error{fmt::format("no assembler for {}", triple_.str())};
    }
    parser->setTargetParser(*machine);
    if (parser->Run(/*NoInitialTextSection=*/true) || !problem.empty()) {
      return Error{problem.empty() ? "syntax error" : problem};
    }
    return std::string(object);
  }

  std::unique_ptr<llvm::MCStreamer> Streamer(llvm::MCContext& context,
                                             llvm::raw_pwrite_stream& out) {
    std::unique_ptr<llvm::MCAsmBackend> backend(
        target_->createMCAsmBackend(*subtarget_, *registers_, options_));
    std::unique_ptr<llvm::MCCodeEmitter> emitter(
        target_->createMCCodeEmitter(*instructions_, context));
    if (backend == nullptr || emitter == nullptr) return nullptr;
    std::unique_ptr<llvm::MCObjectWriter> writer =
        backend->createObjectWriter(out);
#if LLVM_VERSION_MAJOR >= 19
    return std::unique_ptr<llvm::MCStreamer>(target_->createMCObjectStreamer(
        triple_, context, std::move(backend), std::move(writer),
        std::move(emitter), *subtarget_));
#else
    return std::unique_ptr<llvm::MCStreamer>(target_->createMCObjectStreamer(
        triple_, context, std::move(backend), std::move(writer),
        std::move(emitter), *subtarget_, false, false, false));
#endif
  }

  const llvm::Module& module_;
  llvm::Triple triple_;
  const llvm::Target* target_ = nullptr;
  llvm::MCTargetOptions options_;
  std::unique_ptr<llvm::MCRegisterInfo> registers_;
  std::unique_ptr<llvm::MCAsmInfo> info_;
  std::unique_ptr<llvm::MCSubtargetInfo> subtarget_;
  std::unique_ptr<llvm::MCInstrInfo> instructions_;
};

}  // namespace

// LLVM declares these in TargetSelect.h for whatever LLVM was built with; we
// link some of them.
#define KPLACE_REGISTER(MACHINE)         \
  LLVMInitialize##MACHINE##TargetInfo(); \
  LLVMInitialize##MACHINE##TargetMC();   \
  LLVMInitialize##MACHINE##AsmParser();

void RegisterAssemblers() {
  static std::once_flag once;
  std::call_once(once, [] {
    KPLACE_REGISTER(AArch64)
    KPLACE_REGISTER(LoongArch)
    KPLACE_REGISTER(RISCV)
    KPLACE_REGISTER(X86)
  });
}

Result<std::string> AssembleModule(const llvm::Module& module) {
  if (module.getModuleInlineAsm().empty()) return std::string();
  return Assembler(module).Run();
}

}  // namespace kplace
