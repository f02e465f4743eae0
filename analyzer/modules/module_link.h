// module_link.h - what modules need, and who gives it to them.
//
// A module is what `ld -r` makes of its objects.  A name that one of them
// leaves undefined and another defines is the module's own business; the rest
// has to be exported, by vmlinux or by another module.  That is all
// scripts/mod/ modpost.c looks at (read_symbols, handle_symbol, check_exports):
// undefined entries of the symbol table.  Whether a relocation uses them does
// not matter to it, and is not read here.
//
// Where the modules come from does not matter either: the objects of a build,
// or the finished files of an installed kernel (one object each).

#ifndef KPLACE_ANALYZER_MODULES_MODULE_LINK_H_
#define KPLACE_ANALYZER_MODULES_MODULE_LINK_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analyzer/modules/export_table.h"

namespace kplace {

/// A name that a module does not define itself.
struct Need {
  std::string_view name;
  uint32_t object = 0;  ///< index into LinkedUnit::objects: the first that
                        ///< needs it, not weakly if there is such a one
  bool weak = false;    ///< no object needs it but weakly: may stay undefined
  const Export* provider = nullptr;  ///< null when nobody exports it
};

/// A name that two objects of one module define, neither of them weakly.
struct DefinitionClash {
  std::string_view name;
  uint32_t first = 0;  ///< indices into LinkedUnit::objects
  uint32_t second = 0;
};

struct LinkedModule {
  UnitId unit = 0;          ///< as the export table numbers it
  std::vector<Need> needs;  ///< by object, then in symbol table order
  std::vector<DefinitionClash> clashes;
  /// The other units that provide something, vmlinux not among them, in the
  /// order of the needs; what modpost writes as `depends=`.
  std::vector<UnitId> uses;

  std::vector<std::string_view> licenses;  ///< every MODULE_LICENSE()
  std::vector<std::string_view> imports;   ///< every MODULE_IMPORT_NS()
  /// Whether each of the licences is; so also when there is none, which is an
  /// error of its own (KP0007).
  bool gpl_compatible = true;
  /// Objects that could not be read: needs may be too many (one of them may
  /// define the name), licences and imports too few.
  size_t unread = 0;
  /// Objects that were compiled for vmlinux: their .modinfo says
  /// "hv_vmbus.license" (include/linux/moduleparam.h).  They are left from
  /// another configuration, and what they say of licence and imports with them.
  std::vector<uint32_t> compiled_for_vmlinux;
};

struct ModuleLinkOptions {
  /// CONFIG_MODVERSIONS: every module needs `module_layout` as well.
  bool modversions = false;
  unsigned jobs = 0;  ///< threads; 0: as many as the machine has
};

/// Slot i is module i.  Exports of the modules themselves have to be in
/// `exports` already; both outlive the result.
std::vector<LinkedModule> LinkModules(std::span<const LinkedUnit> modules,
                                      const ExportTable& exports,
                                      const ModuleLinkOptions& options);

/// Why modpost refuses a need.
enum class NeedFault : uint8_t {
  kNotExported,  ///< "undefined!": nobody exports it
  kGplOnly,      ///< an EXPORT_SYMBOL_GPL(), and the module is not compatible
  kNamespace,    ///< the module does not import the export's namespace
};

struct FaultyNeed {
  uint32_t module = 0;         ///< index into the modules that were linked
  const Need* need = nullptr;  ///< one of LinkedModule::needs
  NeedFault fault = NeedFault::kNotExported;
};

/// All of them, by module and need.  A need can have two faults; a weak one
/// may be exported by nobody.  Of modules that were not read whole as well:
/// whether that counts is for the caller to say.
std::vector<FaultyNeed> FindFaultyNeeds(std::span<const LinkedModule> linked,
                                        const ExportTable& exports);

/// The strings for which include/linux/license.h says so.
bool IsGplCompatible(std::string_view license);

/// Whether a module may use what is exported in this namespace: it is the
/// default one, the module imports it, or it is a list of modules
/// ("module:kvm,kvm-*", EXPORT_SYMBOL_FOR_MODULES) with this one in it.
/// `module` is the unit's name.
bool MayUseNamespace(std::string_view module, const LinkedModule& linked,
                     std::string_view name_space);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MODULES_MODULE_LINK_H_
