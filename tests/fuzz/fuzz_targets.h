// fuzz_targets.h - hostile bytes go in, and nothing may break.
//
// Each function reads `bytes` as far as any caller could and touches whatever
// comes out.  There is no right answer to check but one: the outcome is records
// or an Error that names the file; a crash, a read outside of the bytes, or a
// hang is a finding.
//
// libFuzzer calls them (preset `fuzz`, one program for each), and
// corpus_test.cc replays the corpus through them in every build.

#ifndef KPLACE_TESTS_FUZZ_FUZZ_TARGETS_H_
#define KPLACE_TESTS_FUZZ_FUZZ_TARGETS_H_

#include <span>
#include <string_view>

namespace kplace::fuzz {

/// An object of any kind: symbols, exports, .modinfo, all references.
void FuzzObject(std::string_view bytes);

/// An archive, and the members of an ordinary one as objects.
void FuzzArchive(std::string_view bytes);

/// A compressed module: what is in it, up to 1 MiB.
void FuzzCompressed(std::string_view bytes);

/// Bitcode, as an object.  Each input costs a process, and what kills that is
/// LLVM's affair: a finding is what comes back from it.
void FuzzBitcode(std::string_view bytes);

/// An object with debug information: the lines of many places.  As with
/// bitcode, each input costs a process.
void FuzzLines(std::string_view bytes);

/// Kconfig files, a .config, and a file to source, with a line "####" between
/// them: all that becomes of them, and that the model of all configurations
/// agrees with the rules for one.
void FuzzKconfig(std::string_view bytes);

struct Target {
  std::string_view name;  ///< also the folder of its corpus
  void (*run)(std::string_view bytes);
};
std::span<const Target> AllTargets();

}  // namespace kplace::fuzz

#endif  // KPLACE_TESTS_FUZZ_FUZZ_TARGETS_H_
