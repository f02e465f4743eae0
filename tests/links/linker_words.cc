#include "tests/links/linker_words.h"

#include <fmt/format.h>

#include <regex>
#include <utility>

#include "support/path.h"
#include "support/text.h"

namespace kplace::testing {
namespace {

using Match = std::smatch;

/// "(.text.f[group]+0x1)" -> section and offset.
void SetPlace(const std::string& section, const std::string& offset,
              RejectedReference& reference) {
  reference.section = section.substr(0, section.find('['));
  reference.offset = std::stoull(offset, nullptr, 16);
}

/// GNU ld says in which function it is once, and repeats neither that nor the
/// object for what follows in the same one (ld/ldmisc.c, vfinfo).
class GnuLdReader {
 public:
  LinkerWords Read(std::string_view log) {
    for (std::string_view line : SplitLines(log)) ReadLine(std::string(line));
    return std::move(words_);
  }

 private:
  void ReadLine(std::string line) {
    static const std::regex kProgram(R"(^\S*ld: ?)");
    line = std::regex_replace(line, kProgram, "");
    static const std::regex kFunction(R"(^(\S+\.o): in function `(.*)':$)");
    static const std::regex kScript(
        R"(vmlinux\.lds:\d+: undefined symbol `(.*)' referenced in expression)");
    static const std::regex kDiscarded(
        R"(^`(.*)' referenced in section `(.*)' of (\S+): defined in discarded section `.*' of \S+$)");
    static const std::regex kOrphan(
        R"(^\S+: sh_link of section `(.*)' points to discarded section `(.*)' of `(\S+)'$)");
    static const std::regex kUndefined(
        R"(^(.*): undefined reference to `(.*)'$)");
    static const std::regex kMore(
        R"(more undefined references to `(.*)' follow$)");
    static const std::regex kTwice(
        R"(^(.*): multiple definition of `([^']*)'(; ([^:]*):.*)?$)");
    Match match;
    if (std::regex_match(line, match, kFunction)) {
      object_ = match[1];
      function_ = match[2];
    } else if (std::regex_search(line, match, kScript)) {
      words_.of_script.insert(match[1]);
    } else if (std::regex_match(line, match, kDiscarded)) {
      words_.references.push_back(
          {match[3], "", std::string(match[2]), std::nullopt, match[1]});
    } else if (std::regex_match(line, match, kOrphan)) {
      // match[1] is the output section.
      words_.references.push_back({match[3], "", "", std::nullopt, match[2]});
    } else if (std::regex_match(line, match, kUndefined)) {
      RejectedReference reference = PlaceOf(match[1]);
      reference.symbol = match[2];
      words_.references.push_back(reference);
    } else if (std::regex_search(line, match, kMore)) {
      words_.not_shown[match[1]] = -1;
    } else if (std::regex_match(line, match, kTwice)) {
      std::set<std::string>& objects = words_.twice[match[2]];
      objects.insert(PlaceOf(match[1]).object);
      if (match[4].matched) objects.insert(match[4]);
    } else if (!IsNoVerdict(line)) {
      words_.not_understood.push_back(line);
    }
  }

  /// "a.o:(.data+0x8)", "a.c:(.text+0x1)", "(.text+0x1)"
  RejectedReference PlaceOf(const std::string& text) {
    static const std::regex kObject(R"(^(\S+?\.o):(.*)$)");
    static const std::regex kPlace(R"(\(([^()]*)\+0x([0-9a-f]+)\)$)");
    RejectedReference reference;
    reference.object = object_;
    reference.function = function_;
    Match match;
    if (std::regex_match(text, match, kObject)) {
      reference.object = match[1];
      reference.function.clear();
    }
    static const std::regex kLine(R"(\.[chS]:(\d+)$)");
    if (std::regex_search(text, match, kPlace)) {
      SetPlace(match[1], match[2], reference);
    } else if (std::regex_search(text, match, kLine)) {
      reference.line = static_cast<uint32_t>(std::stoul(match[1]));
    }
    return reference;
  }

  static bool IsNoVerdict(const std::string& line) {
    for (const char* words : {"warning:", "NOTE:", "isn't defined",
                              "final link failed", "defaulting to"}) {
      if (line.find(words) != std::string::npos) return true;
    }
    return line.empty();
  }

  LinkerWords words_;
  std::string object_;
  std::string function_;
};

/// ld.lld collects by symbol; lines with >>> say where
/// (lld/ELF/Relocations.cpp, reportUndefinedSymbol).
class LldReader {
 public:
  LinkerWords Read(std::string_view log) {
    for (std::string_view line : SplitLines(log)) ReadLine(std::string(line));
    return std::move(words_);
  }

 private:
  void ReadLine(const std::string& line) {
    static const std::regex kReferences(
        R"(error: (?:undefined (?:\w+ )?symbol|relocation refers to a (?:symbol in a )?discarded section): (.*)$)");
    static const std::regex kTwice(R"(error: duplicate symbol: (.*)$)");
    static const std::regex kScript(R"(error: .*: symbol not found: (.*)$)");
    static const std::regex kMore(R"(^>>> referenced (\d+) more times$)");
    static const std::regex kLine(R"(^>>> referenced by \S+\.[chS]:(\d+) \()");
    static const std::regex kPlace(
        R"(^>>> +(?:referenced by |defined at )?(\S+\.o):\((.*)\)(?: in archive (\S+))?$)");
    static const std::regex kOrphan(
        R"(error: ([^\s(]+)(?:\((\S+)\))?:\((.*)\): sh_link points to discarded section \S+:\((.*)\)$)");
    static const std::regex kDefinedIn(R"(^>>> defined in (\S+)\((.*)\)$)");
    Match match;
    if (std::regex_search(line, match, kReferences)) {
      symbol_ = match[1];
      is_twice_ = false;
    } else if (std::regex_search(line, match, kOrphan)) {
      // Of one that was gone before the script was read it has no name.
      std::string object = match[2].matched ? ObjectOf(match[2], match[1])
                                            : std::string(match[1]);
      words_.references.push_back(
          {object, "", std::string(match[3]), std::nullopt, match[4]});
    } else if (std::regex_search(line, match, kTwice)) {
      symbol_ = match[1];
      is_twice_ = true;
    } else if (std::regex_search(line, match, kScript)) {
      words_.of_script.insert(match[1]);
    } else if (std::regex_match(line, match, kMore)) {
      words_.not_shown[symbol_] += std::stoi(match[1]);
    } else if (std::regex_search(line, match, kLine)) {
      line_ = static_cast<uint32_t>(std::stoul(match[1]));
    } else if (std::regex_match(line, match, kPlace)) {
      AddPlace(ObjectOf(match[1], match[3]), match[2]);
    } else if (std::regex_match(line, match, kDefinedIn)) {
      if (is_twice_) {
        words_.twice[symbol_].insert(ObjectOf(match[2], match[1]));
      }
    } else if (line.find("error:") != std::string::npos) {
      words_.not_understood.push_back(line);
    }
  }

  /// Members of a thin archive are named as they stand in it.
  static std::string ObjectOf(const std::string& member,
                              const std::string& archive) {
    if (archive.empty() || archive == "vmlinux.a") return member;
    return JoinPath(DirName(archive), member);
  }

  void AddPlace(const std::string& object, const std::string& inside) {
    if (is_twice_) {
      words_.twice[symbol_].insert(object);
      return;
    }
    static const std::regex kOffset(R"(^(.*)\+0x([0-9a-fA-F]+)$)");
    RejectedReference reference;
    reference.object = object;
    reference.symbol = symbol_;
    reference.line = std::exchange(line_, 0);
    Match match;
    if (std::regex_match(inside, match, kOffset)) {
      SetPlace(match[1], match[2], reference);
    } else {
      // What ThinLTO renamed.
      reference.function = inside.substr(0, inside.find(".llvm."));
    }
    words_.references.push_back(reference);
  }

  LinkerWords words_;
  std::string symbol_;
  bool is_twice_ = false;
  uint32_t line_ = 0;
};

}  // namespace

LinkerWords ReadGnuLdWords(std::string_view log) {
  return GnuLdReader().Read(log);
}

LinkerWords ReadLldWords(std::string_view log) {
  return LldReader().Read(log);
}

std::string ToText(const RejectedReference& reference) {
  std::string place = reference.section;
  if (reference.offset) place += fmt::format("+{:#x}", *reference.offset);
  return fmt::format("{} {} ({}) {}", reference.object,
                     reference.function.empty() ? "-" : reference.function,
                     place, reference.symbol);
}

}  // namespace kplace::testing
