// link_command.h - what the command line of the link adds.
//
// Some architectures link the compiler's own library (libs-y += $(LIBGCC) on
// parisc, openrisc and others), and some define names on the command line
// (--defsym jiffies=… on sh).  Kbuild saves the commands in .vmlinux.o.cmd and
// .vmlinux.cmd, so what was linked from outside of the tree can be seen there.

#ifndef KPLACE_ANALYZER_LINK_LINK_COMMAND_H_
#define KPLACE_ANALYZER_LINK_LINK_COMMAND_H_

#include <set>
#include <string>
#include <vector>

#include "analyzer/unknowns.h"
#include "support/file_system.h"

namespace kplace {

struct LinkCommand {
  /// Names that libraries outside of the build and --defsym define.
  std::set<std::string, std::less<>> defined;
  std::set<std::string, std::less<>> assigned;  ///< by --defsym alone
  std::set<std::string, std::less<>> needed;    ///< names that --defsym takes
  std::vector<std::string> wanted;              ///< --undefined
  bool drops_unreached = false;                 ///< --gc-sections
  bool strips_debug = false;                    ///< --strip-debug
};

/// What the saved commands tell; nothing when vmlinux was never linked.  A
/// library that cannot be read becomes an unknown.
LinkCommand ReadLinkCommand(const FileSystem& files,
                            const std::string& build_dir, Unknowns& unknowns);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_LINK_COMMAND_H_
