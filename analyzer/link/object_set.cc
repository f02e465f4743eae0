#include "analyzer/link/object_set.h"

#include <fmt/format.h>

#include <atomic>
#include <functional>
#include <map>
#include <string_view>
#include <tuple>

#include "support/parallel.h"
#include "support/path.h"

namespace kplace {
namespace {

/// What all objects of one kernel have in common.
using Machine = std::tuple<uint16_t, bool, bool>;

Machine MachineOf(const ObjectSymbols& symbols) {
  return {symbols.machine, symbols.is_64bit, symbols.big_endian};
}

std::string Name(const Machine& machine) {
  auto [number, is_64bit, big_endian] = machine;
  return fmt::format("machine {}, {}-bit, {}-endian", number,
                     is_64bit ? 64 : 32, big_endian ? "big" : "little");
}

class ObjectSetReader {
 public:
  ObjectSetReader(const FileSystem& files, const std::string& build_dir,
                  const LinkPlan& plan, Unknowns& unknowns,
                  DiagnosticSink& sink, const ReadProgress& progress)
      : files_(files),
        build_dir_(build_dir),
        plan_(plan),
        unknowns_(unknowns),
        sink_(sink),
        progress_(progress) {}

  ObjectSet Read(unsigned jobs) {
    set_.objects.resize(plan_.objects.size());
    outcomes_.resize(plan_.objects.size());
    ParallelFor(plan_.objects.size(), jobs, [this](size_t i) {
      ReadOne(i);
      size_t done = ++done_;
      if (progress_) progress_(done, plan_.objects.size());
    });
    DropForeign();
    Tell();
    return std::move(set_);
  }

 private:
  struct Outcome {
    bool missing = false;
    bool foreign = false;
    std::string problem;  ///< empty when the object is good
  };

  void ReadOne(size_t i) {
    std::string path = JoinPath(build_dir_, plan_.objects[i].path);
    Result<std::unique_ptr<ObjectFile>> file = ObjectFile::Open(files_, path);
    if (!file) {
      outcomes_[i].missing = !files_.IsFile(path);
      outcomes_[i].problem = WithoutPath(file.error().message, path);
      return;
    }
    const ObjectSymbols& symbols = (*file)->symbols();
    if (!symbols.relocatable) {
      outcomes_[i].problem = "is linked already, not an object: rebuild it";
      return;
    }
    LoadedObject object = Load(std::move(*file));
    if (plan_.objects[i].finished) {
      if (std::optional<Error> error = ReadCrcs(object)) {
        outcomes_[i].problem = WithoutPath(error->message, path);
        return;
      }
    }
    set_.objects[i] = std::move(object);
  }

  /// A diagnostic names its file itself.
  static std::string WithoutPath(std::string message, const std::string& path) {
    if (message.starts_with(path + ": ")) message.erase(0, path.size() + 2);
    return message;
  }

  /// Objects of another machine than most were left by another build.
  void DropForeign() {
    std::map<Machine, size_t> votes;
    for (const LoadedObject& object : set_.objects) {
      if (object.file) ++votes[MachineOf(object.file->symbols())];
    }
    if (votes.size() < 2) return;
    Machine usual = votes.begin()->first;
    for (const auto& [machine, count] : votes) {
      if (count > votes[usual]) usual = machine;
    }
    for (size_t i = 0; i < set_.objects.size(); ++i) {
      LoadedObject& object = set_.objects[i];
      if (!object.file) continue;
      Machine machine = MachineOf(object.file->symbols());
      if (machine == usual) continue;
      outcomes_[i].problem = fmt::format(
          "is for another architecture ({}; the build has {}): "
          "rebuild it",
          Name(machine), Name(usual));
      outcomes_[i].foreign = true;
      set_.foreign.push_back({static_cast<ObjectIndex>(i), Name(machine)});
      set_.machine = Name(usual);
      object = {};
    }
  }

  void Tell() {
    std::vector<std::string> missing;
    for (size_t i = 0; i < outcomes_.size(); ++i) {
      const PlannedObject& object = plan_.objects[i];
      const Outcome& outcome = outcomes_[i];
      if (set_.objects[i].file) {
        set_.records += set_.objects[i].file->symbols().symbols.size();
        continue;
      }
      if (outcome.missing && object.optional) continue;
      if (object.use == VmlinuxUse::kAlways) ++set_.holes;
      if (outcome.missing) {
        missing.push_back(object.path);
      } else {
        if (!outcome.foreign) {
          sink_.Add(Severity::kError, object.path, outcome.problem);
        }
        unknowns_.Add(object.path, outcome.problem);
      }
    }
    unknowns_.AddGroup(missing, "objects",
                       "not built: run make (-k goes on after errors) and "
                       "check again");
  }

  const FileSystem& files_;
  const std::string& build_dir_;
  const LinkPlan& plan_;
  Unknowns& unknowns_;
  DiagnosticSink& sink_;
  const ReadProgress& progress_;
  std::atomic<size_t> done_ = 0;
  ObjectSet set_;
  std::vector<Outcome> outcomes_;
};

}  // namespace

LoadedObject Load(std::unique_ptr<ObjectFile> file) {
  LoadedObject object;
  const std::hash<std::string_view> hash;
  const std::vector<SymbolRecord>& symbols = file->symbols().symbols;
  for (uint32_t r = 0; r < symbols.size(); ++r) {
    const SymbolRecord& record = symbols[r];
    if (record.binding == Binding::kLocal || record.name.empty()) continue;
    object.globals.push_back({r, hash(record.name)});
  }
  object.file = std::move(file);
  return object;
}

std::optional<Error> ReadCrcs(LoadedObject& object) {
  Result<std::vector<SymbolCrc>> needed = object.file->ReadNeededCrcs();
  if (!needed) return needed.error();
  Result<std::vector<SymbolCrc>> exported = object.file->ReadExportCrcs();
  if (!exported) return exported.error();
  object.needed_crcs = std::move(*needed);
  object.export_crcs = std::move(*exported);
  return std::nullopt;
}

ObjectSet ReadObjects(const FileSystem& files, const std::string& build_dir,
                      const LinkPlan& plan, unsigned jobs, Unknowns& unknowns,
                      DiagnosticSink& sink, const ReadProgress& progress) {
  return ObjectSetReader(files, build_dir, plan, unknowns, sink, progress)
      .Read(jobs);
}

bool IsBitcode(const LoadedObject& object) {
  return object.file && object.file->symbols().format == ObjectFormat::kBitcode;
}

bool SaysAll(const LoadedObject& object) {
  return object.file && object.file->symbols().incomplete.empty();
}

void TellIncomplete(const LinkPlan& plan, const ObjectSet& objects,
                    const std::vector<bool>& settled, Unknowns& unknowns) {
  std::map<std::string_view, std::vector<std::string>> by_reason;
  for (size_t i = 0; i < plan.objects.size(); ++i) {
    const LoadedObject& object = objects.objects[i];
    if (!object.file || SaysAll(object) || settled[i]) continue;
    by_reason[object.file->symbols().incomplete].push_back(
        plan.objects[i].path);
  }
  for (const auto& [reason, paths] : by_reason) {
    unknowns.AddGroup(paths, "objects", std::string(reason),
                      UnknownKind::kUndecided);
  }
}

ObjectIndex AddUnread(const std::string& path, LinkPlan& plan,
                      ObjectSet& objects) {
  plan.objects.emplace_back().path = path;
  objects.objects.emplace_back();
  return static_cast<ObjectIndex>(plan.objects.size() - 1);
}

}  // namespace kplace
