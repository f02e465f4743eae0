// man_page.h - man pages from the option tree.

#ifndef KPLACE_CLI_REFERENCE_MAN_PAGE_H_
#define KPLACE_CLI_REFERENCE_MAN_PAGE_H_

#include <string>

namespace CLI {
class App;
}

namespace kplace::cli {

/// A page of section 1 in the language of man(7).  `name` is "kplace" or
/// "kplace-check", `command` what one types: "kplace check".
std::string ManPage(const CLI::App& app, const std::string& name,
                    const std::string& command);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_REFERENCE_MAN_PAGE_H_
