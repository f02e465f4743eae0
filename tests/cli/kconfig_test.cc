// kplace kconfig: what it writes, and what it says.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/cli/program.h"

namespace kplace::cli {
namespace {

class KconfigCommand : public ::testing::Test {
 protected:
  KconfigCommand() {
    files_.Write(
        "/src/Makefile",
        "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\nEXTRAVERSION =\n");
    files_.Write("/src/scripts/Makefile.build", "");
    files_.Write("/src/arch/x86/Makefile", "");
    files_.Write("/src/Kconfig",
                 "mainmenu \"Linux/$(ARCH) $(KERNELVERSION) Kernel "
                 "Configuration\"\n"
                 "config CORE\n\tbool \"core\"\n\tdefault y\n"
                 "config DRIVER\n\tbool \"driver\"\n\tdepends on CORE\n"
                 "config HAS_FLAG\n\tdef_bool $(cc-option,-mflag)\n");
  }

  Outcome Kconfig(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "kconfig");
    for (const char* word :
         {"--src", "/src", "--arch", "x86", "--build", "/b"}) {
      arguments.emplace_back(word);
    }
    return RunProgram(files_, std::move(arguments));
  }

  MemoryFileSystem files_;
};

std::string ReadAll(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr char kHeader[] =
    "#\n# Automatically generated file; DO NOT EDIT.\n"
    "# Linux/x86 6.12.3 Kernel Configuration\n#\n";

TEST_F(KconfigCommand, ResolveStartsFromNothing) {
  Outcome outcome = Kconfig({"resolve", "--target", "allyesconfig"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out,
            std::string(kHeader) + "CONFIG_CORE=y\nCONFIG_DRIVER=y\n");
  EXPECT_EQ(outcome.err,
            "kplace: unknown: CONFIG_HAS_FLAG rests on what only a program can "
            "tell; n was taken for it (--facts FILE names a .config that shows "
            "it)\n");
}

TEST_F(KconfigCommand, FactsAnswerForPrograms) {
  files_.Write("/facts", "CONFIG_CORE=y\nCONFIG_HAS_FLAG=y\n");
  Outcome outcome =
      Kconfig({"resolve", "--target", "allnoconfig", "--facts", "/facts"});
  EXPECT_EQ(outcome.out, std::string(kHeader) +
                             "# CONFIG_CORE is not set\nCONFIG_HAS_FLAG=y\n");
  EXPECT_EQ(outcome.err, "");
}

TEST_F(KconfigCommand, ADefconfigOfTheTreeIsNamedAsMakeNamesIt) {
  files_.Write("/src/arch/x86/configs/tiny_defconfig",
               "# CONFIG_CORE is not set\n");
  files_.Write("/facts", "CONFIG_CORE=y\nCONFIG_HAS_FLAG=y\n");
  Outcome outcome = Kconfig({"resolve", "tiny_defconfig", "--facts", "/facts"});
  EXPECT_EQ(outcome.out, std::string(kHeader) +
                             "# CONFIG_CORE is not set\nCONFIG_HAS_FLAG=y\n");
  outcome = Kconfig({"resolve", "no_defconfig"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("no_defconfig"), std::string::npos);
}

TEST_F(KconfigCommand, ResolveSaysWhatIsLost) {
  files_.Write("/my",
               "# CONFIG_CORE is not set\nCONFIG_DRIVER=y\nCONFIG_X=y\n");
  files_.Write("/facts", "CONFIG_CORE=y\nCONFIG_HAS_FLAG=y\n");
  Outcome outcome = Kconfig({"resolve", "/my", "--facts", "/facts"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, std::string(kHeader) +
                             "# CONFIG_CORE is not set\nCONFIG_HAS_FLAG=y\n");
  EXPECT_EQ(outcome.err,
            "/my:3: warning: CONFIG_X is no option of this tree\n"
            "kplace: note: /my:2: CONFIG_DRIVER is n, not y: it cannot be set: "
            "CORE [=n]\n");
}

TEST_F(KconfigCommand, ResolveNeedsAStart) {
  Outcome outcome = Kconfig({"resolve"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err,
            "kplace: error: no configuration to complete: name a .config or a "
            "fragment, or a target that starts from nothing\n");
}

TEST_F(KconfigCommand, WhyTellsOfABuild) {
  files_.Write("/b/.config",
               "# Linux/x86 6.12.3 Kernel Configuration\nCONFIG_CORE=y\n");
  Outcome outcome = Kconfig({"why", "CONFIG_DRIVER"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out.substr(0, 16), "CONFIG_DRIVER=n\n") << outcome.out;
  EXPECT_NE(outcome.out.find("  defined at Kconfig:5\n"), std::string::npos)
      << outcome.out;
  outcome = Kconfig({"why", "NOTHING"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "kplace: error: no Kconfig file of this architecture defines "
            "NOTHING\n");
}

TEST_F(KconfigCommand, SolveWritesTheFragment) {
  Outcome outcome = Kconfig({"solve", "DRIVER=y"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "CONFIG_DRIVER=y\n");
  EXPECT_EQ(outcome.err, "kplace: yes, with 1 setting beside the base\n");

  std::string whole = ::testing::TempDir() + "kplace_solved.config";
  outcome = Kconfig({"solve", "CONFIG_CORE", "--config", whole});
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "kplace: yes, the base is such a configuration\n");
  EXPECT_EQ(ReadAll(whole), std::string(kHeader) +
                                "CONFIG_CORE=y\n# CONFIG_DRIVER is not set\n");
}

TEST_F(KconfigCommand, SolveSaysWhyThereIsNone) {
  std::string proof = ::testing::TempDir() + "kplace_proof";
  Outcome outcome = Kconfig({"solve", "DRIVER", "CORE=n", "--proof", proof});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "DRIVER depends on CORE  Kconfig:7\n");
  EXPECT_EQ(outcome.err, "kplace: no, there is no such configuration\n");
  EXPECT_EQ(ReadAll(proof + "/model.cnf").substr(0, 6), "p cnf ");
  EXPECT_NE(ReadAll(proof + "/variables").find(" DRIVER is y\n"),
            std::string::npos);
  // It ends in the empty clause.
  std::string steps = ReadAll(proof + "/proof.drat");
  EXPECT_NE(("\n" + steps).find("\n0\n"), std::string::npos) << steps;
}

TEST_F(KconfigCommand, SolveSaysWhatItDoesNotKnow) {
  Outcome outcome = Kconfig({"solve", "HAS_FLAG"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err,
            "kplace: unknown: it would take another answer of "
            "$(cc-option,-mflag)\n");
  outcome = Kconfig({"solve", "DIVER=y"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(
      outcome.err,
      "kplace: error: no Kconfig file of this architecture defines DIVER; "
      "did you mean DRIVER?\n");
}

TEST_F(KconfigCommand, WhyNotTellsWhatIsInTheWay) {
  files_.Write("/my", "# CONFIG_CORE is not set\n");
  Outcome outcome = Kconfig({"why-not", "CONFIG_DRIVER", "--base", "/my"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out,
            "DRIVER depends on CORE  Kconfig:7\n"
            "CORE is set to n (line 1 of the base)  Kconfig:2\n");
  outcome = Kconfig({"why-not", "DRIVER=m", "--base", "/my"});
  EXPECT_EQ(outcome.out, "DRIVER is a bool: it is never m  Kconfig:5\n");
  outcome = Kconfig({"why-not", "CORE", "--base", "/my"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "kplace: nothing stands in the way of it\n");
}

TEST_F(KconfigCommand, SampleWritesAllThereAre) {
  std::string out = ::testing::TempDir() + "kplace_samples";
  Outcome outcome = Kconfig({"sample", "--count", "9", "--out", out});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err,
            "kplace: there are 3 configurations\n"
            "kplace: unknown: CONFIG_HAS_FLAG rests on what only a program can "
            "tell; n was taken for it (--facts FILE names a .config that shows "
            "it)\n");
  EXPECT_NE(ReadAll(out + "/1.config"), ReadAll(out + "/2.config"));
  EXPECT_NE(ReadAll(out + "/3.config"), "");
  outcome = Kconfig({"sample", "DRIVER", "--seed", "5", "--out", out});
  EXPECT_EQ(ReadAll(out + "/1.config"),
            std::string(kHeader) + "CONFIG_CORE=y\nCONFIG_DRIVER=y\n");
}

TEST_F(KconfigCommand, ErrorsInKconfigFilesAreToldAndTheRestIsResolved) {
  files_.Write("/src/Kconfig",
               "mainmenu \"Linux/$(ARCH) $(KERNELVERSION) Kernel "
               "Configuration\"\n"
               "source \"missing/Kconfig\"\n"
               "config CORE\n\tbool \"core\"\n\tdefault y\n\tfrobnicate\n");
  const std::string told =
      "Kconfig:2: error: cannot read the sourced file /src/missing/Kconfig: No "
      "such file or directory\n"
      "Kconfig:6: error: unknown statement 'frobnicate'\n";
  files_.Write("/my", "");
  Outcome outcome = Kconfig({"resolve", "/my"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.out, std::string(kHeader) + "CONFIG_CORE=y\n");
  EXPECT_EQ(outcome.err, told);

  outcome = Kconfig({"solve", "CORE=n"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            told +
                "kplace: unknown: nothing can be said of all configurations "
                "while there are errors; conf does not take such a tree "
                "either\n");
}

TEST_F(KconfigCommand, ARecursionIsRefusedWithItsSteps) {
  files_.Write("/src/Kconfig",
               "config A\n\tbool \"a\"\n\tdepends on B\n"
               "config B\n\tbool \"b\"\n\tdepends on A\n");
  Outcome outcome = Kconfig({"resolve", "--target", "allyesconfig"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            "kplace: error: recursive dependency\n"
            "  A depends on B  Kconfig:3\n"
            "  B depends on A  Kconfig:6\n");
}

}  // namespace
}  // namespace kplace::cli
