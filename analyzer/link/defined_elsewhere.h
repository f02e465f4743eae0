// defined_elsewhere.h - names that something else than an object defines.
//
// The linker script assigns names, --defsym and libraries of the compiler add
// more, the linker makes bounds of sections, and the last steps of the build
// compile what no makefile lists.

#ifndef KPLACE_ANALYZER_LINK_DEFINED_ELSEWHERE_H_
#define KPLACE_ANALYZER_LINK_DEFINED_ELSEWHERE_H_

#include <string_view>

#include "analyzer/link/link_command.h"
#include "analyzer/link/linked_sections.h"
#include "analyzer/link/linker_script.h"
#include "kbuildparse/kconfig/config_file.h"

namespace kplace {

class DefinedElsewhere {
 public:
  /// All must outlive this.
  DefinedElsewhere(const LinkerScript& script, const LinkCommand& command,
                   const LinkedSections& sections, const Configuration& config)
      : script_(script),
        command_(command),
        sections_(sections),
        config_(config) {}

  /// Whether the name has a meaning though no object defines it.
  bool Has(std::string_view name) const;

  /// Whether it has one though the object that defines it does so in a section
  /// that is dropped.  An assignment and --defsym count always; PROVIDE gives
  /// way to such a definition in GNU ld, and not in ld.lld.
  bool Overrides(std::string_view name) const;

  /// Whether the script or the command line asks for it: EXTERN, --undefined.
  bool IsWanted(std::string_view name) const;

 private:
  const LinkerScript& script_;
  const LinkCommand& command_;
  const LinkedSections& sections_;
  const Configuration& config_;
};

/// Whether the build makes the symbol after all objects are compiled:
/// scripts/kallsyms.c writes the kallsyms_ tables, init/version-timestamp.c is
/// compiled last, and the linker itself makes _GLOBAL_OFFSET_TABLE_.
bool IsMadeByFinalLink(std::string_view symbol, const Configuration& config);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_DEFINED_ELSEWHERE_H_
