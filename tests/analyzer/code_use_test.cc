// Which uses of a symbol are compiled: what is read of the source, judged by
// what gcc leaves in the object.

#include "analyzer/source/code_use.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace kplace {
namespace {

/// CONFIG_USER=y, CONFIG_MAKER=m; CONFIG_OTHER is n.
CodeView View() {
  return {[](std::string_view option) -> std::string_view {
            if (option == "CONFIG_USER") return "y";
            if (option == "CONFIG_MAKER") return "m";
            return {};
          },
          false};
}

// The same for gcc.
constexpr char kPrelude[] =
    "#define CONFIG_USER 1\n#define CONFIG_MAKER_MODULE 1\n"
    "#define HAS_CONFIG_USER 1\n#define HAS_CONFIG_MAKER 0\n"
    "#define HAS_CONFIG_OTHER 0\n#define MOD_CONFIG_USER 0\n"
    "#define MOD_CONFIG_MAKER 1\n#define MOD_CONFIG_OTHER 0\n"
    "#define IS_BUILTIN(x) (HAS_##x)\n#define IS_REACHABLE(x) (HAS_##x)\n"
    "#define IS_MODULE(x) (MOD_##x)\n"
    "#define IS_ENABLED(x) (HAS_##x || MOD_##x)\n";

struct Case {
  const char* name;
  const char* header;  ///< maker.h
  const char* source;  ///< user.c, after `#include "maker.h"`
};

constexpr char kPrototype[] = "int make(int n);\n";
constexpr char kStub[] =
    "#if IS_REACHABLE(CONFIG_MAKER)\nint make(int n);\n#else\n"
    "static inline int make(int n)\n{\n\treturn -n;\n}\n#endif\n";

const std::vector<Case> kCases = {
    {"plain", kPrototype, "int use(int n)\n{\n\treturn make(n);\n}\n"},
    {"stub", kStub, "int use(int n)\n{\n\treturn make(n);\n}\n"},
    {"enabled",
     "#if IS_ENABLED(CONFIG_MAKER)\nint make(int n);\n#else\n"
     "static inline int make(int n) { return -n; }\n#endif\n",
     "int use(int n)\n{\n\treturn make(n);\n}\n"},
    {"macro stub",
     "#ifdef CONFIG_MAKER\nint make(int n);\n#else\n#define make(n) (-(n))\n"
     "#endif\n",
     "int use(int n)\n{\n\treturn make(n);\n}\n"},
    {"elif",
     "#ifdef CONFIG_OTHER\nint make(int n);\n#elif IS_BUILTIN(CONFIG_USER)\n"
     "static inline int make(int n) { return -n; }\n#else\nint make(int n);\n"
     "#endif\n",
     "int use(int n)\n{\n\treturn make(n);\n}\n"},
    {"ifdef around the call", kPrototype,
     "int use(int n)\n{\n#ifdef CONFIG_MAKER\n\tn = make(n);\n#endif\n"
     "\treturn n;\n}\n"},
    {"_MODULE", kPrototype,
     "int use(int n)\n{\n#if defined(CONFIG_MAKER) || \\\n"
     "    defined(CONFIG_MAKER_MODULE)\n\tn = make(n);\n#endif\n"
     "\treturn n;\n}\n"},
    {"if", kPrototype,
     "int use(int n)\n{\n\tif (IS_REACHABLE(CONFIG_MAKER))\n"
     "\t\treturn make(n);\n\treturn 0;\n}\n"},
    {"if that holds", kPrototype,
     "int use(int n)\n{\n\tif (IS_ENABLED(CONFIG_MAKER)) {\n"
     "\t\tn++;\n\t\treturn make(n);\n\t}\n\treturn 0;\n}\n"},
    {"else", kPrototype,
     "int use(int n)\n{\n\tif (IS_ENABLED(CONFIG_MAKER))\n\t\tn++;\n"
     "\telse if (n > 3)\n\t\tn = make(n);\n\telse\n\t\tn = make(4);\n"
     "\treturn n;\n}\n"},
    {"else that is reached", kPrototype,
     "int use(int n)\n{\n\tif (IS_REACHABLE(CONFIG_MAKER)) {\n\t\tn++;\n"
     "\t} else {\n\t\tn = make(n);\n\t}\n\treturn n;\n}\n"},
    {"early return", kPrototype,
     "int use(int n)\n{\n\tint m = n;\n\n"
     "\tif (!IS_REACHABLE(CONFIG_MAKER))\n\t\treturn -1;\n"
     "\tfor (m = 0; m < n; m++)\n\t\tmake(m);\n\treturn m;\n}\n"},
    {"early return of a block", kPrototype,
     "int use(int n)\n{\n\tif (IS_BUILTIN(CONFIG_USER)) {\n\t\tn++;\n"
     "\t\treturn n;\n\t}\n\treturn make(n);\n}\n"},
    {"return that depends", kPrototype,
     "int use(int n)\n{\n\tif (!IS_REACHABLE(CONFIG_MAKER) && n > 4)\n"
     "\t\treturn -1;\n\treturn make(n);\n}\n"},
    {"and", kPrototype,
     "int use(int n)\n{\n\treturn n > 3 && IS_REACHABLE(CONFIG_MAKER) &&\n"
     "\t       make(n);\n}\n"},
    {"or", kPrototype,
     "int use(int n)\n{\n\treturn n > 3 || IS_ENABLED(CONFIG_MAKER) ||\n"
     "\t       make(n);\n}\n"},
    {"and in the condition", kPrototype,
     "int use(int n)\n{\n\tif (IS_REACHABLE(CONFIG_MAKER) && make(n))\n"
     "\t\treturn 1;\n\treturn 0;\n}\n"},
    {"choice", kPrototype,
     "int use(int n)\n{\n\tn = IS_REACHABLE(CONFIG_MAKER) ? make(n) : 0;\n"
     "\treturn n;\n}\n"},
    {"choice, the other half", kPrototype,
     "int use(int n)\n{\n\tn = IS_REACHABLE(CONFIG_MAKER) ? 0 : make(n);\n"
     "\treturn n;\n}\n"},
    {"one use of two", kPrototype,
     "int use(int n)\n{\n\tif (IS_REACHABLE(CONFIG_MAKER))\n\t\tn = make(n);\n"
     "\treturn n;\n}\nint also(int n)\n{\n\treturn make(n);\n}\n"},
    {"table", kPrototype, "int (*table[])(int) = { make };\n"},
    {"pointer", kPrototype, "int (*pointer)(int) = make;\n"},
    {"table under ifdef", kPrototype,
     "int (*table[])(int) = {\n#ifdef CONFIG_MAKER\n\tmake,\n#endif\n\t0 };\n"},
    {"inline of the header that is used",
     "int make(int n);\n"
     "static inline int help(int n)\n{\n\treturn make(n) + 1;\n}\n",
     "int use(int n)\n{\n\treturn help(n);\n}\n"},
    {"inline of the header that is not used",
     "int make(int n);\n"
     "static inline int help(int n)\n{\n\treturn make(n) + 1;\n}\n"
     "#if IS_REACHABLE(CONFIG_MAKER)\nint used(int n);\n#endif\n",
     "int use(int n)\n{\n\treturn n + 0 * sizeof(\"make\"); /* make */\n}\n"},
    {"inline of the header that is used where it is dead",
     "int make(int n);\n"
     "static inline int help(int n)\n{\n\tif (!IS_REACHABLE(CONFIG_MAKER))\n"
     "\t\treturn 0;\n\treturn make(n) + 1;\n}\n",
     "int use(int n)\n{\n\treturn help(n);\n}\n"},
    {"switch", kPrototype,
     "int use(int n)\n{\n\tswitch (n) {\n\tcase 1:\n"
     "\t\tif (!IS_REACHABLE(CONFIG_MAKER))\n\t\t\tbreak;\n"
     "\t\treturn make(n);\n\tdefault:\n\t\tn = 2;\n\t}\n\treturn n;\n}\n"},
    {"label", kPrototype,
     "int use(int n)\n{\n\tif (n)\n\t\tgoto out;\n\tn = 4;\nout:\n"
     "\tif (IS_REACHABLE(CONFIG_MAKER))\n\t\tmake(n);\n\treturn n;\n}\n"},
};

class CodeUseTest : public ::testing::TestWithParam<Case> {
 protected:
  CodeUse Read() {
    files_.Write("/src/include/maker.h", GetParam().header);
    files_.Write("/src/user.c", Source());
    tree_.source_dir = "/src";
    tree_.srcarch = "x86";
    IncludedFiles included(files_, tree_);
    return CodeUses(included, {"make"}).Of("user.c", {"make"}, View())[0];
  }

  std::string Source() const {
    return std::string("#include <maker.h>\n") + GetParam().source;
  }

  /// Whether gcc's object refers to make().
  bool IsNeeded() {
    const std::filesystem::path dir =
        ::testing::TempDir() + "kplace_use_" + std::to_string(getpid());
    std::filesystem::create_directories(dir);
    std::ofstream(dir / "maker.h") << kPrelude << GetParam().header;
    std::ofstream(dir / "user.c") << Source();
    std::string command = "cd " + dir.string() +
                          " && gcc -w -O2 -I . -c user.c -o user.o && nm "
                          "user.o | grep -q ' U make'";
    EXPECT_EQ(std::system(("cd " + dir.string() +
                           " && gcc -w -O2 -I . -c user.c -o user.o")
                              .c_str()),
              0);
    const bool needed = std::system(command.c_str()) == 0;
    std::filesystem::remove_all(dir);
    return needed;
  }

  MemoryFileSystem files_;
  BuildTree tree_;
};

TEST_P(CodeUseTest, GccSaysTheSame) {
  const CodeUse use = Read();
  EXPECT_EQ(use.kind == CodeUse::Kind::kUsed, IsNeeded()) << use.where;
}

INSTANTIATE_TEST_SUITE_P(Cases, CodeUseTest, ::testing::ValuesIn(kCases),
                         [](const auto& instance) {
                           std::string name = instance.param.name;
                           for (char& c : name) {
                             if (!isalnum(static_cast<unsigned char>(c))) {
                               c = '_';
                             }
                           }
                           return name;
                         });

CodeUse Use(const std::string& header, const std::string& source) {
  MemoryFileSystem files;
  files.Write("/src/include/maker.h", header);
  files.Write("/src/drivers/user.c", source);
  BuildTree tree;
  tree.source_dir = "/src";
  tree.srcarch = "x86";
  IncludedFiles included(files, tree);
  return CodeUses(included, {"make"}).Of("drivers/user.c", {"make"}, View())[0];
}

TEST(CodeUse, SaysWhatGuards) {
  const std::string include = "#include <maker.h>\n";
  EXPECT_EQ(Use(kStub, include + "void use(void)\n{\n\tmake(1);\n}\n").where,
            "include/maker.h:3: #else, and a definition in line 4");
  EXPECT_EQ(Use(kPrototype, include + "void use(void)\n{\n"
                                      "\tif (IS_REACHABLE(CONFIG_MAKER))\n"
                                      "\t\tmake(1);\n}\n")
                .where,
            "drivers/user.c:4: if (IS_REACHABLE(CONFIG_MAKER))");
  EXPECT_EQ(Use(kPrototype, include + "void use(void)\n{\n#ifdef CONFIG_MAKER\n"
                                      "\tmake(1);\n#endif\n}\n")
                .where,
            "drivers/user.c:4: #ifdef CONFIG_MAKER");
  EXPECT_EQ(
      Use(kPrototype, include + "void use(void)\n{\n\tmake(1);\n}\n").where,
      "drivers/user.c:4");
}

TEST(CodeUse, WhatIsNotSeenIsNotKnown) {
  EXPECT_EQ(Use(kPrototype, "#include <maker.h>\nMAKE_IT(1);\n").kind,
            CodeUse::Kind::kUnseen);
  EXPECT_EQ(Use("", "#include <nowhere.h>\n").kind, CodeUse::Kind::kUnseen);
}

// Nothing that is written there may take long, or too much of the stack.
TEST(CodeUse, ReadsHostileText) {
  for (const char* piece : {"{", "}", "(", "if (", "if (1) ", "else ",
                            "#if 1\n", "a ? ", "!(", "#else\n", "for (;;) "}) {
    std::string text = "void use(void)\n{\n";
    for (int i = 0; i < 5000; ++i) text += piece;
    Use(kPrototype, text + " make(1);\n}\n");
  }
}

}  // namespace
}  // namespace kplace
