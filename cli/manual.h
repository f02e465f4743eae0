// manual.h - the part of the manual that the program has with it.

#ifndef KPLACE_CLI_MANUAL_H_
#define KPLACE_CLI_MANUAL_H_

#include <string_view>

namespace kplace::cli {

/// docs/RULES.md.
std::string_view RulesManual();

/// The section of a rule, by code or by name; empty when there is none.
std::string_view SectionOf(std::string_view rule);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_MANUAL_H_
