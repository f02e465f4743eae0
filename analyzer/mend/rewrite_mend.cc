#include "analyzer/mend/rewrite_mend.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "support/text.h"

namespace kplace {

Result<Mend> MakeRewrite(const Gate& definer, const SourceFiles& sources) {
  const std::string plain = fmt::format("$(CONFIG_{})", definer.option);
  const std::string place = sources.Format(definer.where);
  const std::string_view before = sources.Text(definer.where.file);
  std::vector<std::string_view> lines = SplitLines(before);
  const size_t number = definer.where.line;
  if (number == 0 || number > lines.size()) {
    return Error{place + ": the line is not known"};
  }
  const std::string line(lines[number - 1]);
  const size_t at = line.find(plain);
  if (at == std::string::npos ||
      line.find(plain, at + 1) != std::string::npos ||
      line.find("subst") != std::string::npos) {
    return Error{fmt::format("{} is not a plain use of {}", place, plain)};
  }
  Mend mend;
  mend.option = definer.option;
  mend.file = sources.Path(definer.where.file);
  const std::string changed = line.substr(0, at) + "$(subst m,y," + plain +
                              ")" + line.substr(at + plain.size());
  mend.line = FoldWhitespace(changed);
  lines[number - 1] = changed;
  for (std::string_view each : lines) {
    mend.text += each;
    mend.text += '\n';
  }
  mend.diff = UnifiedDiff(mend.file, before, mend.text);
  return mend;
}

std::vector<OpenedBy> NeedsOfDefiners(const ScanQuestion& question,
                                      Questioner& before, Questioner& after) {
  std::set<EvidenceNo> definers;
  for (const SymbolNeed& need : question.needs) {
    definers.insert(need.definers.begin(), need.definers.end());
  }
  std::vector<OpenedBy> needs;
  for (EvidenceNo definer : definers) {
    std::vector<ScanQuestion> then = before.Of(definer);
    std::vector<ScanQuestion> now = after.Of(definer);
    // In step: both are in the order of the definers' definers.
    for (size_t i = 0; i < now.size(); ++i) {
      needs.push_back({std::move(now[i]), then[i].maybe_violated});
    }
  }
  return needs;
}

}  // namespace kplace
