// KP0013: an option is m and objects are in vmlinux by it, because a makefile
// line turns the m into "built in".
//
// Nothing is wrong with such a build; who reads =m in .config does not expect
// it.  One finding is one line and one option (kbuildparse/kbuild/rewrite.h).

#include <fmt/format.h>

#include "analyzer/fid.h"
#include "analyzer/rules/rules.h"
#include "kbuildparse/kbuild/rewrites_in_effect.h"

namespace kplace {
namespace {

/// "drivers/hv/hv_common.o is", "drivers/hv/hv_common.o and 3 more are"
std::string ObjectsText(const Rewrite& rewrite) {
  const std::string& first = rewrite.objects.front().object;
  if (rewrite.objects.size() == 1) return first + " is";
  return fmt::format("{} and {} more are", first, rewrite.objects.size() - 1);
}

Because RewriteLine(const Rewrite& rewrite, const SourceFiles& sources) {
  Because line;
  line.subject = rewrite.option;
  line.verdict = "rewrite";
  line.evidence.file = sources.Path(rewrite.where.file);
  line.evidence.line = rewrite.where.line;
  line.evidence.text = sources.LogicalLine(rewrite.where);
  line.evidence.options = rewrite.option + "=m";
  line.sentence = fmt::format("{}:{} builds in what {}=m brings ({})",
                              line.evidence.file, line.evidence.line,
                              rewrite.option, Name(rewrite.syntax.kind));
  if (rewrite.syntax.conditional.valid()) {
    line.sentence += ", below " + sources.Format(rewrite.syntax.conditional);
  }
  return line;
}

Finding FindingAbout(const RuleInfo& info, const Rewrite& rewrite,
                     RuleContext& context) {
  const SourceFiles& sources = *context.input.sources;
  Finding finding;
  finding.rule = &info;
  finding.level = info.level;
  finding.object = rewrite.adds.front();
  finding.fid =
      FindingId(info.code, finding.object, rewrite.option, {"vmlinux"});
  for (const PromotedObject& promoted : rewrite.objects) {
    std::vector<Because> chain =
        context.causes.Chain(promoted.object, "vmlinux");
    finding.because.insert(finding.because.end(), chain.begin(), chain.end());
  }
  finding.because.push_back(RewriteLine(rewrite, sources));
  finding.message =
      fmt::format("{}=m, yet {} in vmlinux by {}", rewrite.option,
                  ObjectsText(rewrite), sources.Format(rewrite.where));
  return finding;
}

}  // namespace

void FindPromotedByRewrite(const RuleInfo& info, RuleContext& context,
                           std::vector<Finding>& findings) {
  const AnalysisInput& input = context.input;
  std::vector<Rewrite> rewrites =
      FindRewritesInEffect(*input.tree, *input.files, *input.sources,
                           *input.placement, input.jobs);
  for (const Rewrite& rewrite : rewrites) {
    findings.push_back(FindingAbout(info, rewrite, context));
  }
}

}  // namespace kplace
