#include <gtest/gtest.h>

#include "analyzer/report/json.h"
#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::BuildFixture;

TEST(JsonReport, HoldsTheWholeFinding) {
  BuildFixture build;
  build.BuiltIn("user.o", "use f\n");
  build.Module("maker.ko", "maker.o",
               "define f\nexport f\nmodinfo license=GPL\n");
  build.WriteSource("user.c", "");
  EXPECT_EQ(JsonReport(build.Run(), FactsOf(build.tree())), R"({
  "schema": 1,
  "tool": {
    "name": "kplace",
    "version": "0.1.0"
  },
  "build": {
    "source": "/src",
    "directory": "/build",
    "architecture": "x86_64",
    "kernel_version": "6.12.0",
    "evidence": "build",
    "exports_from": []
  },
  "findings": [
    {
      "rule": "builtin-uses-module-symbol",
      "code": "KP0001",
      "severity": "error",
      "evidence": "build",
      "fid": "463738d6eda37fe1",
      "symbol": "f",
      "object": "user.o",
      "references": [
        {
          "object": "user.o",
          "unit": "vmlinux",
          "function": "caller",
          "section": ".text",
          "offset": 8,
          "place_in": "",
          "source": "user.c",
          "line": 0
        }
      ],
      "definitions": [
        {
          "object": "maker.o",
          "unit": "maker.ko",
          "exported": true,
          "source": ""
        }
      ],
      "because": [
        {
          "subject": "user.o",
          "verdict": "is in vmlinux",
          "file": "Makefile",
          "line": 1,
          "text": "obj-$(CONFIG_USER) += user.o",
          "options": "CONFIG_USER=y",
          "sentence": ""
        },
        {
          "subject": "maker.o",
          "verdict": "is in maker.ko",
          "file": "Makefile",
          "line": 2,
          "text": "obj-$(CONFIG_MAKER) += maker.o",
          "options": "CONFIG_MAKER=m",
          "sentence": ""
        },
        {
          "subject": "CONFIG_MAKER",
          "verdict": "why m",
          "file": "",
          "line": 0,
          "text": "",
          "options": "",
          "sentence": "CONFIG_MAKER=m in .config"
        }
      ],
      "message": "built-in code uses f, which only maker.ko defines",
      "help": "let USER select MAKER; or let USER depend on MAKER || !MAKER; or make MAKER a bool",
      "state": "new",
      "waiver": ""
    }
  ],
  "fixed": [],
  "unknowns": [],
  "stats": {
    "builtin_objects": 1,
    "archive_objects": 0,
    "module_objects": 1,
    "modules": 1,
    "symbols": 2,
    "undefined": 1
  }
}
)");
}

TEST(JsonReport, HostileBytesBecomeText) {
  Analysis analysis;
  analysis.unknowns.push_back({"\xff\xfe", "a\nb\x01"});
  BuildFixture build;
  std::string text = JsonReport(analysis, FactsOf(build.tree()));
  EXPECT_NE(text.find(R"("subject": "\\xff\\xfe")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("reason": "a\\x0ab\\x01")"), std::string::npos);
}

TEST(JsonReport, IsTheSameEveryTime) {
  auto report = [] {
    BuildFixture build;
    for (int i = 0; i < 20; ++i) {
      std::string n = std::to_string(i);
      build.BuiltIn("u" + n + ".o", "use f\nuse g\n");
    }
    build.Module("m.ko", "m.o", "define f\ndefine g\n");
    return JsonReport(build.Run(), FactsOf(build.tree()));
  };
  EXPECT_EQ(report(), report());
}

}  // namespace
}  // namespace kplace
