// linker_words.h - what GNU ld and ld.lld print about a broken link, as data.

#ifndef KPLACE_TESTS_LINKS_LINKER_WORDS_H_
#define KPLACE_TESTS_LINKS_LINKER_WORDS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kplace::testing {

/// A reference that was rejected.  A linker names the function, or the section
/// and the offset, or both; the rest is empty.
struct RejectedReference {
  std::string object;
  std::string function;
  std::string section;
  std::optional<uint64_t> offset;
  std::string symbol;
  uint32_t line = 0;  ///< of the source; 0 when it was not named
};

struct LinkerWords {
  std::vector<RejectedReference> references;
  /// By symbol: how many references more there are; -1: some.
  std::map<std::string, int> not_shown;
  /// By symbol with several definitions: the objects that were named.
  std::map<std::string, std::set<std::string>> twice;
  /// Symbols that the linker script uses and nothing defines.
  std::set<std::string> of_script;
  /// Lines that should mean something and were not understood.
  std::vector<std::string> not_understood;
};

LinkerWords ReadGnuLdWords(std::string_view log);
LinkerWords ReadLldWords(std::string_view log);

/// "a.o caller (.text+0x1) absent"
std::string ToText(const RejectedReference& reference);

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_LINKS_LINKER_WORDS_H_
