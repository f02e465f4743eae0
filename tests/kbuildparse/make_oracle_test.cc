// make_oracle_test.cc - our evaluator against the GNU make of this machine.
//
// Every fixtures/make/NAME.mk prints values through $(info …).  Both read it,
// and what they print has to be the same.
//
//   NAME.expected  stands beside a file that needs GNU make 4.4 or a shell:
//                  compared with this text instead
//   err_NAME.mk    make must fail and we must report an error; what make
//                  prints before that we print too
//   todo_NAME.mk   a known difference (docs/GNU_MAKE.md): must differ, so that
//                  the test turns red when it goes away

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "kbuildparse/make/evaluator.h"
#include "tests/testing/shell.h"

namespace kplace::make {
namespace {

const char* const kDirectory = KPLACE_SOURCE_DIR "/fixtures/make";

std::string ReadAll(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Outcome {
  std::string printed;  ///< lines of $(info)
  std::string complaints;
  bool failed = false;
};

/// Runs GNU make in an empty environment; no recipe of the file is run.
Outcome RunGnuMake(const std::string& makefile) {
  Outcome outcome;
  std::string command = std::string("cd ") + kDirectory +
                        " && env -i PATH=/usr/bin:/bin make -rR -f " +
                        makefile + " -f data/goal.mk kplace-goal 2>/dev/null";
  testing::ShellOutcome shell = testing::RunShell(command);
  outcome.printed = std::move(shell.output);
  outcome.failed = shell.status != 0;
  return outcome;
}

Outcome RunOurs(const std::string& makefile) {
  RealFileSystem files;
  SourceFiles sources;
  DiagnosticSink sink;
  ConditionStore conditions;
  ParseCache cache(files, sources);
  Outcome outcome;
  Services services;
  services.files = &files;
  services.parsed = &cache;
  services.conditions = &conditions;
  services.sink = &sink;
  services.directory = kDirectory;
  services.info = [&](std::string_view line) {
    outcome.printed += line;
    outcome.printed += '\n';
  };
  Evaluator evaluator(services);
  EXPECT_TRUE(evaluator.ReadMakefile(makefile));
  for (const Diagnostic& diagnostic : sink.Sorted(sources)) {
    outcome.complaints += FormatDiagnostic(diagnostic, sources) + "\n";
    outcome.failed = outcome.failed || diagnostic.severity == Severity::kError;
  }
  return outcome;
}

std::vector<std::string> Fixtures() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kDirectory)) {
    if (entry.path().extension() == ".mk") {
      names.push_back(entry.path().stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

class MakeOracle : public ::testing::TestWithParam<std::string> {};

TEST_P(MakeOracle, AgreesWithGnuMake) {
  const std::string& name = GetParam();
  Outcome ours = RunOurs(name + ".mk");
  std::string expected = std::string(kDirectory) + "/" + name + ".expected";
  if (std::filesystem::exists(expected)) {
    EXPECT_EQ(ours.printed, ReadAll(expected)) << ours.complaints;
    return;
  }
  Outcome gnu = RunGnuMake(name + ".mk");
  if (name.starts_with("err_")) {
    EXPECT_TRUE(gnu.failed);
    EXPECT_TRUE(ours.failed);
    EXPECT_TRUE(ours.printed.starts_with(gnu.printed)) << gnu.printed;
  } else if (name.starts_with("todo_")) {
    EXPECT_FALSE(ours.printed == gnu.printed && ours.failed == gnu.failed)
        << "the difference is gone: rename the fixture, update GNU_MAKE.md";
  } else {
    EXPECT_FALSE(gnu.failed);
    EXPECT_FALSE(ours.failed) << ours.complaints;
    EXPECT_EQ(ours.printed, gnu.printed) << ours.complaints;
  }
}

INSTANTIATE_TEST_SUITE_P(Fixture, MakeOracle, ::testing::ValuesIn(Fixtures()),
                         [](const auto& param) { return param.param; });

// Systematic expressions ////////////////////////////////////////////////////

const char* const kArguments[] = {
    "",    "a",    " a b ", "a.c b.c c.h", "%.c", "%",    "$(L)",
    "b%b", "$(E)", "x/y.c", "$(L:.c=.o)",  "\\%", "1",    "2",
    "a,b", "(a)",  "$(f)",  "a a",         ".c",  "/a//", "d/ e/f."};

struct Shape {
  const char* function;
  int arguments;
};
constexpr Shape kShapes[] = {
    {"subst", 3},      {"patsubst", 3}, {"strip", 1},
    {"findstring", 2}, {"filter", 2},   {"filter-out", 2},
    {"sort", 1},       {"words", 1},    {"firstword", 1},
    {"lastword", 1},   {"dir", 1},      {"notdir", 1},
    {"suffix", 1},     {"basename", 1}, {"addsuffix", 2},
    {"addprefix", 2},  {"join", 2},     {"if", 3},
    {"or", 2},         {"and", 2},      {"call f", 2},
    {"foreach v", 2},  {"value", 1},    {"origin", 1},
    {"flavor", 1},     {"abspath", 1},  {"wildcard data/", 2}};

void AppendCalls(const Shape& shape, const std::string& call, int left,
                 std::string* makefile) {
  if (left == 0) {
    *makefile += "$(info [" + call + ")])\n";
    return;
  }
  for (const char* argument : kArguments) {
    const char* separator = call.find(' ') == std::string::npos ? " " : ",";
    AppendCalls(shape, call + separator + argument, left - 1, makefile);
  }
}

std::string SystematicMakefile() {
  std::string makefile = "L = a.c  b.c c/d.h\nE =\nf = <$(1)|$(2)>\nv = v\n";
  for (const Shape& shape : kShapes) {
    AppendCalls(shape, std::string("$(") + shape.function, shape.arguments,
                &makefile);
  }
  for (int position = 1; position < 4; ++position) {
    for (const char* argument : kArguments) {
      makefile += "$(info [$(word " + std::to_string(position) + "," +
                  argument + ")$(wordlist 2," + std::to_string(position) + "," +
                  argument + ")])\n";
    }
  }
  return makefile;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(MakeOracle, SystematicExpressionsAgreeWithGnuMake) {
  std::string makefile = SystematicMakefile();
  std::string path = ::testing::TempDir() + "kplace_systematic.mk";
  std::ofstream(path) << makefile;
  Outcome gnu = RunGnuMake(path);
  Outcome ours = RunOurs(path);
  ASSERT_FALSE(gnu.failed);
  EXPECT_FALSE(ours.failed) << ours.complaints;
  std::vector<std::string> asked = Lines(makefile);
  asked.erase(asked.begin(), asked.begin() + 4);
  std::vector<std::string> theirs = Lines(gnu.printed);
  std::vector<std::string> mine = Lines(ours.printed);
  ASSERT_GT(asked.size(), 20000u);
  ASSERT_EQ(theirs.size(), asked.size());
  ASSERT_EQ(mine.size(), asked.size());
  int shown = 0;
  for (size_t i = 0; i < asked.size() && shown < 20; ++i) {
    if (mine[i] == theirs[i]) continue;
    ADD_FAILURE() << asked[i] << "\n  make " << theirs[i] << "\n  ours "
                  << mine[i];
    ++shown;
  }
}

}  // namespace
}  // namespace kplace::make
