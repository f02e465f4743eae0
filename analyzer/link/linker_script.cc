#include "analyzer/link/linker_script.h"

#include <algorithm>

#include "support/glob.h"
#include "support/path.h"

namespace kplace {
namespace {

/// ld.lld gives members of archives one name, ARCHIVE:MEMBER, and MEMBER as it
/// stands in the (thin) archive (lld/ELF/InputFiles.cpp, getNameForScript).
std::string NameForLld(const InputFile& file) {
  if (file.archive.empty()) return std::string(file.path);
  return std::string(file.archive) + ":" +
         RelativeTo(file.path, std::string(DirName(file.archive)));
}

/// In GNU ld a colon separates the pattern of an archive from that of its
/// member, and one without a colon is for the path of the object (binutils
/// manual, "Input Section Basics").
bool GnuLdMatches(const InputFile& file, std::string_view pattern,
                  bool also_archive) {
  size_t colon = pattern.find(':');
  if (colon == std::string_view::npos) {
    return MatchesWildcard(file.path, pattern) ||
           (also_archive && !file.archive.empty() &&
            MatchesWildcard(file.archive, pattern));
  }
  std::string_view archive = pattern.substr(0, colon);
  std::string_view member = pattern.substr(colon + 1);
  if (archive.empty() != file.archive.empty()) return false;
  return (archive.empty() || MatchesWildcard(file.archive, archive)) &&
         (member.empty() || MatchesWildcard(file.path, member));
}

bool Matches(LinkerFlavour flavour, const InputFile& file,
             std::string_view pattern, bool also_archive) {
  if (pattern == "*") return true;
  if (flavour == LinkerFlavour::kLld) {
    return MatchesWildcard(NameForLld(file), pattern);
  }
  return GnuLdMatches(file, pattern, also_archive);
}

bool TakesFrom(LinkerFlavour flavour, const InputPattern& pattern,
               const InputFile& file) {
  if (!Matches(flavour, file, pattern.file, false)) return false;
  // GNU ld still lets EXCLUDE_FILE name a whole archive without a colon.
  return std::none_of(pattern.excluded.begin(), pattern.excluded.end(),
                      [&](const std::string& excluded) {
                        return Matches(flavour, file, excluded, true);
                      });
}

}  // namespace

LinkerScript LinkerScript::Fallback(LinkerFlavour flavour) {
  return Parse(
      "SECTIONS { /DISCARD/ : { *(.exitcall.exit) *(.discard) *(.discard.*)\n"
      "*(.export_symbol) *(.modinfo) *(.gnu.version*) } }",
      flavour);
}

bool LinkerScript::Defines(std::string_view symbol) const {
  return symbols_.contains(symbol);
}

bool LinkerScript::Assigns(std::string_view symbol) const {
  return assigned_.contains(symbol);
}

bool LinkerScript::FillsOutputSection(uint32_t output_number) const {
  return filled_sections_.contains(output_number);
}

bool LinkerScript::HasOutputSection(std::string_view name) const {
  return output_sections_.contains(name);
}

bool LinkerScript::DropsCommon() const {
  return std::any_of(
      patterns_.begin(), patterns_.end(), [](const InputPattern& pattern) {
        return pattern.discard && MatchesWildcard("COMMON", pattern.section);
      });
}

const InputPattern* LinkerScript::Find(const InputFile& file,
                                       std::string_view section) const {
  for (const InputPattern& pattern : patterns_) {
    if (MatchesWildcard(section, pattern.section) &&
        TakesFrom(flavour_, pattern, file)) {
      return &pattern;
    }
  }
  return nullptr;
}

bool LinkerScript::Discards(std::string_view object,
                            std::string_view section) const {
  const InputPattern* pattern = Find({"vmlinux.a", object}, section);
  return pattern != nullptr && pattern->discard;
}

std::vector<std::string> LinkerScript::Symbols() const {
  std::vector<std::string> names(symbols_.begin(), symbols_.end());
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> LinkerScript::Assigned() const {
  std::vector<std::string> names(assigned_.begin(), assigned_.end());
  std::sort(names.begin(), names.end());
  return names;
}

const InputPattern* SectionPlacer::Find(const InputFile& file,
                                        std::string_view section) {
  auto [it, is_new] = known_.try_emplace(std::string(section));
  std::vector<const InputPattern*>& candidates = it->second;
  if (is_new) {
    for (const InputPattern& pattern : script_.patterns()) {
      if (!MatchesWildcard(section, pattern.section)) continue;
      candidates.push_back(&pattern);
      if (pattern.file == "*" && pattern.excluded.empty()) break;
    }
  }
  for (const InputPattern* pattern : candidates) {
    if (TakesFrom(script_.flavour(), *pattern, file)) return pattern;
  }
  return nullptr;
}

}  // namespace kplace
