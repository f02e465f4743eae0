// Objects of LTO builds.  The judges are llvm-nm, and the ELF object that the
// same compiler makes of the same source.

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

#include "objreader/object_file.h"
#include "support/file_system.h"
#include "support/text.h"
#include "tests/objreader/object_text.h"
#include "tests/testing/shell.h"

namespace kplace {
namespace {

using testing::Shell;

/// As kernel code looks: exports as include/linux/export.h has written them
/// since 6.4, and as before; a static call; an initcall.
constexpr char kUnit[] = R"(
extern int needed(int);
extern int optional(int) __attribute__((weak));
extern int wanted_data;
extern int from_assembly(int);
int tentative[4];
__attribute__((weak)) int fallback(void) { return 1; }
int table[] = {1, 2, 3};
int (*pointer)(int) = needed;
static int helper(int x) __attribute__((noinline));
static int helper(int x) { return needed(x) + 1; }
int start(int x) {
  if (optional) x += optional(x);
  return helper(x) + wanted_data + from_assembly(x);
}
int other(void) { return start(table[1]); }
int twin(void) __attribute__((alias("other")));
__attribute__((section(".init.text"))) int setup(void) { return needed(3); }
static int local_init(void) { return needed(4); }
static void *keep __attribute__((used, section(".discard.addressable"))) =
    (void *)&wanted_data;
__attribute__((used)) static int (*init)(void) = local_init;
#define STR_(x) #x
#define STR(x) STR_(x)
#define EXPORT(symbol, license, space)                              \
  asm(".section \".export_symbol\",\"a\" ; __export_symbol_" #symbol \
      ": ; .asciz \"" license "\" ; .ascii \"" space "\" \"\\0\" ;"  \
      " .balign 8 ; .quad " #symbol " ; .previous");
EXPORT(start, "GPL", "SPACE")
EXPORT(other, "", "")
EXPORT(fallback, "GPL", "")
asm(".section \"___ksymtab_gpl+older\",\"a\"\n__ksymtab_older:\n"
    ".long start - .\n.long __kstrtab_older - .\n"
    ".long __kstrtabns_older - .\n.previous\n"
    ".section \"__ksymtab_strings\",\"aMS\",%progbits,1\n"
    "__kstrtab_older: .asciz \"older\"\n__kstrtabns_older: .asciz \"OLD\"\n"
    ".previous\n");
asm(".pushsection .text, \"ax\"\n.globl from_assembly\nfrom_assembly:\n"
    CALL " only_assembly\n.popsection\n");
asm(".globl constant\n.set constant, 42\n");
asm(".section .initcall6.init,\"a\"\n.long local_init - .\n.previous\n");
const char license[] __attribute__((section(".modinfo"), used)) = "license=GPL";
const char author[] __attribute__((section(".modinfo"), used)) = "author=me";
)";

class Bitcode : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/kplace-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    std::ofstream(directory_ + "/unit.c") << kUnit;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string Compile(const std::string& name, const std::string& options) {
    std::string path = directory_ + "/" + name;
    bool x86 = options.find("x86_64") != std::string::npos;
    Shell("clang-19 -c -ffreestanding -fcommon '-DCALL=\"" +
          std::string(x86 ? "call" : "bl") + "\"' " + options + " -o " + path +
          " " + directory_ + "/unit.c");
    return path;
  }

  testing::OpenObject Open(const std::string& path) {
    Result<std::string> bytes = RealFileSystem().Read(path);
    EXPECT_TRUE(bytes.ok());
    return testing::OpenBytes(bytes ? *bytes : "");
  }

  std::string directory_;
};

/// "U needed" as llvm-nm says it, with the kinds that we tell apart.  nm lists
/// the two halves of a module by themselves: what one defines is not needed.
std::set<std::string> NmSays(const std::string& path) {
  std::set<std::string> symbols;
  std::set<std::string> defined = {"local_init"};
  std::string output = Shell("llvm-nm-19 --format=posix " + path);
  for (std::string_view line : SplitLines(output)) {
    if (line.starts_with(' ')) continue;  // a label without a name
    std::vector<std::string_view> words = SplitWords(line);
    char kind = words[1][0];
    std::string name(words[0]);
    if (kind != 'U' && kind != 'w' && kind != 'v') defined.insert(name);
    if (std::string_view("tdbra").find(kind) != std::string_view::npos) {
      continue;  // local
    }
    if (kind == 'v') kind = 'w';
    if (kind == 'V') kind = 'W';
    if (std::string_view("UwWC").find(kind) == std::string_view::npos) {
      kind = 'D';
    }
    symbols.insert(std::string(1, kind) + ' ' + name);
  }
  std::erase_if(symbols, [&](const std::string& symbol) {
    return (symbol[0] == 'U' || symbol[0] == 'w') &&
           defined.contains(symbol.substr(2));
  });
  return symbols;
}

std::set<std::string> WeSay(const ObjectFile& object) {
  std::set<std::string> symbols;
  for (const SymbolRecord& symbol : object.symbols().symbols) {
    bool weak = symbol.binding == Binding::kWeak;
    char kind = symbol.common    ? 'C'
                : symbol.defined ? (weak ? 'W' : 'D')
                                 : (weak ? 'w' : 'U');
    symbols.insert(std::string(1, kind) + ' ' + std::string(symbol.name));
  }
  return symbols;
}

/// (symbol, function, section) of references that reach memory.
std::set<std::string> UsesOf(const ObjectFile& object) {
  std::set<std::string> uses;
  auto found =
      object.ReadReferences([](const auto& symbol) { return !symbol.defined; });
  EXPECT_TRUE(found.ok()) << (found ? "" : found.error().message);
  if (!found) return uses;
  for (const Reference& reference : *found) {
    for (const SymbolRecord& record : object.symbols().symbols) {
      if (record.index != reference.symbol) continue;
      uses.insert(std::string(record.name) + " in " +
                  std::string(reference.function) + " in " +
                  std::string(reference.section_name));
    }
  }
  return uses;
}

TEST_P(Bitcode, SymbolsAreThoseOfLlvmNm) {
  std::string path = Compile("unit.o", GetParam());
  testing::OpenObject object = Open(path);
  ASSERT_EQ(object.error, "");
  EXPECT_EQ(object.file->symbols().format, ObjectFormat::kBitcode);
  EXPECT_NE(object.file->symbols().incomplete, "");
  EXPECT_EQ(WeSay(*object.file), NmSays(path));
}

TEST_P(Bitcode, ItIsTheObjectThatItBecomes) {
  std::string options = GetParam();
  testing::OpenObject bitcode = Open(Compile("unit.o", options));
  std::string elf_options = options.substr(0, options.find(" -flto"));
  testing::OpenObject elf = Open(Compile("elf.o", elf_options));
  ASSERT_EQ(bitcode.error, "");
  ASSERT_EQ(elf.error, "");
  const ObjectSymbols& ours = bitcode.file->symbols();
  const ObjectSymbols& theirs = elf.file->symbols();
  EXPECT_EQ(ours.machine, theirs.machine);
  EXPECT_EQ(ours.is_64bit, theirs.is_64bit);
  EXPECT_EQ(ours.big_endian, theirs.big_endian);
  EXPECT_EQ(ours.relocatable, theirs.relocatable);
  EXPECT_EQ(bitcode.Exports(), elf.Exports());
  EXPECT_NE(bitcode.Exports(), "");
  EXPECT_EQ(bitcode.Modinfo(), elf.Modinfo());
  EXPECT_EQ(ours.Modinfo("license"), "GPL");
  EXPECT_EQ(WeSay(*bitcode.file), WeSay(*elf.file));
  // Before inlining; and the name of a section for data is a guess.
  std::set<std::string> uses = UsesOf(*bitcode.file);
  for (const char* use :
       {"needed in helper in .text", "needed in setup in .init.text",
        "wanted_data in start in .text", "optional in start in .text",
        "needed in pointer in .data",
        "wanted_data in keep in .discard.addressable",
        "only_assembly in from_assembly in .text"}) {
    EXPECT_TRUE(uses.contains(use)) << use;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Bitcode,
    ::testing::Values("--target=x86_64-linux-gnu -O2 -flto",
                      "--target=x86_64-linux-gnu -O2 -flto=thin",
                      "--target=x86_64-linux-gnu -O1 -g -flto=thin "
                      "-fsplit-lto-unit",
                      "--target=aarch64-linux-gnu -O2 -flto=thin"));

/// Replaces text that is written in characters of six bits each, lowest bit
/// first, wherever it starts (LLVM's documentation of the bitstream).
bool ReplaceChar6(std::string& bytes, std::string_view from,
                  std::string_view to) {
  auto code = [](char c) {
    constexpr std::string_view kCodes =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._";
    return kCodes.find(c);
  };
  auto bit = [&](size_t i) { return bytes[i / 8] >> i % 8 & 1; };
  for (size_t start = 0; start + 6 * from.size() < bytes.size() * 8; ++start) {
    bool same = true;
    for (size_t i = 0; same && i < 6 * from.size(); ++i) {
      same = bit(start + i) == static_cast<int>(code(from[i / 6]) >> i % 6 & 1);
    }
    if (!same) continue;
    for (size_t i = 0; i < 6 * to.size(); ++i) {
      if (bit(start + i) != static_cast<int>(code(to[i / 6]) >> i % 6 & 1)) {
        bytes[(start + i) / 8] ^= static_cast<char>(1 << (start + i) % 8);
      }
    }
    return true;
  }
  return false;
}

using BitcodeErrors = Bitcode;

TEST_F(BitcodeErrors, OlderCompilersAreRead) {
  std::string path = directory_ + "/old.o";
  Shell(
      "clang-14 -c -ffreestanding '-DCALL=\"call\"' -O2 -flto=thin "
      "--target=x86_64-linux-gnu -o " +
      path + " " + directory_ + "/unit.c");
  testing::OpenObject object = Open(path);
  ASSERT_EQ(object.error, "");
  EXPECT_EQ(WeSay(*object.file), NmSays(path));
}

TEST_F(BitcodeErrors, NewerCompilersAreNamed) {
  std::string path =
      Compile("unit.o", "--target=x86_64-linux-gnu -O1 -flto=thin");
  std::string bytes = *RealFileSystem().Read(path);
  ASSERT_TRUE(ReplaceChar6(bytes, "LLVM19", "LLVM99"));
  std::string error = testing::OpenBytes(bytes).error;
  EXPECT_TRUE(error.starts_with("test.o: bitcode of LLVM99.1.")) << error;
  EXPECT_TRUE(error.find(" is newer than the LLVM ") != std::string::npos)
      << error;
}

TEST_F(BitcodeErrors, AssemblyThatCannotBeRead) {
  auto open = [this](const std::string& triple, const std::string& assembly) {
    std::ofstream(directory_ + "/unit.ll")
        << "target triple = \"" << triple << "\"\nmodule asm \"" << assembly
        << "\"\n@x = global i32 0\n";
    Shell("cd " + directory_ + " && llvm-as-19 unit.ll -o unit.bc");
    return Open(directory_ + "/unit.bc").error;
  };
  const std::string unreadable =
      "test.o: the assembly at file level in its bitcode cannot be read: ";
  EXPECT_EQ(open("x86_64-unknown-linux-gnu", "nop"), "");
  EXPECT_EQ(open("x86_64-unknown-linux-gnu", "frobnicate %eax"),
            unreadable + "invalid instruction mnemonic 'frobnicate'");
  EXPECT_EQ(open("s390x-unknown-linux-gnu", "nopr"),
            unreadable + "no assembler for s390x-unknown-linux-gnu");
}

using BitcodeText = Bitcode;

TEST_F(BitcodeText, HasGroupsAndAssemblyInFunctions) {
  std::ofstream(directory_ + "/unit.ll") << R"(
target triple = "x86_64-unknown-linux-gnu"
$group = comdat any
$each = comdat nodeduplicate
define i32 @group() comdat { ret i32 3 }
define i32 @beside() comdat($group) { ret i32 3 }
define i32 @each() comdat { ret i32 3 }
define void @calls() {
  call void asm sideeffect "call absent; .long other.name-.", ""()
  ret void
}
define internal void @hides() {
  call void asm sideeffect "# absentee", ""()
  ret void
}
)";
  Shell("cd " + directory_ + " && llvm-as-19 unit.ll -o unit.bc");
  testing::OpenObject object = Open(directory_ + "/unit.bc");
  EXPECT_EQ(object.Symbols(),
            "group: global function in 0 at 0x0+0 comdat group\n"
            "beside: global function in 0 at 0x0+0 comdat group\n"
            "each: global function in 0 at 0x0+0\n"
            "calls: global function in 0 at 0x0+0\n");
  auto uses =
      object.file->ReadAssemblyUses({"absent", "other.name", "nowhere"});
  ASSERT_TRUE(uses.ok());
  ASSERT_EQ(uses->size(), 2u);
  EXPECT_EQ((*uses)[0].name, 0u);
  EXPECT_EQ((*uses)[0].function, "calls");
  EXPECT_EQ((*uses)[1].name, 1u);
  EXPECT_EQ((*uses)[1].function, "calls");
}

TEST_F(BitcodeErrors, BrokenBitcodeKillsNobody) {
  std::string path =
      Compile("unit.o", "--target=x86_64-linux-gnu -O1 -flto=thin");
  const std::string bytes = *RealFileSystem().Read(path);
  unsigned state = 1;
  for (int round = 0; round < 60; ++round) {
    std::string broken = bytes;
    for (int flips = 0; flips < 4; ++flips) {
      state = state * 1664525 + 1013904223;
      broken[4 + state / 7 % (broken.size() - 4)] ^=
          static_cast<char>(1 << (state >> 28) % 8);
    }
    testing::OpenObject object = testing::OpenBytes(broken);
    if (object.file == nullptr) {
      EXPECT_TRUE(object.error.starts_with("test.o: ")) << object.error;
    } else {
      object.References();
    }
  }
  for (size_t size = 4; size < bytes.size(); size += bytes.size() / 40) {
    testing::OpenObject object = testing::OpenBytes(bytes.substr(0, size));
    EXPECT_EQ(object.file, nullptr) << size;
    EXPECT_TRUE(object.error.starts_with("test.o: ")) << object.error;
  }
}

}  // namespace
}  // namespace kplace
