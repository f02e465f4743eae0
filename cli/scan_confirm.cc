#include "cli/scan_confirm.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "cli/compilations.h"
#include "cli/output.h"
#include "support/parallel.h"
#include "support/path.h"

namespace kplace::cli {
namespace {

using Clock = std::chrono::steady_clock;

class Confirmer {
 public:
  explicit Confirmer(const ConfirmInput& input)
      : input_(input),
        links_(input.options.confirm == Confirm::kLink),
        kept_(input.files, JoinPath(input.options.scratch, "compiled"),
              input.build.source_dir) {
    jobs_ = ThreadCount(input.jobs);
    if (input.options.minutes != 0) {
      end_ = Clock::now() + std::chrono::minutes(input.options.minutes);
    }
  }

  Result<std::vector<Confirmation>> Run(const std::vector<ConfirmTask>& tasks) {
    std::vector<Confirmation> results(tasks.size());
    if (tasks.empty()) return results;
    // The first one alone: where it cannot be made, no other can.
    if (auto error = MakeDirectory(input_.options.scratch)) return *error;
    Result<ScratchBuild> first = Take();
    if (!first) return first.error();
    Return(std::move(*first));
    std::atomic<size_t> done = 0;
    const unsigned builds = links_ ? 1 : jobs_;
    ParallelFor(tasks.size(), builds, [&](size_t i) {
      if (!end_ || Clock::now() < *end_) results[i] = Try(tasks[i]);
      if (input_.progress) input_.progress(++done, tasks.size());
    });
    return results;
  }

 private:
  Confirmation Try(const ConfirmTask& task) {
    Result<ScratchBuild> build = Take();
    if (!build) {
      return {Confirmation::Verdict::kFailed, {}, build.error().message, {}};
    }
    const std::map<std::string, CompiledObject> compiled =
        Compile(task, *build);
    const ScanQuestion& question = input_.questions[task.question];
    Confirmation result = JudgeCompiled(
        input_.evidence, question,
        [&](EvidenceNo referrer) { return task.objects.at(referrer); },
        [&](const std::string& object) { return compiled.at(object); });
    if (links_ && result.verdict == Confirmation::Verdict::kConfirmed) {
      Link(task, question, *build, result);
    }
    Return(std::move(*build));
    return result;
  }

  /// All objects of the task, by their path.
  std::map<std::string, CompiledObject> Compile(const ConfirmTask& task,
                                                ScratchBuild& build) {
    std::map<std::string, CompiledObject> compiled;
    std::set<std::string> missing;
    for (const auto& [referrer, objects] : task.objects) {
      for (const std::string& object : objects) {
        if (auto known = kept_.Find(task.config, object)) {
          compiled[object] = std::move(*known);
        } else {
          missing.insert(object);
        }
      }
    }
    if (missing.empty()) return compiled;
    std::vector<std::string> order(missing.begin(), missing.end());
    if (auto error = build.Configure(task.config)) {
      for (const std::string& object : order) {
        compiled[object].failure = error->message;
      }
      return compiled;
    }
    std::vector<CompiledObject> fresh = build.Compile(order);
    for (size_t i = 0; i < order.size(); ++i) {
      kept_.Keep(task.config, order[i], fresh[i]);
      compiled[order[i]] = std::move(fresh[i]);
    }
    return compiled;
  }

  void Link(const ConfirmTask& task, const ScanQuestion& question,
            ScratchBuild& build, Confirmation& result) {
    std::vector<std::string> symbols;
    for (const SymbolNeed& need : question.needs) {
      for (SymbolId symbol : need.symbols) {
        symbols.push_back(input_.evidence.symbols[symbol]);
      }
    }
    std::optional<Error> error = build.Configure(task.config);
    Result<std::string> said =
        error ? Result<std::string>(*error) : build.Link(symbols);
    result.linker = !said           ? "not linked: " + said.error().message
                    : said->empty() ? "vmlinux links"
                                    : *said;
  }

  /// A build directory that nobody uses, or another one.
  Result<ScratchBuild> Take() {
    std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      ScratchBuild build = std::move(free_.back());
      free_.pop_back();
      return build;
    }
    ScratchOptions options = input_.build;
    if (links_) options.make_jobs = jobs_;
    return ScratchBuild::Open(
        input_.files,
        JoinPath(input_.options.scratch, std::to_string(++opened_)), options);
  }

  void Return(ScratchBuild build) {
    std::lock_guard lock(mutex_);
    free_.push_back(std::move(build));
  }

  const ConfirmInput& input_;
  bool links_;
  unsigned jobs_ = 1;
  Compilations kept_;
  std::optional<Clock::time_point> end_;
  std::mutex mutex_;  ///< of the two below
  std::vector<ScratchBuild> free_;
  unsigned opened_ = 0;
};

}  // namespace

Result<std::vector<Confirmation>> ConfirmAll(
    const ConfirmInput& input, const std::vector<ConfirmTask>& tasks) {
  return Confirmer(input).Run(tasks);
}

}  // namespace kplace::cli
