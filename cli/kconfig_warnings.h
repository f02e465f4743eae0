// kconfig_warnings.h - what is said of many options, a few of them by name.

#ifndef KPLACE_CLI_KCONFIG_WARNINGS_H_
#define KPLACE_CLI_KCONFIG_WARNINGS_H_

#include <iosfwd>
#include <string>
#include <vector>

#include "kbuildparse/kconfig/values.h"

namespace kplace::cli {

/// Writes the first few, or all, of the warnings of one kind, and in the end
/// how many there were.
class WarningWriter {
 public:
  WarningWriter(std::ostream& err, bool all) : err_(err), all_(all) {}
  ~WarningWriter();

  void Add(const std::string& text);

 private:
  std::ostream& err_;
  bool all_;
  size_t count_ = 0;
};

/// The options whose values rest on macros without an answer.
std::vector<std::string> OpenOptions(const kconfig::SymbolTable& symbols,
                                     kconfig::Values& values);
void TellOpen(const std::string& option, WarningWriter& warnings);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_KCONFIG_WARNINGS_H_
