// settings.h - .kplace.toml: what a project has decided once.
//
//   baseline = "kplace-baseline.json"   # from the directory of this file
//   fail-on = "warning"
//   notes = false
//   label = "x86/defconfig/gcc-12"
//
//   [[waiver]]
//   rule = "KP0004"                     # any of rule, fid, object, symbol
//   object = "drivers/acme/*"
//   reason = "shipped like this until 6.14"
//   expires = 2027-03-31                # the last day
//
// The command line wins.

#ifndef KPLACE_CLI_SETTINGS_H_
#define KPLACE_CLI_SETTINGS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/finding.h"
#include "analyzer/triage/waiver.h"
#include "support/result.h"

namespace kplace::cli {

inline constexpr const char* kSettingsFile = ".kplace.toml";

struct Settings {
  std::string baseline;  ///< a path that works from where we are; or empty
  std::optional<FindingLevel> fail_on;
  bool notes = false;
  std::string label;
  std::vector<Waiver> waivers;
};

/// `path` is that of the file, for its directory and for messages.  Fails with
/// "PATH:LINE: REASON" for what is no TOML, and for keys and values that mean
/// nothing here.
Result<Settings> ReadSettings(std::string_view text, const std::string& path);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SETTINGS_H_
