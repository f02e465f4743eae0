#include "cli/session.h"

#include <ostream>
#include <string>

#include "kbuildparse/kbuildparse.h"

namespace kplace::cli {

Session::Session(const FileSystem& files, const CommonOptions& options,
                 std::ostream& err)
    : files_(files),
      options_(options),
      err_(err),
      progress_(err, UseProgress(options.progress)) {}

std::optional<ExitCode> Session::ChooseOutputs(
    const std::vector<std::string_view>& offers) {
  Result<std::vector<OutputRequest>> outputs =
      ParseOutputs(options_.formats, offers);
  if (!outputs) {
    ReportError(err_, outputs.error());
    return ExitCode::kUsage;
  }
  outputs_ = std::move(*outputs);
  return std::nullopt;
}

std::optional<ExitCode> Session::Open(
    const std::vector<std::string_view>& offers, bool configured) {
  if (auto failed = ChooseOutputs(offers)) return failed;
  Result<BuildTree> tree =
      configured ? OpenBuildTree(files_, options_.tree, sources_, sink_)
                 : OpenSourceTree(files_, options_.tree);
  if (!tree) {
    ReportError(err_, tree.error());
    return ExitCode::kInputs;
  }
  tree_ = std::move(*tree);
  return std::nullopt;
}

void Session::Place() {
  progress_.Show("evaluating Makefiles");
  placement_ =
      LoadPlacement(tree_, files_, sources_, conditions_, sink_, options_.jobs);
  progress_.Clear();
}

AnalysisInput Session::InputWithoutBuild() {
  AnalysisInput input;
  input.files = &files_;
  input.sources = &sources_;
  input.sink = &sink_;
  input.jobs = options_.jobs;
  input.progress = [this](size_t done, size_t total) {
    progress_.Count("reading objects", done, total);
  };
  return input;
}

AnalysisInput Session::Input() {
  AnalysisInput input = InputWithoutBuild();
  input.tree = &tree_;
  input.placement = &placement_;
  input.kconfig = [this] { return Kconfig(); };
  input.conditions = &conditions_;
  return input;
}

const kconfig::Tree* Session::Kconfig() {
  if (!kconfig_tried_) {
    kconfig_tried_ = true;
    // Diagnostics of Kconfig files go nowhere: they only mean that a reason is
    // missing from an explanation.
    DiagnosticSink unheard;
    Result<kconfig::Tree> read = kconfig::ReadKconfig(
        files_, tree_.source_dir, tree_.KconfigVariables(), sources_, unheard);
    if (read) kconfig_ = std::move(*read);
  }
  return kconfig_ ? &*kconfig_ : nullptr;
}

bool Session::ReportDiagnostics(Severity worst) {
  progress_.Clear();
  return WriteDiagnostics(sink_, sources_, worst, err_);
}

}  // namespace kplace::cli
