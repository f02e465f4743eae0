// config_file.h - a `.config`: what each option was set to.
//
// Mirrors how Kbuild sees it: CONFIG_X=y, =m, ="string", =123, and
// `# CONFIG_X is not set` for n.  include/config/auto.conf, which make itself
// reads, holds the same lines without the n and, in newer trees, without the
// quotes.
//
// The reading follows conf_read_simple() of scripts/kconfig/confdata.c: a
// comment is a setting only in the exact form above, the text after a closing
// quote is ignored, and of two settings of one option the last one counts.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_CONFIG_FILE_H_
#define KPLACE_KBUILDPARSE_KCONFIG_CONFIG_FILE_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/result.h"
#include "support/source.h"

namespace kplace {

/// A configuration.  Options that it does not mention are "n".
class Configuration {
 public:
  struct Setting {
    std::string value;  ///< "y", "m", "n", or text without its quotes
    bool quoted = false;
    SourceLoc where;
  };

  /// "y", "m", "n", or the text; "n" when not set.  `option` is "CONFIG_X".
  std::string_view ValueOf(std::string_view option) const;
  const Setting* Find(std::string_view option) const;
  /// Gives back what `option` was set to before, if it was.
  std::optional<Setting> Set(std::string option, Setting setting);

  /// All settings by name.
  const std::map<std::string, Setting, std::less<>>& settings() const {
    return settings_;
  }

  /// From the header comment ("# Linux/x86 6.12.117 Kernel Configuration"):
  /// "x86" and "6.12.117", or empty.
  std::string architecture;
  std::string kernel_version;

 private:
  std::map<std::string, Setting, std::less<>> settings_;
};

/// Reads a `.config` (or auto.conf).  Lines that are no settings, strings
/// without an end and options set twice become warnings; a file that cannot be
/// read is an Error.  Values may hold any byte.
Result<Configuration> ReadConfiguration(const FileSystem& files,
                                        const std::string& path,
                                        SourceFiles& sources,
                                        DiagnosticSink& sink);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_KCONFIG_CONFIG_FILE_H_
