// Broken links, judged by GNU ld, ld.lld and kplace: the same references, the
// same names defined twice, for every member of fixtures/links and every
// target.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "support/text.h"
#include "tests/cli/program.h"
#include "tests/links/linker_words.h"

namespace kplace::testing {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The value of a "key: value" line before the first file of the case.
std::string Header(const std::string& text, const std::string& key) {
  for (std::string_view line : SplitLines(text)) {
    if (line.starts_with("--- ")) break;
    if (line.starts_with(key + ": ")) {
      return std::string(Trim(line.substr(key.size() + 1)));
    }
  }
  return {};
}

bool HasWord(const std::string& text, std::string_view word) {
  std::vector<std::string_view> words = SplitWords(text);
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct LinkCase {
  std::string name;
  std::string target;
};

void PrintTo(const LinkCase& link, std::ostream* out) {
  *out << link.name << " for " << link.target;
}

std::vector<LinkCase> AllCases() {
  std::vector<LinkCase> cases;
  for (const auto& entry :
       fs::directory_iterator(KPLACE_SOURCE_DIR "/fixtures/links")) {
    if (entry.path().extension() != ".link") continue;
    std::string targets = Header(ReadFile(entry.path()), "targets");
    if (targets.empty()) targets = "x86_64 s390x arm";
    for (std::string_view target : SplitWords(targets)) {
      cases.push_back({entry.path().stem(), std::string(target)});
    }
  }
  std::sort(cases.begin(), cases.end(),
            [](const LinkCase& a, const LinkCase& b) {
              return std::tie(a.name, a.target) < std::tie(b.name, b.target);
            });
  return cases;
}

/// What kplace says, in the same terms.
struct OurWords {
  std::vector<RejectedReference> references;
  /// Of what is told with its place in vmlinux.o: "absent=a.o", sorted.
  std::set<std::string> owners;
  std::map<std::string, std::set<std::string>> twice;
  std::set<std::string> of_script;
  std::vector<std::string> unknowns;
  std::string raw;
};

OurWords Ask(const fs::path& build, const std::string& arch) {
  RealFileSystem files;
  cli::Outcome outcome =
      cli::RunProgram(files, {"check", "--build", build.string(), "--arch",
                              arch, "--format", "json", "--jobs", "1"});
  OurWords ours;
  ours.raw = outcome.out + outcome.err;
  nlohmann::json report = nlohmann::json::parse(outcome.out, nullptr, false);
  if (report.is_discarded()) {
    ours.unknowns.push_back("no report");
    return ours;
  }
  for (const auto& finding : report["findings"]) {
    std::string symbol = finding["symbol"], code = finding["code"];
    if (code == "KP0009") {
      for (const auto& definition : finding["definitions"]) {
        ours.twice[symbol].insert(definition["object"]);
      }
    }
    if (code != "KP0001" && code != "KP0002") continue;
    for (const auto& use : finding["references"]) {
      std::string object = use["object"];
      if (!object.ends_with(".o")) {
        ours.of_script.insert(symbol);
        continue;
      }
      bool joined = use.value("place_in", "") == "vmlinux.o";
      if (joined) ours.owners.insert(symbol + "=" + object);
      ours.references.push_back({joined ? "vmlinux.o" : object, use["function"],
                                 use["section"], use["offset"].get<uint64_t>(),
                                 symbol, use.value("line", 0u)});
    }
  }
  for (const auto& unknown : report["unknowns"]) {
    ours.unknowns.push_back(unknown["subject"].get<std::string>() + ": " +
                            unknown["reason"].get<std::string>());
  }
  return ours;
}

/// Whether our reference is the one that the linker means.  Where it names no
/// function the place alone tells.  The linker sees vmlinux.o alone where that
/// is linked; of what is no bitcode we name the object, and the place in it.
/// Of a section that was gone before its script it has no name.  GNU ld names
/// inlined functions by their debug information: there the line
/// tells.  Of data ld.lld names the line of the declaration, and we none.
bool Same(const RejectedReference& linker, const RejectedReference& ours) {
  bool joined = linker.object == "vmlinux.o" && ours.object != "vmlinux.o";
  bool same_line = linker.line != 0 && linker.line == ours.line;
  if (linker.line != 0 && ours.line != 0 && !same_line) return false;
  return (linker.symbol == ours.symbol || linker.symbol.empty()) &&
         (joined || ours.object == linker.object) &&
         (linker.function.empty() || same_line ||
          linker.function == ours.function) &&
         (linker.section.empty() || linker.section == ours.section) &&
         (joined || !linker.offset || linker.offset == ours.offset);
}

/// The differences where kplace cannot know of `subjects`: it has to say so of
/// each, and of nothing else, and what it does report must be true.
std::string DifferenceOfUnknown(const LinkerWords& linker, const OurWords& ours,
                                const std::string& subjects) {
  std::string text;
  for (const RejectedReference& our : ours.references) {
    bool is_true =
        std::any_of(linker.references.begin(), linker.references.end(),
                    [&](const auto& said) { return Same(said, our); });
    if (!is_true) text += "  only kplace: " + ToText(our) + "\n";
  }
  for (std::string_view subject : SplitWords(subjects)) {
    bool told = std::any_of(
        ours.unknowns.begin(), ours.unknowns.end(), [&](const auto& unknown) {
          return unknown.starts_with(std::string(subject) + ": ");
        });
    if (!told) text += fmt::format("  not told as unknown: {}\n", subject);
  }
  for (const std::string& unknown : ours.unknowns) {
    if (!HasWord(subjects, unknown.substr(0, unknown.find(": ")))) {
      text += "  kplace does not know: " + unknown + "\n";
    }
  }
  return text;
}

/// The differences, a line each; empty when there are none.
std::string Difference(const LinkerWords& linker, const OurWords& ours) {
  std::string text;
  std::vector<RejectedReference> left = ours.references;
  std::set<std::string> sections_told;
  for (const RejectedReference& said : linker.references) {
    auto same = std::find_if(left.begin(), left.end(),
                             [&](const auto& our) { return Same(said, our); });
    if (same == left.end()) {
      text += "  only the linker: " + ToText(said) + "\n";
    } else {
      left.erase(same);
    }
  }
  std::map<std::string, int> not_shown = linker.not_shown;
  for (const RejectedReference& our : left) {
    auto hidden = not_shown.find(our.symbol);
    if (hidden != not_shown.end() && hidden->second != 0) {
      if (hidden->second > 0) --hidden->second;
      continue;
    }
    text += "  only kplace: " + ToText(our) + "\n";
  }
  for (const auto& [symbol, count] : not_shown) {
    if (count > 0) {
      text += fmt::format("  only the linker: {} more of {}\n", count, symbol);
    }
  }
  for (const auto& [symbol, objects] : linker.twice) {
    auto our = ours.twice.find(symbol);
    bool same = our != ours.twice.end() &&
                std::includes(our->second.begin(), our->second.end(),
                              objects.begin(), objects.end());
    if (!same) text += "  only the linker: twice " + symbol + "\n";
  }
  for (const auto& [symbol, objects] : ours.twice) {
    if (!linker.twice.contains(symbol)) {
      text += "  only kplace: twice " + symbol + "\n";
    }
  }
  for (const std::string& symbol : linker.of_script) {
    if (!ours.of_script.contains(symbol)) {
      text += "  only the linker: script uses " + symbol + "\n";
    }
  }
  // Both linkers end at the first one.
  if (linker.of_script.empty()) {
    for (const std::string& symbol : ours.of_script) {
      text += "  only kplace: script uses " + symbol + "\n";
    }
  }
  for (const std::string& unknown : ours.unknowns) {
    text += "  kplace does not know: " + unknown + "\n";
  }
  for (const std::string& line : linker.not_understood) {
    text += "  not understood: " + line + "\n";
  }
  return text;
}

class LinkCorpus : public ::testing::TestWithParam<LinkCase> {
 protected:
  LinkCorpus()
      : dir_(fs::path(::testing::TempDir()) /
             fmt::format("kplace_link_{}", getpid())) {}
  ~LinkCorpus() override { fs::remove_all(dir_); }

  fs::path dir_;
};

TEST_P(LinkCorpus, LinkersAndKplaceSayTheSame) {
  const auto& [name, target] = GetParam();
  std::string command = fmt::format(
      "{}/tests/links/build_case.sh {} {} {} >{}.log 2>&1", KPLACE_SOURCE_DIR,
      name, target, dir_.string(), dir_.string());
  ASSERT_EQ(std::system(command.c_str()), 0)
      << ReadFile(dir_.string() + ".log");
  fs::remove(dir_.string() + ".log");
  std::string text = ReadFile(
      fmt::format("{}/fixtures/links/{}.link", KPLACE_SOURCE_DIR, name));
  std::string rejected_by = Header(text, "rejected by");
  std::string arch = target == "s390x" ? "s390" : target;
  std::string linkers = Header(text, "linkers");
  if (linkers.empty()) linkers = "bfd lld";
  for (std::string_view word : SplitWords(linkers)) {
    std::string linker(word);
    SCOPED_TRACE(linker);
    std::string log = ReadFile(dir_ / ("link." + linker + ".log"));
    bool rejected = ReadFile(dir_ / ("link." + linker + ".status")) != "0\n";
    EXPECT_EQ(rejected, HasWord(rejected_by, linker))
        << "the case says: rejected by " << rejected_by << "\n"
        << log;
    fs::copy_file(dir_ / ("config." + linker), dir_ / ".config",
                  fs::copy_options::overwrite_existing);
    fs::copy_file(dir_ / ("auto.conf." + linker),
                  dir_ / "include/config/auto.conf",
                  fs::copy_options::overwrite_existing);
    // It was there before the link.
    fs::last_write_time(dir_ / "include/config/auto.conf",
                        fs::last_write_time(dir_ / ("auto.conf." + linker)));
    OurWords ours = Ask(dir_, arch);
    LinkerWords words =
        linker == "lld" ? ReadLldWords(log) : ReadGnuLdWords(log);
    std::string unknown = Header(text, "unknown");
    std::string difference = unknown.empty()
                                 ? Difference(words, ours)
                                 : DifferenceOfUnknown(words, ours, unknown);
    std::string owners_told = Header(text, "owners");
    std::vector<std::string_view> owners = SplitWords(owners_told);
    if (std::set<std::string>(owners.begin(), owners.end()) != ours.owners) {
      difference += fmt::format("  owners: {}\n", fmt::join(ours.owners, " "));
    }
    EXPECT_EQ(difference, "") << "the linker said:\n"
                              << log << "\nkplace said:\n"
                              << ours.raw;
  }
}

INSTANTIATE_TEST_SUITE_P(Fixtures, LinkCorpus, ::testing::ValuesIn(AllCases()),
                         [](const auto& link) {
                           return link.param.name + "_" + link.param.target;
                         });

}  // namespace
}  // namespace kplace::testing
