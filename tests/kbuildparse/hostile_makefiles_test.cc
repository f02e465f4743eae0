// Makefiles that are written to keep us busy, or broken in ways that matter:
// each gets a diagnostic that names it, ends soon and in little memory (a test
// that does not shows as one that hangs), and the rest is placed all the same.

#include <functional>

#include "tests/kbuildparse/placed_tree.h"

namespace kplace {
namespace {

using testing::PlacedTree;

std::string Times(size_t count, const std::string& text) {
  std::string all;
  all.reserve(count * text.size());
  for (size_t i = 0; i < count; ++i) all += text;
  return all;
}

/// `line(0)`, `line(1)` …
std::string Lines(int count, const std::function<std::string(int)>& line) {
  std::string all;
  for (int i = 0; i < count; ++i) all += line(i);
  return all;
}

std::string Option(int i) {
  return "$(CONFIG_A" + std::to_string(i) + ")";
}

struct Hostile {
  const char* name;
  std::function<std::string()> makefile;
  const char* said;  ///< a part of what is said; empty: it is only strange
};

const std::vector<Hostile>& Cases() {
  static const std::vector<Hostile> cases = {
      {"CyclicInclude", [] { return "include $(src)/Makefile\n"; },
       "includes nested too deeply"},
      {"CyclicIncludeThatDoubles",
       [] { return Times(2, "include $(src)/Makefile\n"); },
       "includes nested too deeply"},
      {"RecursiveVariable", [] { return "A = $(A) x\nobj-y += $(A)\n"; },
       "recursive variable 'A' references itself"},
      {"RecursiveVariables",
       [] { return "A = $(B)\nB = $(A)\nobj-y += $(A)\n"; },
       "references itself"},
      {"VariableThatDoubles",
       [] { return "A := aaaaaaaaaa\n" + Times(60, "A += $(A)\n"); },
       "too much text"},
      {"CallThatGrows",
       [] { return "F = $(1) $(call F,$(1)$(1))\nobj-y += $(call F,a)\n"; },
       "h/Makefile:2: error: expansions produce too much text"},
      {"EvalThatDoubles",
       [] {
         return "define B\nobj-y += a.o\n$(eval $(value B))\n"
                "$(eval $(value B))\nendef\n$(eval $(value B))\n";
       },
       "nested too deeply"},
      {"EvalInLoops",
       [] {
         return "L := 0 1 2 3 4 5 6 7 8 9\n" +
                Times(1,
                      "$(foreach a,$L,$(foreach b,$L,$(foreach c,$L,"
                      "$(foreach d,$L,$(foreach e,$L,$(foreach f,$L,"
                      "$(eval obj-y += $a$b$c$d$e$f.o)))))))\n");
       },
       "too much text"},
      {"WordThatGrows",
       [] { return "A := a\n" + Times(30, "A := $(subst a,aaaaaaaaaa,$A)\n"); },
       "too much text"},
      {"TenMegabytesOfReferences",
       [] { return "A := " + Times(5 << 20, "$("); },
       "unterminated variable reference"},
      {"TenMegabytesOfNesting",
       [] {
         return "A := " + Times(600'000, "$(subst a,b,") + Times(600'000, ")") +
                "\n";
       },
       "nested too deeply"},
      {"TenMegabytesOfConditionals",
       [] { return Times(700'000, "ifdef CONFIG_A1\n"); },
       "conditionals nested too deeply"},
      {"TenMegabytesOfDefines", [] { return Times(1 << 20, "define X\n"); },
       "unterminated 'define'"},
      {"TenMegabytesOfZeros", [] { return std::string(10 << 20, '\0'); },
       "missing separator"},
      {"TenMegabytesOfOneList",
       [] { return "obj-y += " + Times(3 << 20, "a.o ") + "\n"; }, ""},
      {"TenMegabytesOfContinuedLines",
       [] { return "obj-y += a.o \\\n" + Times(3 << 20, " \\\n") + " b.o\n"; },
       ""},
      {"NoText",
       [] {
         return "obj-y += \xff\xfe.o caf\xe9.o \x01\x1b[31m.o\n"
                "obj-\xff += z.o\nifeq (\xff,\xff)\nobj-m += "
                "\xc3\x28.o\nendif\n";
       },
       ""},
      {"Contradictions",
       [] {
         return "obj-y += a.o b.o\nobj-m += a.o b.o\nlib-y += a.o\n"
                "a-objs := a.o\nobj-y := $(filter-out b.o,$(obj-y))\n"
                "else\nendif\nifeq (a\nobj-y += q.o\n";
       },
       "extraneous 'else'"},
      {"NameOfManyOptions",
       [] { return "obj-" + Lines(60, Option) + " += a.o\n"; }, ""},
      {"ValueThatDoublesUnderConditions",
       [] {
         return Lines(150, [](int i) {
           return "ifeq (" + Option(i) + "," + Option(i + 1) + ")\nX += a" +
                  std::to_string(i) + "\nelse\nX := $(X) b\nendif\n";
         });
       },
       ""},
      {"ParityOfManyOptions",
       [] {
         return Lines(150,
                      [](int i) {
                        return "X := $(if $(X),$(if " + Option(i) + ",,y)," +
                               Option(i) + ")\n";
                      }) +
                "obj-$(X) += a.o\n";
       },
       ""},
  };
  return cases;
}

class HostileMakefile : public ::testing::TestWithParam<Hostile> {
 protected:
  HostileMakefile() {
    tree_.Write("Kbuild", "obj-y += h/ kept.o\n");
    tree_.Write("h/Makefile", GetParam().makefile());
    tree_.Write("Kconfig", Lines(151, [](int i) {
                  return "config A" + std::to_string(i) +
                         "\n\ttristate \"a\"\n";
                }));
  }

  /// Nothing is lost in silence: who reads neither complaint nor hole sees a
  /// whole answer.
  void ExpectTold() {
    EXPECT_NE(tree_.Rows().find("builtin\tkept.o\tvmlinux\n"),
              std::string::npos);
    EXPECT_NE(tree_.Said().find(GetParam().said), std::string::npos)
        << tree_.Said().substr(0, 500);
  }

  PlacedTree tree_;
};

TEST_P(HostileMakefile, EndsUnderAConfiguration) {
  tree_.Configure("CONFIG_A1=y\nCONFIG_A2=m\n");
  tree_.Place();
  ExpectTold();
}

TEST_P(HostileMakefile, EndsForAllConfigurations) {
  tree_.PlaceForAll();
  ExpectTold();
}

INSTANTIATE_TEST_SUITE_P(Kbuild, HostileMakefile, ::testing::ValuesIn(Cases()),
                         [](const auto& hostile) {
                           return hostile.param.name;
                         });

TEST(HostileTree, DirectoriesThatExportToEachOtherEnd) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += d0/ kept.o\n");
  for (int i = 0; i < 30; ++i) {
    std::string next = std::to_string(i + 1);
    tree.Write("d" + std::to_string(i) + "/Makefile",
               "export V := $(V)" + next + "\nobj-y += a.o ../d" + next +
                   "/ ../e" + next + "/\n");
    tree.Write("e" + std::to_string(i) + "/Makefile",
               "export V := $(V)-\nobj-y += b.o ../d" + next + "/ ../e" + next +
                   "/\n");
  }
  tree.Place();
  EXPECT_NE(tree.Rows().find("builtin\tkept.o\tvmlinux\n"), std::string::npos);
  EXPECT_NE(tree.Said().find("too many directories"), std::string::npos)
      << tree.Said().substr(0, 500);
}

}  // namespace
}  // namespace kplace
