// module_assembly.h - the assembly at file level of a bitcode module.
//
// EXPORT_SYMBOL(), initcalls and static calls are written as assembly outside
// of all functions, which bitcode holds as text.  Assembled, it is an object
// like any other, and what it defines, needs and exports is read as from any
// other.  For objreader alone: this header needs LLVM.

#ifndef KPLACE_OBJREADER_INTERNAL_MODULE_ASSEMBLY_H_
#define KPLACE_OBJREADER_INTERNAL_MODULE_ASSEMBLY_H_

#include <llvm/IR/Module.h>

#include <string>

#include "support/result.h"

namespace kplace {

/// Makes known the machines whose assembly can be read: those of the kernel's
/// architectures that select ARCH_SUPPORTS_LTO_CLANG.  Once in a process,
/// before it forks.
void RegisterAssemblers();

/// The assembly as an ELF object; empty when there is none.  Fails when it is
/// for another machine or broken.
Result<std::string> AssembleModule(const llvm::Module& module);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_MODULE_ASSEMBLY_H_
