// completion.h - completions of shells from the option tree.

#ifndef KPLACE_CLI_REFERENCE_COMPLETION_H_
#define KPLACE_CLI_REFERENCE_COMPLETION_H_

#include <string>

namespace CLI {
class App;
}

namespace kplace::cli {

/// Commands, options, and files where a word is expected; what stands behind
/// `kplace make` is completed as for make.
std::string BashCompletion(const CLI::App& app);
std::string ZshCompletion(const CLI::App& app);
std::string FishCompletion(const CLI::App& app);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_REFERENCE_COMPLETION_H_
