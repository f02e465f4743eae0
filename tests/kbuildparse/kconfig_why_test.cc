#include <gtest/gtest.h>

#include "kbuildparse/kconfig/why.h"

namespace kplace::kconfig {
namespace {

/// A tree with one Kconfig and a configuration.
struct World {
  World(std::string kconfig, std::string settings) {
    files.Write("Kconfig", std::move(kconfig));
    files.Write(".config", std::move(settings));
    auto read_tree = ReadKconfig(files, ".", {}, sources, sink);
    EXPECT_TRUE(read_tree.ok());
    tree = std::move(*read_tree);
    auto read_config = ReadConfiguration(files, ".config", sources, sink);
    EXPECT_TRUE(read_config.ok());
    config = std::move(*read_config);
    EXPECT_TRUE(sink.Sorted(sources).empty());
  }

  std::string Sentence(std::string_view option) const {
    return Explain(tree, config, option).Sentence(sources);
  }

  MemoryFileSystem files;
  SourceFiles sources;
  DiagnosticSink sink;
  Tree tree;
  Configuration config;
};

/// The value of `expr` as "n", "m" or "y", with "?" when it is uncertain.
std::string Value(const std::string& expr) {
  World world("config A\n default " + expr + "\n",
              "CONFIG_MODULES=y\nCONFIG_Y=y\nCONFIG_M=m\n"
              "# CONFIG_N is not set\nCONFIG_NR=64\nCONFIG_HEX=0x40\n"
              "CONFIG_S=\"text\"\n");
  const Definition& a = *world.tree.definitions().front();
  TristateRange range = EvaluateRange(a.properties.front().value, world.config);
  std::string value(1, Letter(range.low));
  return range.certain() ? value : value + "?";
}

TEST(KconfigEvaluate, TristateLogic) {
  const char* names[] = {"N", "M", "Y"};
  const char* letters[] = {"n", "m", "y"};
  for (int a = 0; a < 3; ++a) {
    EXPECT_EQ(Value(std::string("!") + names[a]), letters[2 - a]);
    for (int b = 0; b < 3; ++b) {
      std::string left = names[a];
      EXPECT_EQ(Value(left + " && " + names[b]), letters[std::min(a, b)]);
      EXPECT_EQ(Value(left + " || " + names[b]), letters[std::max(a, b)]);
      EXPECT_EQ(Value(left + " = " + names[b]), a == b ? "y" : "n");
      EXPECT_EQ(Value(left + " < " + names[b]), a < b ? "y" : "n");
    }
  }
}

TEST(KconfigEvaluate, ConstantsAndOptionsThatAreNotSet) {
  EXPECT_EQ(Value("y"), "y");
  EXPECT_EQ(Value("m"), "m");
  EXPECT_EQ(Value("\"n\""), "n");
  EXPECT_EQ(Value("UNSET"), "n");
  EXPECT_EQ(Value("UNSET = n"), "y");
  EXPECT_EQ(Value("UNSET != \"\""), "n");
  EXPECT_EQ(Value("S"), "n");
}

TEST(KconfigEvaluate, ComparesNumbersAndText) {
  EXPECT_EQ(Value("NR = 64"), "y");
  EXPECT_EQ(Value("NR = HEX"), "y");
  EXPECT_EQ(Value("NR > 7"), "y");
  EXPECT_EQ(Value("NR <= 0x3f"), "n");
  EXPECT_EQ(Value("NR >= -1"), "y");
  EXPECT_EQ(Value("S = \"text\""), "y");
  EXPECT_EQ(Value("S < \"texu\""), "y");
  EXPECT_EQ(Value("S != text"), "y");  // an option named "text", not set
  EXPECT_EQ(Value("M != y"), "y");
  EXPECT_EQ(Value("99999999999999999999 > 5"), "y");
}

TEST(KconfigEvaluate, MacrosAreUncertainWhereTheyMatter) {
  EXPECT_EQ(Value("$(cc-option,-x)"), "n?");
  EXPECT_EQ(Value("!$(cc-option,-x) || M"), "m?");
  EXPECT_EQ(Value("N && $(cc-option,-x)"), "n");
  EXPECT_EQ(Value("Y || $(cc-option,-x)"), "y");
  EXPECT_EQ(Value("NR > $(version)"), "n?");
}

TEST(KconfigEvaluate, ModuleNeedsModules) {
  World world("config A\n default m\n default M && m\n", "CONFIG_M=m\n");
  const Definition& a = *world.tree.definitions().front();
  for (const Property& property : a.properties) {
    EXPECT_EQ(EvaluateRange(property.value, world.config).high, Tristate::kNo);
  }
}

TEST(KconfigWhy, ModuleBecauseOnlyAModuleSelectsIt) {
  World world(
      "config DRIVER\n tristate\nconfig MLX5\n tristate \"x\"\n"
      " select DRIVER\nconfig PDS\n tristate \"x\"\n select DRIVER\n",
      "CONFIG_MODULES=y\nCONFIG_DRIVER=m\nCONFIG_MLX5=m\n");
  EXPECT_EQ(world.Sentence("DRIVER"),
            "selected by MLX5=m (Kconfig:5); nothing built in selects it");
  Explanation story = Explain(world.tree, world.config, "DRIVER");
  EXPECT_EQ(story.value, "m");
  EXPECT_EQ(story.type, OptionType::kTristate);
  EXPECT_FALSE(story.has_prompt);
  ASSERT_EQ(story.defined_at.size(), 1u);
}

TEST(KconfigWhy, SelectLendsTheSmallestOfItsValues) {
  World world(
      "config T\n tristate\nconfig A\n tristate\n select T if M\n"
      "config B\n tristate\n select T if N\nif M\nconfig C\n tristate\n"
      " select T\nendif\n",
      "CONFIG_T=m\nCONFIG_A=y\nCONFIG_B=y\nCONFIG_C=y\nCONFIG_M=m\n");
  EXPECT_EQ(world.Sentence("T"),
            "selected by A=m (Kconfig:5), C=m (Kconfig:12); nothing built in "
            "selects it");
}

TEST(KconfigWhy, StrongestFirstAndThreeOfThem) {
  std::string kconfig = "config T\n tristate\n";
  std::string settings = "CONFIG_T=y\n";
  for (char c : std::string("ABCDE")) {
    kconfig += std::string("config ") + c + "\n tristate\n select T\n";
    settings += std::string("CONFIG_") + c + (c < 'D' ? "=m\n" : "=y\n");
  }
  World world(kconfig, settings);
  EXPECT_EQ(world.Sentence("T"),
            "selected by D=y (Kconfig:14), E=y (Kconfig:17), A=m (Kconfig:5) "
            "and 2 more");
}

TEST(KconfigWhy, BoolIsYesWhateverSelectsIt) {
  World world("config T\n bool\nconfig A\n tristate\n select T\n",
              "CONFIG_T=y\nCONFIG_A=m\n");
  EXPECT_EQ(world.Sentence("T"), "selected by A=m (Kconfig:5)");
}

TEST(KconfigWhy, SelectThatAMacroDecides) {
  World world("config T\n bool\nconfig A\n bool\n select T if $(cc-option,x)\n",
              "CONFIG_T=y\nCONFIG_A=y\n");
  EXPECT_EQ(world.Sentence("T"),
            "selected by A=y (Kconfig:5, if a macro allows it)");
}

TEST(KconfigWhy, ChosenByTheUser) {
  World world(
      "config A\n tristate \"a\"\nconfig B\n tristate \"b\"\n default y if N\n"
      " default m\nconfig NR\n int \"nr\"\n default 64\n"
      "config S\n tristate\n select A\n",
      "CONFIG_MODULES=y\nCONFIG_A=y\nCONFIG_B=y\nCONFIG_NR=8\nCONFIG_S=m\n");
  EXPECT_EQ(world.Sentence("A"),
            "chosen in .config (line 2); selected only by S=m (Kconfig:12)");
  EXPECT_EQ(world.Sentence("B"),
            "chosen in .config (line 3); its default is m (Kconfig:6)");
  EXPECT_EQ(world.Sentence("NR"),
            "chosen in .config (line 4); its default is 64 (Kconfig:9)");
}

TEST(KconfigWhy, DefaultsAndImplies) {
  World world(
      "config A\n def_bool y\nconfig B\n bool \"b\" if EXPERT\n default A\n"
      "config C\n bool\nconfig D\n bool\n imply C\n",
      "CONFIG_A=y\nCONFIG_B=y\nCONFIG_C=y\nCONFIG_D=y\n");
  EXPECT_EQ(world.Sentence("A"), "default y (Kconfig:2)");
  EXPECT_EQ(world.Sentence("B"), "default A (Kconfig:5)");
  EXPECT_EQ(world.Sentence("C"), "implied by D=y (Kconfig:10)");
}

TEST(KconfigWhy, NotSet) {
  World world(
      "if NET\nconfig A\n bool \"a\"\n depends on Y\n depends on Y && (N || "
      "O)\n"
      "config B\n bool \"b\"\nendif\nconfig C\n bool \"c\"\n default n\n"
      "config D\n bool\nconfig E\n bool\nconfig F\n bool\n select E\n",
      "CONFIG_Y=y\nCONFIG_F=y\n");
  EXPECT_EQ(world.Sentence("A"),
            "not set; depends on N || O, which is n (Kconfig:5)");
  EXPECT_EQ(world.Sentence("B"), "not set; depends on NET, which is n");
  EXPECT_EQ(world.Sentence("C"),
            "not set; nothing selects it; its default is n (Kconfig:11)");
  EXPECT_EQ(world.Sentence("D"),
            "not set; it has no prompt and nothing selects it");
  EXPECT_EQ(world.Sentence("E"),
            "not set, although selected by F=y (Kconfig:18)");
  EXPECT_EQ(world.Sentence("NOWHERE"), "not defined by any Kconfig file");
}

TEST(KconfigWhy, OneDefinitionThatCouldBeSetIsEnough) {
  World world("config A\n bool \"a\"\n depends on N\nconfig A\n bool \"b\"\n",
              "");
  EXPECT_EQ(world.Sentence("A"), "not set; nothing selects it");
}

}  // namespace
}  // namespace kplace::kconfig
