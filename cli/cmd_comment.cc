// kplace comment: a result, as a reviewer is to read it.

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "analyzer/comment/comment.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace kplace::cli {
namespace {

enum class CommentStyle { kGithub, kGitlab, kMail };

struct CommentOptions {
  std::string result;
  std::string base;
  CommentStyle style = CommentStyle::kGithub;
  std::string key;
  std::string head;
  std::string reproduce;
  std::string output;
};

constexpr const char* kExamples = R"(
Examples:
  kplace check -f json=head.json; kplace comment head.json --base base.json \
      --key x86/defconfig --head $SHA -o comment.md

The first line is a marker that readers do not see: find the comment of your bot
by "kplace:v1 key=", and leave it alone if its digest is the same. Exit status: 0
if nothing is new, 1 if something is; with 0 and no comment of yours there, post
none.)";

ExitCode RunComment(const CommentOptions& options, const Console& console) {
  auto fail = [&](const Error& error) {
    ReportError(console.err, error);
    return ExitCode::kInputs;
  };
  auto read = [&](const std::string& path) -> Result<CheckResult> {
    Result<std::string> text = console.files.Read(path);
    if (!text) return text.error();
    return ReadCheckResult(*text, path);
  };
  Result<CheckResult> result = read(options.result);
  if (!result) return fail(result.error());
  CommentInput input{std::move(*result), std::nullopt, options.key,
                     options.head, options.reproduce};
  if (input.key.empty()) input.key = input.result.architecture;
  if (!options.base.empty()) {
    Result<CheckResult> base = read(options.base);
    if (!base) return fail(base.error());
    input.base = std::move(*base);
  }
  constexpr size_t kGitlabLimit = 900000;
  std::string text;
  switch (options.style) {
    case CommentStyle::kGithub:
      text = MarkdownComment(input);
      break;
    case CommentStyle::kGitlab:
      text = MarkdownComment(input, kGitlabLimit);
      break;
    case CommentStyle::kMail:
      text = MailComment(input);
  }
  if (auto error =
          WriteOutput({"comment", options.output}, text, console.out)) {
    return fail(*error);
  }
  return MakeComment(input).news.empty() ? ExitCode::kClean
                                         : ExitCode::kFindings;
}

}  // namespace

RunCommand SetUpComment(CLI::App& app) {
  static const std::map<std::string, CommentStyle> kStyles = {
      {"github", CommentStyle::kGithub},
      {"gitlab", CommentStyle::kGitlab},
      {"mail", CommentStyle::kMail}};
  auto options = std::make_shared<CommentOptions>();
  CLI::App* command = app.add_subcommand(
      "comment", "Render a result as a review comment, or as a mail");
  command
      ->add_option("result", options->result,
                   "what kplace check --format json has written")
      ->required()
      ->type_name("RESULT");
  command
      ->add_option("--base", options->base,
                   "the same of what the change is on top of: what is there "
                   "already is not new")
      ->type_name("RESULT")
      ->check(AName());
  command
      ->add_option("--style", options->style, "github (default), gitlab, mail")
      ->type_name("STYLE")
      ->transform(OneOf(kStyles));
  command
      ->add_option("--key", options->key,
                   "which of several comments this is: x86/defconfig; default: "
                   "the architecture")
      ->type_name("NAME");
  command->add_option("--head", options->head, "the commit that was checked")
      ->type_name("SHA");
  command
      ->add_option("--reproduce", options->reproduce,
                   "the command that shows the same elsewhere")
      ->type_name("COMMAND");
  command->add_option("-o,--output", options->output, "default: stdout")
      ->type_name("FILE")
      ->check(AName());
  command->footer(kExamples);
  return [options](const Console& console) {
    return RunComment(*options, console);
  };
}

}  // namespace kplace::cli
