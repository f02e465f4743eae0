// Compressed modules.  The judges are gzip, xz and zstd themselves.

#include "objreader/compressed.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/objreader/object_text.h"
#include "tests/testing/shell.h"
#include "tests/testing/yaml_object.h"

namespace kplace {
namespace {

constexpr std::string_view kTools[] = {"gzip", "xz", "zstd"};

/// What a packer wrote, and whether it went well.
struct Outcome {
  std::string output;
  bool ok = false;
};

Outcome RunPacker(const std::string& command) {
  testing::ShellOutcome shell = testing::RunShell(command + " 2>/dev/null");
  // gzip ends with 2 for a mere warning.
  bool warned = command.starts_with("gzip") && shell.status == 2;
  return {std::move(shell.output), shell.status == 0 || warned};
}

class Compressed : public ::testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/kplace-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string Path(std::string_view bytes) const {
    std::string path = directory_ + "/input";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::string Pack(std::string_view bytes) const {
    Outcome packed =
        RunPacker(std::string(GetParam()) + " -c < " + Path(bytes));
    EXPECT_TRUE(packed.ok);
    return packed.output;
  }
  /// The tool's answer; ours must be the same.
  Outcome Judge(std::string_view packed) const {
    return RunPacker(std::string(GetParam()) + " -dc < " + Path(packed));
  }
  void ExpectAsTheTool(std::string_view packed) const {
    Outcome theirs = Judge(packed);
    auto ours = Unpack("x.ko.z", packed);
    EXPECT_EQ(ours.ok(), theirs.ok) << (ours ? "" : ours.error().message);
    if (ours && theirs.ok) {
      EXPECT_TRUE((*ours)->bytes() == theirs.output);
    } else if (!ours) {
      EXPECT_TRUE(ours.error().message.starts_with("x.ko.z: "))
          << ours.error().message;
    }
  }

  std::string directory_;
};

/// Some kB that pack neither badly nor to nothing.
std::string Text(size_t lines) {
  std::string text;
  unsigned state = 1;
  for (size_t i = 0; i < lines; ++i) {
    state = state * 1664525 + 1013904223;
    text += "symbol_" + std::to_string(state) + "\n";
  }
  return text;
}

TEST_P(Compressed, OneStream) {
  for (size_t lines : {0, 1, 10, 1000, 20000})
    ExpectAsTheTool(Pack(Text(lines)));
}

TEST_P(Compressed, SizeThatTheHeaderDoesNotTell) {
  // Written to a pipe, zstd knows no size; nor does a gzip of two members.
  std::string command = "cat " + Path(Text(5000)) + " | ";
  Outcome packed =
      RunPacker("sh -c '" + command + std::string(GetParam()) + " -c'");
  ExpectAsTheTool(packed.output);
}

TEST_P(Compressed, SeveralStreamsAreOneText) {
  std::string one = Pack(Text(300)), two = Pack(Text(700)), none = Pack("");
  ExpectAsTheTool(one + two);
  ExpectAsTheTool(none + one + none + two);
  auto ours = Unpack("x.ko.z", one + two);
  ASSERT_TRUE(ours.ok());
  EXPECT_TRUE((*ours)->bytes() == Text(300) + Text(700));
}

TEST_P(Compressed, WhatStandsBehindTheLastStream) {
  std::string packed = Pack(Text(50));
  ExpectAsTheTool(packed + "garbage");
  ExpectAsTheTool(packed + std::string(1, '\0'));
  ExpectAsTheTool(packed + std::string(4, '\0'));
  ExpectAsTheTool(packed + std::string(512, '\0'));
  ExpectAsTheTool(packed + std::string(4, '\0') + packed);
  ExpectAsTheTool(packed + "\x1f");
}

TEST_P(Compressed, TruncatedIsAnError) {
  std::string packed = Pack(Text(40));
  for (size_t size = 6; size < packed.size(); ++size) {
    auto ours = Unpack("x.ko.z", std::string_view(packed).substr(0, size));
    ASSERT_FALSE(ours.ok()) << size;
    EXPECT_TRUE(ours.error().message.find("truncated") != std::string::npos)
        << ours.error().message << " at " << size;
  }
}

TEST_P(Compressed, FlippedBitsGiveWhatTheToolGives) {
  std::string packed = Pack(Text(10));
  for (size_t i = 0; i < packed.size(); ++i) {
    SCOPED_TRACE(i);
    std::string broken = packed;
    broken[i] = static_cast<char>(broken[i] ^ 0x10);
    if (!IsCompressed(broken)) continue;
    ExpectAsTheTool(broken);
  }
}

TEST_P(Compressed, NoMoreThanTheLimit) {
  std::string text(100000, 'x');
  std::string packed = Pack(text);
  EXPECT_TRUE(Unpack("x.ko.z", packed, 100000).ok());
  for (uint64_t limit : {99999, 65536, 10, 0}) {
    auto ours = Unpack("x.ko.z", packed, limit);
    ASSERT_FALSE(ours.ok()) << limit;
    EXPECT_EQ(ours.error().message,
              "x.ko.z: unpacks to more than " + std::to_string(limit) +
                  " bytes, which is the most that is read");
  }
}

TEST_P(Compressed, ObjectIsReadAsIfItWereNotPacked) {
  const std::string object = testing::ObjectFromYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], Size: 8 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations: [ { Offset: 4, Symbol: missing, Type: R_X86_64_PLT32 } ]
Symbols:
  - { Name: start, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Size: 8 }
  - { Name: missing, Binding: STB_GLOBAL }
)");
  std::string signature = "PKCS7~Module signature appended~\n";
  auto plain = testing::OpenBytes(object);
  auto packed = testing::OpenBytes(Pack(object + signature));
  EXPECT_EQ(packed.error, "");
  EXPECT_EQ(packed.Symbols(), plain.Symbols());
  EXPECT_EQ(packed.References(), plain.References());
  EXPECT_NE(packed.References(), "");
  // The same from a file, whatever it is called.
  auto opened =
      ObjectFile::Open(RealFileSystem(), Path(Pack(object + signature)));
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  EXPECT_EQ((*opened)->symbols().symbols.size(), 2u);
}

TEST_P(Compressed, NoObjectInside) {
  EXPECT_EQ(testing::OpenBytes(Pack("hello")).error,
            "test.o: not an object (starts with \"hello\")");
  EXPECT_EQ(testing::OpenBytes(Pack("")).error, "test.o: file is empty");
  EXPECT_EQ(testing::OpenBytes(Pack(Pack("hello"))).error,
            "test.o: is compressed twice");
}

std::string NameOf(const ::testing::TestParamInfo<std::string_view>& tool) {
  return std::string(tool.param);
}
INSTANTIATE_TEST_SUITE_P(Tools, Compressed, ::testing::ValuesIn(kTools),
                         NameOf);

TEST(CompressedMagic, OnlyTheThreeFormats) {
  EXPECT_FALSE(IsCompressed(""));
  EXPECT_FALSE(IsCompressed("\x1f"));
  EXPECT_FALSE(IsCompressed("BZh9"));
  EXPECT_TRUE(IsCompressed("\x1f\x8b"));
  auto ours = Unpack("x.ko", "BZh9");
  ASSERT_FALSE(ours.ok());
  EXPECT_EQ(ours.error().message, "x.ko: not compressed with gzip, xz or zstd");
}

}  // namespace
}  // namespace kplace
