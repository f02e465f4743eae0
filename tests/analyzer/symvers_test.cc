#include "analyzer/modules/symvers.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace kplace {
namespace {

/// "vmlinux: f gpl NS 1a", a line each, then "N malformed from line M".
std::string Parsed(std::string_view text) {
  uint32_t bad_line = 0;
  Symvers symvers = ParseSymvers(text, bad_line);
  std::string result;
  for (const SymversLine& line : symvers.lines) {
    result += fmt::format("{}: {}{}", line.module, line.symbol,
                          line.gpl_only ? " gpl" : "");
    if (!line.name_space.empty()) result += fmt::format(" {}", line.name_space);
    result += fmt::format(" {:x}\n", line.crc);
  }
  if (symvers.malformed != 0) {
    result +=
        fmt::format("{} malformed from line {}\n", symvers.malformed, bad_line);
  }
  return result;
}

TEST(Symvers, FiveFields) {
  EXPECT_EQ(Parsed("0x2a1c4f37\thv_init\tdrivers/hv/hv_vmbus\t"
                   "EXPORT_SYMBOL_GPL\tHYPERV\n"
                   "0x00000000\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n"),
            "drivers/hv/hv_vmbus: hv_init gpl HYPERV 2a1c4f37\n"
            "vmlinux: printk 0\n");
}

TEST(Symvers, EarlyFiveFourHadTheNamespaceThird) {
  EXPECT_EQ(Parsed("0x12345678\tusb_f\tUSB_STORAGE\tdrivers/usb/storage\t"
                   "EXPORT_SYMBOL_GPL\n"
                   "0x1\tg\t\tvmlinux\tEXPORT_SYMBOL\n"),
            "drivers/usb/storage: usb_f gpl USB_STORAGE 12345678\n"
            "vmlinux: g 1\n");
}

TEST(Symvers, EarlierOnesHadNoNamespace) {
  EXPECT_EQ(Parsed("0x1\tf\tvmlinux\tEXPORT_SYMBOL_GPL\n"),
            "vmlinux: f gpl 1\n");
}

TEST(Symvers, OlderKindsOfExport) {
  EXPECT_EQ(Parsed("0x1\ta\tvmlinux\tEXPORT_UNUSED_SYMBOL\t\n"
                   "0x2\tb\tvmlinux\tEXPORT_UNUSED_SYMBOL_GPL\t\n"
                   "0x3\tc\tvmlinux\tEXPORT_SYMBOL_GPL_FUTURE\t\n"),
            "vmlinux: a 1\nvmlinux: b gpl 2\nvmlinux: c 3\n");
}

TEST(Symvers, NamespaceOfModulesKeepsItsCommas) {
  EXPECT_EQ(Parsed("0x1\tf\tvmlinux\tEXPORT_SYMBOL_GPL\tmodule:kvm,kvm-*\n"),
            "vmlinux: f gpl module:kvm,kvm-* 1\n");
}

TEST(Symvers, LastLineNeedsNoEnd) {
  EXPECT_EQ(Parsed("0x1\tf\tvmlinux\tEXPORT_SYMBOL\t"), "vmlinux: f 1\n");
  EXPECT_EQ(Parsed(""), "");
}

TEST(Symvers, MalformedLinesAreCountedAndTheRestIsRead) {
  EXPECT_EQ(Parsed("0x1\tf\tvmlinux\tEXPORT_SYMBOL\t\n"
                   "\n"
                   "0x1\tf\tvmlinux\n"
                   "0xzz\tf\tvmlinux\tEXPORT_SYMBOL\t\n"
                   "0x123456789\tf\tvmlinux\tEXPORT_SYMBOL\t\n"
                   "0x\tf\tvmlinux\tEXPORT_SYMBOL\t\n"
                   "0x1\t\tvmlinux\tEXPORT_SYMBOL\t\n"
                   "0x1\tf\t\tEXPORT_SYMBOL\t\n"
                   "0x1\tf\tvmlinux\tEXPORT_EVERYTHING\t\n"
                   "0x1\tf\tvmlinux\tEXPORT_SYMBOL\tNS\tmore\n"
                   "0x1 f vmlinux EXPORT_SYMBOL\n"
                   "0x2\tg\tvmlinux\tEXPORT_SYMBOL\t\n"),
            "vmlinux: f 1\nvmlinux: g 2\n10 malformed from line 2\n");
}

TEST(Symvers, SaysWhatIsInIt) {
  uint32_t bad_line = 0;
  Symvers only_modules =
      ParseSymvers("0x0\tf\ta/b\tEXPORT_SYMBOL\t\n", bad_line);
  EXPECT_FALSE(only_modules.has_vmlinux);
  EXPECT_FALSE(only_modules.has_crcs);
  Symvers all = ParseSymvers("0x5\tf\tvmlinux\tEXPORT_SYMBOL\t\n", bad_line);
  EXPECT_TRUE(all.has_vmlinux);
  EXPECT_TRUE(all.has_crcs);
}

TEST(ReadSymvers, TellsOfTheFirstMalformedLine) {
  MemoryFileSystem files;
  files.Write("/b/Module.symvers",
              "0x1\tf\tvmlinux\tEXPORT_SYMBOL\t\nnonsense\nmore\n");
  DiagnosticSink sink;
  Result<Symvers> symvers = ReadSymvers(files, "/b/Module.symvers", sink);
  ASSERT_TRUE(symvers.ok());
  EXPECT_EQ(symvers->lines.size(), 1u);
  SourceFiles sources;
  ASSERT_EQ(sink.Sorted(sources).size(), 1u);
  EXPECT_EQ(FormatDiagnostic(sink.Sorted(sources)[0], sources),
            "/b/Module.symvers: error: line 2 is not CRC, symbol, module, "
            "EXPORT_SYMBOL, namespace (2 such lines): the file is damaged, "
            "build it again");
}

TEST(ReadSymvers, MissingFileIsAnError) {
  MemoryFileSystem files;
  DiagnosticSink sink;
  Result<Symvers> symvers = ReadSymvers(files, "/b/Module.symvers", sink);
  ASSERT_FALSE(symvers.ok());
  EXPECT_TRUE(symvers.error().message.starts_with("/b/Module.symvers: "));
}

}  // namespace
}  // namespace kplace
