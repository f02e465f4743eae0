// object_names.h - the many names by which people call one object.
//
// drivers/hv/hv_common.o, its source drivers/hv/hv_common.c, either with the
// whole path of the tree in front; hv_vmbus, hv-vmbus or hv_vmbus.ko for
// drivers/hv/hv_vmbus.ko; HYPERV for CONFIG_HYPERV.

#ifndef KPLACE_ANALYZER_SELECT_OBJECT_NAMES_H_
#define KPLACE_ANALYZER_SELECT_OBJECT_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/kbuild/build_tree.h"
#include "support/file_system.h"

namespace kplace {

/// As rows have it: relative to the tree, normalised.  In the placement of an
/// external module a relative path starts from its directory, and the result
/// is absolute.
std::string TreePathOf(const BuildTree& tree, std::string_view what);

/// The same, and "a/b.c" -> "a/b.o"; an object, a directory, a pattern stay
/// what they are.
std::string ObjectNameOf(const BuildTree& tree, std::string_view what);

/// What ObjectNameOf() gives when there is no external module.
std::string KernelNameOf(const BuildTree& tree, std::string_view what);

/// True when `name`, as of TreePathOf(), is neither below the kernel's
/// directories nor below the external module's.
bool IsOutside(const BuildTree& tree, const std::string& name);

/// The kernel has a file, a directory or a source of an object called `name`.
bool IsOfKernel(const BuildTree& tree, const FileSystem& files,
                const std::string& name);

/// The path of a unit: "/tree/lib/lib.a" -> "lib/lib.a".
std::string UnitNameOf(const BuildTree& tree, std::string_view what);

/// What MeansModule() takes: a path as that of a unit, a bare name as it is.
std::string ModuleNameOf(const BuildTree& tree, std::string_view what);

/// The files of the tree that `object` ("a/b.o") could be made from.
std::vector<std::string> SourcesOf(const BuildTree& tree,
                                   const FileSystem& files,
                                   const std::string& object);

/// True when `what` means the module `unit`: by its path, or by its name, in
/// which "-" and "_" are one.
bool MeansModule(std::string_view what, std::string_view unit);

/// "X" -> "CONFIG_X"
std::string OptionNameOf(std::string_view what);

/// "CONFIG_X" -> "X"
std::string_view BareOption(std::string_view option);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SELECT_OBJECT_NAMES_H_
