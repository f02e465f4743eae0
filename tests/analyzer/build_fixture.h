// build_fixture.h - a small kernel build in memory, for tests of the analyzer.
//
// Objects are written in a few words a line:
//
//   define f               a function f          define weak f, define common f
//   use f                  a call of f from function `caller` in .text
//   use f in .exit.text    the same from another section; one whose name starts
//                          with .debug is not loaded
//   use weak f             a call of a weak undefined f
//   name f                 f in the symbol table, and no relocation
//   export f               what EXPORT_SYMBOL(f) leaves; export gpl f; and
//                          in a namespace, export gpl f in NS
//   modinfo license=GPL    an entry of .modinfo

#ifndef KPLACE_TESTS_ANALYZER_BUILD_FIXTURE_H_
#define KPLACE_TESTS_ANALYZER_BUILD_FIXTURE_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/analyzer.h"

namespace kplace::testing {

/// The bytes of such an object.
std::string Object(std::string_view lines,
                   std::string_view machine = "EM_X86_64");

/// The bytes of a thin archive with these members.
std::string ThinArchive(const std::vector<std::string>& members);

class BuildFixture {
 public:
  /// Source in /src, output in /build, a linker script, an x86 configuration
  /// with modules; nothing is built yet.
  BuildFixture();

  /// Each places an object, by a line "obj-$(CONFIG_…) += X.o" of its
  /// directory's Makefile, and writes it unless `lines` is kNotBuilt.
  void BuiltIn(const std::string& object, std::string_view lines);
  void Module(const std::string& unit, const std::string& object,
              std::string_view lines);
  void Member(const std::string& archive, ArchiveUse use,
              const std::string& object, std::string_view lines);
  static constexpr std::string_view kNotBuilt = "not built";

  /// A module that makefiles leave open, and that is not built.
  void ModuleMaybe(const std::string& unit, const std::string& object);

  /// A file of the build or source directory.
  void WriteBuild(const std::string& path, std::string text);
  void WriteSource(const std::string& path, std::string text);

  /// An option's value, "CONFIG_X".
  void Set(const std::string& option, const std::string& value);

  /// Another architecture; its linker script is not built.
  void UseArchitecture(const std::string& srcarch) { tree_.srcarch = srcarch; }

  /// The findings and unknowns, a line each, after an analysis:
  /// "KP0001 a.o f: b.o in m.ko", "unknown a.o: reason".
  std::string Verdict();

  Analysis Run();
  const BuildTree& tree() const { return tree_; }
  PlacementTable& placement() { return placement_; }
  std::string Diagnostics() const;

 private:
  void Place(PlacementKind kind, const std::string& object,
             const std::string& unit, std::string_view lines);
  ReasonId ReasonFor(const std::string& object, const std::string& option,
                     const std::string& value);

  const kconfig::Tree* Kconfig();

  std::map<std::string, std::string> makefiles_;
  std::unique_ptr<kconfig::Tree> kconfig_;
  MemoryFileSystem files_;
  SourceFiles sources_;
  DiagnosticSink sink_;
  ConditionStore conditions_;
  PlacementTable placement_;
  BuildTree tree_;
};

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_ANALYZER_BUILD_FIXTURE_H_
