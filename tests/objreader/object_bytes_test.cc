// Objects that are read in parts, while somebody writes them.

#include "objreader/internal/object_bytes.h"

#include <gtest/gtest.h>

#include "objreader/object_file.h"
#include "tests/testing/yaml_object.h"

namespace kplace {
namespace {

constexpr uint64_t kLarge = 200'000;

std::string Numbered(uint64_t size) {
  std::string text(size, '\0');
  for (uint64_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 23);
  return text;
}

class ObjectBytesTest : public ::testing::Test {
 protected:
  ObjectBytesTest() {
    files_.Write("small.o", Numbered(1000));
    files_.Write("large.o", large_);
  }
  ObjectBytes Open(const std::string& path) {
    Result<ObjectBytes> bytes = ObjectBytes::Open(files_, path);
    EXPECT_TRUE(bytes.ok());
    return std::move(*bytes);
  }

  std::string large_ = Numbered(kLarge);
  MemoryFileSystem files_;
};

TEST_F(ObjectBytesTest, BytesAtHandNeedNoLoading) {
  ObjectBytes bytes = ObjectBytes::Of("0123456789");
  EXPECT_EQ(bytes.size(), 10u);
  EXPECT_EQ(bytes.View({2, 3}), "234");
  EXPECT_EQ(bytes.View({8, 3}), std::nullopt);
  EXPECT_EQ(bytes.View({100, 0}), "");
  EXPECT_EQ(bytes.Close(), std::nullopt);
}

TEST_F(ObjectBytesTest, SmallFilesAreReadWhole) {
  ObjectBytes bytes = Open("small.o");
  EXPECT_EQ(bytes.View({0, 1000}), Numbered(1000));
  EXPECT_EQ(bytes.Start().size(), 1000u);
}

TEST_F(ObjectBytesTest, OfLargeFilesTheStretchesThatWereAskedFor) {
  ObjectBytes bytes = Open("large.o");
  EXPECT_EQ(bytes.Start(), large_.substr(0, 64));
  EXPECT_EQ(bytes.View({100'000, 10}), std::nullopt);
  ASSERT_EQ(bytes.Load({{100'000, 10}, {100'100, 10}, {kLarge - 1, 1}}),
            std::nullopt);
  EXPECT_EQ(bytes.View({100'000, 10}), large_.substr(100'000, 10));
  EXPECT_EQ(bytes.View({100'002, 3}), large_.substr(100'002, 3));
  EXPECT_EQ(bytes.View({100'100, 10}), large_.substr(100'100, 10));
  EXPECT_EQ(bytes.View({kLarge - 1, 1}), large_.substr(kLarge - 1));
  EXPECT_EQ(bytes.View({100'105, 10}), std::nullopt);
  EXPECT_EQ(bytes.Close(), std::nullopt);
}

TEST_F(ObjectBytesTest, ChangeWhileReadingIsAnError) {
  ObjectBytes bytes = Open("large.o");
  ASSERT_EQ(bytes.Load({{100'000, 10}}), std::nullopt);
  std::string_view seen = *bytes.View({100'000, 10});
  files_.Write("large.o", std::string(kLarge, 'x'));
  EXPECT_EQ(bytes.Close()->message, "large.o: changed while it was read");
  EXPECT_EQ(seen, large_.substr(100'000, 10)) << "what was seen stays";
}

TEST_F(ObjectBytesTest, FileThatShrinksWhileReadingIsAnError) {
  ObjectBytes bytes = Open("large.o");
  files_.Write("large.o", "");
  EXPECT_EQ(bytes.Load({{100'000, 10}})->message,
            "large.o: changed while it was read");
}

TEST_F(ObjectBytesTest, LaterReadsAreOfTheSameFile) {
  ObjectBytes bytes = Open("large.o");
  ASSERT_EQ(bytes.Close(), std::nullopt);
  LaterBytes::Buffer buffer;
  LaterBytes later(bytes);
  EXPECT_EQ(later.Read({150'000, 10}, buffer).value(),
            large_.substr(150'000, 10));
  EXPECT_EQ(later.Close(), std::nullopt);
  files_.Write("large.o", large_);
  LaterBytes after(bytes);
  EXPECT_EQ(after.Read({0, 10}, buffer).value(), large_.substr(0, 10))
      << "was loaded before";
  EXPECT_EQ(after.Read({150'000, 10}, buffer).error().message,
            "large.o: changed since it was first read");
}

TEST_F(ObjectBytesTest, MoreThanMemoryIsAnError) {
  ObjectBytes bytes = Open("large.o");
  uint64_t much = uint64_t{1} << 40;
  EXPECT_TRUE(
      bytes.Load({{0, much}})->message.starts_with("large.o: has tables of "));
  LaterBytes::Buffer buffer;
  EXPECT_FALSE(LaterBytes(bytes).Read({0, much}, buffer).ok());
}

/// An object of which little is read: code and relocations are in between.
std::string LargeObject() {
  return testing::ObjectFromYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL, Machine: EM_X86_64 }
Sections:
  - { Name: .modinfo, Type: SHT_PROGBITS, Content: "6c6963656e73653d47504c00" }
  - { Name: .text, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], Size: 0x10000 }
  - Name: .rela.text
    Type: SHT_RELA
    Link: .symtab
    Info: .text
    Relocations: [ { Offset: 0x104, Symbol: needed, Type: R_X86_64_PLT32 } ]
  - { Name: .debug_info, Type: SHT_PROGBITS, Size: 0x10000 }
Symbols:
  - { Name: local, Type: STT_FUNC, Section: .text, Value: 0x100, Size: 8 }
  - { Name: start, Type: STT_FUNC, Section: .text, Binding: STB_GLOBAL, Size: 8 }
  - { Name: needed, Binding: STB_GLOBAL }
)");
}

TEST_F(ObjectBytesTest, ObjectIsReadInPartsAsItIsWhole) {
  std::string text = LargeObject();
  files_.Write("a.o", text);
  auto parts = ObjectFile::Open(files_, "a.o");
  auto whole = ObjectFile::FromBytes("a.o", text);
  ASSERT_TRUE(parts.ok() && whole.ok());
  for (const ObjectFile* object : {parts->get(), whole->get()}) {
    EXPECT_EQ(object->symbols().symbols.size(), 2u);
    EXPECT_EQ(object->symbols().symbols[1].name, "needed");
    EXPECT_EQ(object->symbols().Modinfo("license"), "GPL");
    auto references = object->ReadReferences(
        [](const SymbolRecord& symbol) { return !symbol.defined; });
    ASSERT_TRUE(references.ok());
    ASSERT_EQ(references->size(), 1u);
    EXPECT_EQ(references->front().function, "local");
    EXPECT_EQ(references->front().section_name, ".text");
  }
}

/// gzip's framing around a text that is not packed (RFC 1951, 3.2.4).
std::string Gzip(std::string_view text) {
  using namespace std::literals;
  auto word = [](uint32_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
    return out;
  };
  constexpr size_t kBlock = 0xffff;
  std::string out = "\x1f\x8b\x08\0\0\0\0\0\0\xff"s;
  uint32_t crc = ~uint32_t{0};
  for (char c : text) {
    crc ^= static_cast<uint8_t>(c);
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
  }
  auto size = static_cast<uint32_t>(text.size());
  while (!text.empty()) {
    std::string_view block = text.substr(0, kBlock);
    text.remove_prefix(block.size());
    auto length = static_cast<uint32_t>(block.size());
    out += text.empty() ? '\1' : '\0';
    out += word(length, 2) + word(~length, 2);
    out += block;
  }
  return out + word(~crc, 4) + word(size, 4);
}

TEST_F(ObjectBytesTest, OfACompressedObjectThePartsAreKept) {
  std::string text = LargeObject();
  files_.Write("a.o.gz", Gzip(text));
  ObjectBytes bytes = Open("a.o.gz");
  EXPECT_EQ(bytes.size(), text.size());
  EXPECT_EQ(bytes.Start(), text.substr(0, 64));
  auto object = ObjectFile::Open(files_, "a.o.gz");
  ASSERT_TRUE(object.ok()) << object.error().message;
  auto everything = [](const SymbolRecord& symbol) { return !symbol.defined; };
  auto references = (*object)->ReadReferences(everything);
  ASSERT_TRUE(references.ok()) << references.error().message;
  ASSERT_EQ(references->size(), 1u);
  EXPECT_EQ(references->front().function, "local");
  files_.Write("a.o.gz", Gzip(text));
  EXPECT_EQ((*object)->ReadReferences(everything).error().message,
            "a.o.gz: changed since it was first read");
}

TEST_F(ObjectBytesTest, ReferencesOfAChangedObjectAreAnError) {
  files_.Write("a.o", LargeObject());
  auto object = ObjectFile::Open(files_, "a.o");
  ASSERT_TRUE(object.ok());
  files_.Write("a.o", LargeObject());
  auto references = (*object)->ReadReferences(
      [](const SymbolRecord& symbol) { return !symbol.defined; });
  ASSERT_FALSE(references.ok());
  EXPECT_EQ(references.error().message, "a.o: changed since it was first read");
  EXPECT_EQ((*object)->symbols().symbols[0].name, "start");
}

}  // namespace
}  // namespace kplace
