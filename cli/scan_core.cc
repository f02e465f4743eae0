#include "cli/scan_core.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>
#include <utility>

#include "cli/output.h"
#include "kbuildparse/kbuildparse.h"
#include "kbuildparse/kconfig/user_values.h"
#include "support/text.h"

namespace kplace::cli {

std::optional<ExitCode> ScanCore::Fail(const Error& error) {
  progress_.Clear();
  ReportError(console_.err, error);
  return ExitCode::kInputs;
}

std::optional<ExitCode> ScanCore::Run() {
  progress_.Show("reading Kconfig files");
  if (auto failed = session_.Open()) return failed;
  if (auto failed = ReadIndexedEvidence()) return failed;
  progress_.Show("evaluating Makefiles");
  placement_ =
      LoadPlacement(session_.build(), console_.files, session_.sources(),
                    conditions_, session_.sink(), options_.jobs);
  if (auto failed = ReadEvidence()) return failed;
  progress_.Clear();
  if (auto failed = session_.RefuseErrors()) return failed;
  Place();
  if (auto failed = CompareIndexes()) return failed;
  Ask();
  progress_.Clear();
  return std::nullopt;
}

/// What was compiled is the base, and knows the toolchain, unless the user
/// says otherwise.
std::optional<ExitCode> ScanCore::ReadIndexedEvidence() {
  Result<std::vector<Index>> indexes = ReadIndexes(options_.evidence.indexes);
  if (!indexes) return Fail(indexes.error());
  indexes_ = std::move(*indexes);
  for (const Index& index : indexes_) {
    properties_.push_back(index.properties);
    for (const EvidenceSource& source : index.evidence.sources) {
      session_.AddFacts(source.config);
    }
  }
  const Configuration* compiled = OnlyConfiguration(indexes_);
  if (options_.base.empty() && compiled != nullptr) {
    base_ = *compiled;
    return std::nullopt;
  }
  return session_.ReadBase(options_.base, base_);
}

std::optional<ExitCode> ScanCore::ReadEvidence() {
  EvidenceInput input{console_.files, options_.jobs, unknowns_, session_.sink(),
                      [this](size_t done, size_t total) {
                        progress_.Count("reading objects", done, total);
                      }};
  Result<ScanEvidence> read =
      GatherEvidence(options_.evidence, input, session_.build(), placement_,
                     base_, std::move(indexes_));
  if (!read) return Fail(read.error());
  evidence_ = std::move(*read);
  return std::nullopt;
}

void ScanCore::Place() {
  progress_.Show("evaluating Makefiles for every configuration");
  every_.emplace(InputForAll(session_, console_.files, placement_, conditions_,
                             options_.jobs));
  presences_.emplace(every_->placement(), every_->conditions(),
                     evidence_.sources);
  for (const EvidenceObject& object : evidence_.objects) {
    if (object.is_module &&
        every_->placement().RowsInUnit(object.path).empty()) {
      unknowns_.Add(
          object.path,
          "these makefiles have no such module, so where its code "
          "goes is not known; modules of this very source would tell");
    }
  }
}

/// That the tree has changed since is what an index is for, and is only told;
/// objects of another architecture say nothing.
std::optional<ExitCode> ScanCore::CompareIndexes() {
  if (properties_.empty()) return std::nullopt;
  const auto tree = PropertiesOf(session_.build(), session_.sources());
  for (size_t i = 0; i < properties_.size(); ++i) {
    const std::string name = Printable(options_.evidence.indexes[i]);
    auto made_for = properties_[i].find("architecture");
    if (made_for != properties_[i].end() &&
        made_for->second != tree.at("architecture")) {
      return Fail(
          {fmt::format("{}: made for {}, and asked about {}; see --arch", name,
                       Printable(made_for->second), tree.at("architecture"))});
    }
    const auto differences = DifferencesOf(properties_[i], tree);
    if (differences.empty()) continue;
    progress_.Clear();
    console_.err << fmt::format("kplace: {}: made from another tree: {}\n",
                                name, fmt::join(differences, ", "));
  }
  return std::nullopt;
}

void ScanCore::Ask() {
  questions_ = AskOf(evidence_, *presences_, every_->conditions(), Where());
  for (const std::string& word :
       Narrow(options_.filter, evidence_, every_->conditions(), questions_)) {
    progress_.Clear();
    console_.err << "kplace: nothing that could fail has to do with "
                 << Printable(word) << '\n';
  }
  user_ = ReadUserValues(session_.symbols(), base_, session_.sink());
  answers_ = Answers(questions_.open, Input());
}

void ScanCore::AskOfNamingObjects(const NamedInSource& is_named) {
  kplace::AskOfNamingObjects(
      {evidence_, *presences_, every_->conditions(), Where(), is_named},
      Input(), questions_.open, answers_);
}

ScanInput ScanCore::Input() {
  return {every_->conditions(),
          session_.symbols(),
          session_.macros(),
          user_,
          options_.jobs,
          [this](size_t done, size_t total) {
            progress_.Count("asking", done, total);
          }};
}

}  // namespace kplace::cli
