#include "analyzer/source/source_search.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

/// "f:2 exported", for what `text` says of f; empty when it defines nothing.
std::string Says(std::string_view text, const std::string& source = "a.c") {
  std::string said;
  for (const auto& [symbol, definition] : DefinitionsIn(text, source, {"f"})) {
    said += symbol + ':' + std::to_string(definition.line);
    if (definition.exported) said += " exported";
  }
  return said;
}

TEST(DefinitionsIn, FunctionsHaveABody) {
  EXPECT_EQ(Says("int f(void)\n{\n}\n"), "f:1");
  EXPECT_EQ(
      Says("\nstruct a __init *f(int (*g)(int),\n\t int b)\n\t__acquires(c)"
           "\n{\n}\n"),
      "f:2");
  EXPECT_EQ(Says("enum a f(void) /* ; */\n{\n}\n"), "f:1");
  EXPECT_EQ(Says("void\nf(void)\n{\n}\n"), "f:2");
  EXPECT_EQ(Says("int __attribute__((weak)) f(void) {}\n"), "f:1");
}

TEST(DefinitionsIn, VariablesHaveAnInitializerOrNone) {
  EXPECT_EQ(Says("struct a f = {\n};\n"), "f:1");
  EXPECT_EQ(Says("int f[2] __read_mostly;\n"), "f:1");
  EXPECT_EQ(Says("DEFINE_MUTEX(f);\n"), "f:1");
  EXPECT_EQ(Says("DEFINE_PER_CPU(int, f);\n"), "f:1");
}

TEST(DefinitionsIn, PrototypesAndUsesAreNone) {
  EXPECT_EQ(Says("int f(void);\nextern int f;\nstruct f;\nstruct f {\n};\n"),
            "");
  EXPECT_EQ(Says("\treturn f();\nout: f();\nint g = f;\nint g(int f)\n{\n}\n"),
            "");
  EXPECT_EQ(Says("#define f(x) {}\n/*\nint f(void) {}\n*/\n// f\nint ff;\n"),
            "");
  EXPECT_EQ(Says("int f(void)"), "");
  EXPECT_EQ(Says("f"), "");
}

TEST(DefinitionsIn, StaticOnesAreOfNoUseToOthers) {
  EXPECT_EQ(Says("static int f(void)\n{\n}\nstatic DEFINE_MUTEX(f);\n"), "");
  EXPECT_EQ(Says("static int\nf(void)\n{\n}\n"), "");
}

TEST(DefinitionsIn, ExportsCountEvenIfAMacroDefines) {
  EXPECT_EQ(Says("MAKE(f)\nEXPORT_SYMBOL(f);\n"), "f:2 exported");
  EXPECT_EQ(Says("int f(void)\n{\n}\nEXPORT_SYMBOL_NS_GPL(f, \"N\");\n"),
            "f:1 exported");
  EXPECT_EQ(Says("EXPORT_PER_CPU_SYMBOL_GPL(f);\n"), "f:1 exported");
  EXPECT_EQ(Says("EXPORT_TRACEPOINT_SYMBOL(f);\n"), "");
}

TEST(DefinitionsIn, AssemblyHasMacrosOfItsOwn) {
  EXPECT_EQ(Says("SYM_FUNC_START(f)\nSYM_FUNC_END(f)\n", "a.S"), "f:1");
  EXPECT_EQ(Says("SYM_FUNC_ALIAS(f, g)\n", "a.S"), "f:1");
  EXPECT_EQ(Says("ENTRY(f)\nEXPORT_SYMBOL(f)\n", "a.S"), "f:1 exported");
  EXPECT_EQ(Says("SYM_FUNC_START_LOCAL(f)\nSYM_FUNC_ALIAS(g, f)\n", "a.S"), "");
}

/// "drivers/a.c:1 …" for what the tree says of f.
std::string Found(const MemoryFileSystem& files,
                  const std::string& srcarch = "x86") {
  BuildTree tree;
  tree.source_dir = "/src";
  tree.build_dir = "/src/out";
  tree.srcarch = srcarch;
  std::string text;
  SourceDefinitions found = FindSourceDefinitions(files, tree, {"f", "g"}, 2);
  for (const SourceDefinition& definition : found["f"]) {
    if (!text.empty()) text += ' ';
    text += definition.source + ':' + std::to_string(definition.line);
  }
  return text;
}

TEST(FindSourceDefinitions, LooksWhereKernelCodeIs) {
  MemoryFileSystem files;
  for (const char* path :
       {"z.c", "drivers/a.c", "arch/x86/b.c", "arch/arm/c.c", "tools/d.c",
        "Documentation/e.c", "scripts/f.c", "samples/g.c", "out/h.c",
        "drivers/i.mod.c", "drivers/j.h", "drivers/.k.c",
        "drivers/tools/l.c"}) {
    files.Write(std::string("/src/") + path, "int f(void)\n{\n}\n");
  }
  EXPECT_EQ(Found(files),
            "arch/x86/b.c:1 drivers/a.c:1 drivers/tools/l.c:1 z.c:1");
  EXPECT_EQ(Found(files, "um"),
            "arch/x86/b.c:1 drivers/a.c:1 drivers/tools/l.c:1 z.c:1");
}

TEST(FindSourceDefinitions, FilesThatExportItComeAlone) {
  MemoryFileSystem files;
  files.Write("/src/a.c", "int f(void)\n{\n}\n");
  files.Write("/src/b.c", "int f(void)\n{\n}\nEXPORT_SYMBOL(f);\n");
  EXPECT_EQ(Found(files), "b.c:1");
}

TEST(FindSourceDefinitions, ATreeThatIsNotThereHasNone) {
  EXPECT_EQ(Found(MemoryFileSystem()), "");
}

TEST(FindSourceDefinitions, BottomlessDirectoriesEnd) {
  MemoryFileSystem files;
  std::string path = "/src";
  for (int i = 0; i < 100; ++i) path += "/d";
  files.Write(path + "/a.c", "int f;\n");
  files.Write("/src/b.c", "int f;\n");
  EXPECT_EQ(Found(files), "b.c:1");
}

}  // namespace
}  // namespace kplace
