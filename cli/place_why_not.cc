#include "cli/place_why_not.h"

#include "analyzer/report/why_not.h"

namespace kplace::cli {

ExitCode RunWhyNot(const std::string& object, Session& session,
                   const Console& console) {
  session.Place();
  session.progress().Show("evaluating Makefiles for every configuration");
  AnalysisInput input = session.Input();
  EveryConfiguration every(input);
  WhyNot answer = ExplainWhyNot(input, every, object);

  bool holes = session.ReportDiagnostics();
  auto render = [&](const OutputRequest& output) {
    return output.format == "json" ? WhyNotJson(answer, session.tree())
                                   : WhyNotText(answer, session.tree());
  };
  if (auto failed =
          WriteOutputs(session.outputs(), render, console.out, console.err)) {
    return *failed;
  }
  // With holes a name may be unknown to us alone.
  if (holes) return ExitCode::kInputs;
  bool no_answer = answer.state == WhyNotState::kNoSuch ||
                   answer.state == WhyNotState::kAmbiguous;
  return no_answer ? ExitCode::kUsage : ExitCode::kClean;
}

}  // namespace kplace::cli
