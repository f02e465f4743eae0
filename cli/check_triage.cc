#include "cli/check_triage.h"

#include <chrono>
#include <utility>

#include "cli/settings.h"
#include "support/path.h"

namespace kplace::cli {
namespace {

/// The settings that count; "" for none.
std::string FindSettings(const FileSystem& files, const std::string& named,
                         const std::string& source_dir) {
  if (!named.empty()) return named;
  if (files.IsFile(kSettingsFile)) return kSettingsFile;
  if (source_dir.empty()) return {};
  std::string path = JoinPath(source_dir, kSettingsFile);
  return files.IsFile(path) ? path : std::string();
}

std::optional<Error> ReadBaseline(const FileSystem& files,
                                  const std::string& path,
                                  TriageInput& triage) {
  if (path.empty()) return std::nullopt;
  Result<std::string> text = files.Read(path);
  if (!text) {
    return Error{text.error().message +
                 "; kplace baseline update makes a baseline"};
  }
  Result<Baseline> baseline = Baseline::Parse(*text, path);
  if (!baseline) return baseline.error();
  triage.baseline = std::move(*baseline);
  return std::nullopt;
}

}  // namespace

std::optional<Error> ReadTriage(const FileSystem& files,
                                const std::string& source_dir,
                                CheckReportOptions& options,
                                TriageInput& triage) {
  triage.today =
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const std::string path = FindSettings(files, options.config, source_dir);
  if (!path.empty()) {
    Result<std::string> text = files.Read(path);
    if (!text) return text.error();
    Result<Settings> settings = ReadSettings(*text, path);
    if (!settings) return settings.error();
    if (!options.fail_on) options.fail_on = settings->fail_on;
    options.notes = options.notes || settings->notes;
    if (options.label.empty()) options.label = settings->label;
    if (options.baseline.empty()) options.baseline = settings->baseline;
    triage.waivers = std::move(settings->waivers);
  }
  return ReadBaseline(files, options.baseline, triage);
}

}  // namespace kplace::cli
