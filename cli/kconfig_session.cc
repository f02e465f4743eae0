#include "cli/kconfig_session.h"

#include <CLI/CLI.hpp>
#include <ostream>
#include <utility>

#include "cli/options.h"
#include "kbuildparse/kconfig/condition_text.h"
#include "kbuildparse/kconfig/macro_facts.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::cli {

void AddKconfigOptions(CLI::App& command, KconfigOptions& options) {
  AddTreeOptions(command, options.tree);
  command
      .add_option("--facts", options.facts,
                  "a .config of the same tree and toolchain that shows what "
                  "programs answer; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  CLI::Option* allow_exec = command.add_flag(
      "--allow-exec", options.allow_exec,
      "run the programs that the Kconfig files ask, as make would; only for "
      "trees that you would build");
  command
      .add_option("--make-var", options.make_variables,
                  "what make is given, e.g. CC=clang-19 or LLVM=1; may be "
                  "repeated; default: what the build was made with")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false)
      ->needs(allow_exec);
}

std::optional<ExitCode> KconfigSession::Fail(const Error& error) {
  ReportError(err_, error);
  return ExitCode::kInputs;
}

std::optional<ExitCode> KconfigSession::Open() {
  std::string build =
      options_.tree.build_dir.empty() ? "." : options_.tree.build_dir;
  if (files_.IsFile(JoinPath(build, ".config"))) {
    if (auto failed = OpenBuild()) return failed;
  } else {
    Result<BuildTree> tree = OpenSourceTree(files_, options_.tree);
    if (!tree) return Fail(tree.error());
    tree_ = std::move(*tree);
    if (auto failed = ReadKconfigFiles()) return failed;
  }
  symbols_.emplace(*kconfig_, kconfig::ReadDialect(files_, tree_.source_dir));
  if (auto failed = RefuseRecursions()) return failed;
  return ReadFacts();
}

/// conf does not take such a tree either.
std::optional<ExitCode> KconfigSession::RefuseRecursions() {
  recursions_ = FindRecursions(*symbols_);
  if (recursions_.empty()) return std::nullopt;
  ReportDiagnostics();
  for (const kconfig::Recursion& recursion : recursions_) {
    ReportError(err_, {"recursive dependency"});
    for (const kconfig::RecursionStep& step : recursion) {
      err_ << "  " << step.Text() << "  " << sources_.Format(step.where)
           << '\n';
    }
  }
  return ExitCode::kInputs;
}

std::optional<ExitCode> KconfigSession::OpenBuild() {
  Result<BuildTree> tree =
      OpenBuildTree(files_, options_.tree, sources_, sink_);
  if (!tree) return Fail(tree.error());
  tree_ = std::move(*tree);
  return ReadKconfigFiles();
}

/// What the Kconfig files see of make.
std::map<std::string, std::string> KconfigSession::ExportedVariables() {
  std::map<std::string, std::string> variables = tree_.KconfigVariables();
  if (!options_.allow_exec) return variables;
  Result<std::string> recorded =
      files_.Read(JoinPath(tree_.build_dir, "include/config/auto.conf.cmd"));
  std::map<std::string, std::string> of_make =
      MakeVariables(recorded ? *recorded : "", options_.make_variables);
  // The tree at hand, not what a record says of it.
  for (const auto& [name, value] : variables) of_make[name] = value;
  AddToolchainText(of_make);
  return of_make;
}

/// What the top Makefile asks itself, and exports.
void KconfigSession::AddToolchainText(
    std::map<std::string, std::string>& variables) {
  const std::string version = " --version 2>/dev/null | head -n 1";
  const std::pair<const char*, std::string> questions[] = {
      {"CC_VERSION_TEXT", "LC_ALL=C " + variables["CC"] + version},
      {"RUSTC_VERSION_TEXT", variables["RUSTC"] + version},
      {"PAHOLE_VERSION",  // Linux 7.0
       variables["srctree"] + "/scripts/pahole-version.sh " +
           variables["PAHOLE"]}};
  ShellRunner shell(variables);
  for (const auto& [variable, command] : questions) {
    if (!variables.contains(variable)) {
      variables.emplace(variable, shell.Run(command));
    }
  }
}

std::optional<ExitCode> KconfigSession::ReadKconfigFiles() {
  std::map<std::string, std::string> variables = ExportedVariables();
  if (options_.allow_exec) shell_ = std::make_unique<ShellRunner>(variables);
  Result<kconfig::Tree> read = kconfig::ReadKconfig(
      files_, tree_.source_dir, variables, sources_, sink_, shell_.get());
  if (!read) return Fail(read.error());
  kconfig_ = std::move(*read);
  if (shell_ == nullptr) return std::nullopt;
  for (const std::string& complaint : shell_->complaints()) {
    err_ << "kplace: Kconfig: " << Printable(complaint) << '\n';
  }
  return std::nullopt;
}

void KconfigSession::AddFacts(const Configuration& shown) {
  macros_ = FindMacroFacts(*symbols_, shown, std::move(macros_)).answers;
}

/// Files that the user names count before the build's own.
std::optional<ExitCode> KconfigSession::ReadFacts() {
  for (const std::string& path : options_.facts) {
    Result<Configuration> shown =
        ReadConfiguration(files_, path, sources_, sink_);
    if (!shown) return Fail(shown.error());
    AddFacts(*shown);
  }
  if (tree_.configured) AddFacts(tree_.config);
  return std::nullopt;
}

/// What `make NAME_defconfig` starts from, unless there is such a file here.
std::string KconfigSession::WithDefconfigs(const std::string& path) const {
  if (!path.ends_with("defconfig") || files_.IsFile(path)) return path;
  std::string of_tree =
      JoinPath(tree_.source_dir, "arch/" + tree_.srcarch + "/configs/" + path);
  return files_.IsFile(of_tree) ? of_tree : path;
}

std::optional<ExitCode> KconfigSession::ReadStart(const std::string& path,
                                                  kconfig::MakeTarget target,
                                                  Configuration& config) {
  if (!path.empty()) {
    Result<Configuration> read =
        ReadConfiguration(files_, WithDefconfigs(path), sources_, sink_);
    if (!read) return Fail(read.error());
    config = std::move(*read);
  } else if (target == kconfig::MakeTarget::kOldDefConfig) {
    if (!tree_.configured) {
      return Fail(
          {"no configuration to complete: name a .config or a "
           "fragment, or a target that starts from nothing"});
    }
    config = tree_.config;
  }
  return std::nullopt;
}

std::optional<ExitCode> KconfigSession::ReadBase(const std::string& path,
                                                 Configuration& config) {
  if (path.empty() && !tree_.configured) return std::nullopt;
  return ReadStart(path, kconfig::MakeTarget::kOldDefConfig, config);
}

std::optional<ExitCode> KconfigSession::ReadCondition(
    const std::string& text, kconfig::FormulaNo& condition) {
  Result<kconfig::FormulaNo> read = kconfig::ReadCondition(text, *symbols_);
  if (!read) {
    ReportError(err_, read.error());
    return ExitCode::kUsage;
  }
  condition = *read;
  return std::nullopt;
}

bool KconfigSession::ReportDiagnostics() {
  return WriteDiagnostics(sink_, sources_, Severity::kError, err_);
}

std::optional<ExitCode> KconfigSession::RefuseErrors() {
  if (!ReportDiagnostics()) return std::nullopt;
  err_ << "kplace: unknown: nothing can be said of all configurations while "
          "there are errors; conf does not take such a tree either\n";
  return ExitCode::kInputs;
}

}  // namespace kplace::cli
