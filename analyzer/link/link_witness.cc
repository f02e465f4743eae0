#include "analyzer/link/link_witness.h"

#include <fmt/format.h>

#include "analyzer/records/build_age.h"
#include "support/path.h"

namespace kplace {
namespace {

/// Why `path`, linked at `made`, is not what these would make; empty when it
/// is.
std::string WhyOutdated(const FileSystem& files, const BuildTree& tree,
                        const std::string& path, int64_t made,
                        const WitnessInputs& inputs) {
  auto older_than = [&](const std::string& newer) {
    return fmt::format("{} is older than {}", path, newer);
  };
  for (const std::string& makefile : inputs.makefiles) {
    FileStatus status = files.Status(JoinPath(tree.source_dir, makefile));
    if (status.modified_ns > made) return older_than(makefile);
  }
  BuildAge age(files, tree);
  for (const std::string& input : inputs.files) {
    FileStatus status = files.Status(JoinPath(tree.build_dir, input));
    if (status.kind != FileKind::kFile) {
      return fmt::format("{} is missing", input);
    }
    std::string newer = input;
    if (status.modified_ns <= made) newer = age.WhyOutdated(path, input);
    if (!newer.empty()) return older_than(newer);
  }
  return {};
}

/// Objects of other machines than most have no file (object_set.h).
bool IsOfTheirMachine(const ObjectSymbols& symbols, const ObjectSet& objects) {
  for (const LoadedObject& object : objects.objects) {
    if (!object.file) continue;
    const ObjectSymbols& like = object.file->symbols();
    return symbols.machine == like.machine &&
           symbols.is_64bit == like.is_64bit &&
           symbols.big_endian == like.big_endian;
  }
  return true;
}

}  // namespace

Result<std::unique_ptr<ObjectFile>> OpenWitness(const FileSystem& files,
                                                const BuildTree& tree,
                                                const std::string& path,
                                                const WitnessInputs& inputs,
                                                const ObjectSet& objects) {
  std::string absolute = JoinPath(tree.build_dir, path);
  FileStatus status = files.Status(absolute);
  if (status.kind != FileKind::kFile) {
    return Error{fmt::format("{} is not built", path)};
  }
  std::string outdated =
      WhyOutdated(files, tree, path, status.modified_ns, inputs);
  if (!outdated.empty()) return Error{std::move(outdated)};
  Result<std::unique_ptr<ObjectFile>> file = ObjectFile::Open(files, absolute);
  if (!file) return file;
  const ObjectSymbols& symbols = (*file)->symbols();
  if (!symbols.relocatable || symbols.format != ObjectFormat::kElf) {
    return Error{fmt::format("{} is no relocatable ELF file", path)};
  }
  if (!IsOfTheirMachine(symbols, objects)) {
    return Error{fmt::format("{} is for another machine", path)};
  }
  return file;
}

}  // namespace kplace
