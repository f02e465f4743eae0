#include "kbuildparse/kconfig/config_file.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

/// A `.config` that has been read, and what was said about it.
struct Reading {
  Configuration config;
  std::string diagnostics;
};

Reading Read(std::string text) {
  MemoryFileSystem files;
  files.Write("b/.config", std::move(text));
  SourceFiles sources;
  DiagnosticSink sink;
  auto config = ReadConfiguration(files, "b/.config", sources, sink);
  EXPECT_TRUE(config.ok());
  Reading reading{std::move(*config), {}};
  for (const Diagnostic& d : sink.Sorted(sources)) {
    reading.diagnostics += FormatDiagnostic(d, sources) + "\n";
  }
  return reading;
}

TEST(ConfigFile, EveryKindOfValue) {
  Reading r = Read(
      "CONFIG_VFIO=y\nCONFIG_MLX5_CORE=m\n# CONFIG_KVM is not set\n"
      "CONFIG_NR_CPUS=64\nCONFIG_PHYSICAL_START=0x1000000\n"
      "CONFIG_LOCALVERSION=\"\"\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.config.settings().size(), 6u);
  EXPECT_EQ(r.config.ValueOf("CONFIG_VFIO"), "y");
  EXPECT_EQ(r.config.ValueOf("CONFIG_MLX5_CORE"), "m");
  EXPECT_EQ(r.config.ValueOf("CONFIG_KVM"), "n");
  EXPECT_EQ(r.config.ValueOf("CONFIG_NR_CPUS"), "64");
  EXPECT_EQ(r.config.ValueOf("CONFIG_PHYSICAL_START"), "0x1000000");
  EXPECT_EQ(r.config.ValueOf("CONFIG_LOCALVERSION"), "");
  EXPECT_TRUE(r.config.Find("CONFIG_LOCALVERSION")->quoted);
  EXPECT_FALSE(r.config.Find("CONFIG_VFIO")->quoted);
}

TEST(ConfigFile, WhatIsNotSetIsNoAndIsNotFound) {
  Reading r = Read("# CONFIG_KVM is not set\n");
  EXPECT_EQ(r.config.ValueOf("CONFIG_VFIO"), "n");
  EXPECT_EQ(r.config.Find("CONFIG_VFIO"), nullptr);
  ASSERT_NE(r.config.Find("CONFIG_KVM"), nullptr);
}

TEST(ConfigFile, TitleGivesArchitectureAndVersion) {
  Reading r = Read(
      "#\n# Automatically generated file; DO NOT EDIT.\n"
      "# Linux/x86 6.12.117 Kernel Configuration\n#\n");
  EXPECT_EQ(r.config.architecture, "x86");
  EXPECT_EQ(r.config.kernel_version, "6.12.117");
  EXPECT_EQ(Read("# Linux/x86\n").config.architecture, "");
}

TEST(ConfigFile, PlacesAreLines) {
  Reading r = Read("\n# x\nCONFIG_A=y\n# CONFIG_B is not set\n");
  EXPECT_EQ(r.config.Find("CONFIG_A")->where.line, 3u);
  EXPECT_EQ(r.config.Find("CONFIG_B")->where.line, 4u);
}

TEST(ConfigFile, StringsAreUnescaped) {
  Reading r = Read(
      "CONFIG_A=\"say \\\"hi\\\" c:\\\\x\"\nCONFIG_B=\"a\" trailing\n"
      "CONFIG_C=\"a=b # c\"\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.config.ValueOf("CONFIG_A"), "say \"hi\" c:\\x");
  EXPECT_EQ(r.config.ValueOf("CONFIG_B"), "a");
  EXPECT_EQ(r.config.ValueOf("CONFIG_C"), "a=b # c");
}

TEST(ConfigFile, StringWithoutAnEndIsAWarning) {
  Reading r = Read("CONFIG_A=\"abc\\");
  EXPECT_EQ(r.diagnostics,
            "b/.config:1: warning: the string of CONFIG_A has no closing "
            "quote\n");
  EXPECT_EQ(r.config.ValueOf("CONFIG_A"), "abc\\");
}

TEST(ConfigFile, AutoConfHasStringsWithoutQuotes) {
  Reading r = Read("CONFIG_CC_VERSION_TEXT=gcc (Debian) 12.2.0\n");
  EXPECT_EQ(r.config.ValueOf("CONFIG_CC_VERSION_TEXT"), "gcc (Debian) 12.2.0");
}

TEST(ConfigFile, LinesThatAreNoSettingsAreWarnings) {
  Reading r = Read(
      "hello\nCONFIG_A\nCONFIG_=y\nCONFIG_A-B=y\n  CONFIG_C=y\nCONFIG_D=y\n");
  EXPECT_EQ(
      r.diagnostics,
      "b/.config:1: warning: not a setting: 'hello'; expected CONFIG_X=value "
      "or '# CONFIG_X is not set'\n"
      "b/.config:2: warning: not a setting: 'CONFIG_A'; expected "
      "CONFIG_X=value or '# CONFIG_X is not set'\n"
      "b/.config:3: warning: not a setting: 'CONFIG_=y'; expected "
      "CONFIG_X=value or '# CONFIG_X is not set'\n"
      "b/.config:4: warning: not a setting: 'CONFIG_A-B=y'; expected "
      "CONFIG_X=value or '# CONFIG_X is not set'\n"
      "b/.config:5: warning: not a setting: '  CONFIG_C=y'; expected "
      "CONFIG_X=value or '# CONFIG_X is not set'\n");
  EXPECT_EQ(r.config.settings().size(), 1u);
}

TEST(ConfigFile, CommentsAreNotSettings) {
  Reading r = Read(
      "# CONFIG_A=y\n#CONFIG_B is not set\n# CONFIG_C is not settled\n# \n#");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_TRUE(r.config.settings().empty());
}

TEST(ConfigFile, TheLastOfTwoSettingsCounts) {
  Reading r = Read("CONFIG_A=y\nCONFIG_B=y\n# CONFIG_A is not set\n");
  EXPECT_EQ(r.diagnostics,
            "b/.config:3: warning: CONFIG_A is set to 'n' and overrides 'y' "
            "of line 1\n");
  EXPECT_EQ(r.config.ValueOf("CONFIG_A"), "n");
  EXPECT_EQ(r.config.Find("CONFIG_A")->where.line, 3u);
}

TEST(ConfigFile, WindowsLineEndsAndBlanksBehindTristates) {
  Reading r = Read("CONFIG_A=y\r\nCONFIG_B=m \t\n# CONFIG_C is not set \r\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.config.ValueOf("CONFIG_A"), "y");
  EXPECT_EQ(r.config.ValueOf("CONFIG_B"), "m");
  ASSERT_NE(r.config.Find("CONFIG_C"), nullptr);
}

TEST(ConfigFile, AnyByteSurvives) {
  std::string bytes("\xff\x00\x1b", 3);
  Reading r = Read("CONFIG_A=\"" + bytes + "\"\n" + bytes + "\n");
  EXPECT_EQ(r.config.ValueOf("CONFIG_A"), bytes);
  EXPECT_EQ(r.diagnostics,
            "b/.config:2: warning: not a setting: '\\xff\\x00\\x1b'; expected "
            "CONFIG_X=value or '# CONFIG_X is not set'\n");
}

TEST(ConfigFile, MissingFileIsAnError) {
  MemoryFileSystem files;
  SourceFiles sources;
  DiagnosticSink sink;
  auto config = ReadConfiguration(files, "b/.config", sources, sink);
  ASSERT_FALSE(config.ok());
  EXPECT_NE(config.error().message.find("b/.config"), std::string::npos);
}

}  // namespace
}  // namespace kplace
