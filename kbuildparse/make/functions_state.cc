// functions_state.cc - functions that ask for or report something beyond
// their arguments: variables, messages, the shell, files; and `subst`.

#include <algorithm>

#include "kbuildparse/make/function_handlers.h"
#include "kbuildparse/make/interpreter.h"
#include "kbuildparse/make/option_text.h"
#include "kbuildparse/make/plain_text.h"
#include "kbuildparse/make/word_list.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::make::special {
namespace {

const char* NameOf(Origin origin) {
  switch (origin) {
    case Origin::kUndefined:
      return "undefined";
    case Origin::kDefault:
      return "default";
    case Origin::kEnvironment:
      return "environment";
    case Origin::kFile:
      return "file";
    case Origin::kCommandLine:
      return "command line";
    case Origin::kOverride:
      return "override";
    case Origin::kAutomatic:
      return "automatic";
  }
  return "undefined";
}

/// Appends `local` for a local variable, else `known` where the variable that
/// `text` names is defined and "undefined" elsewhere.
void Describe(Interpreter& run, std::string_view text, const char* local,
              const std::function<const char*(const Variable&)>& known,
              Value* out) {
  Name name(text);
  if (run.FindLocal(name) != nullptr) {
    return out->Append(Condition::True(), local);
  }
  const Variable* variable = run.Find(name);
  Condition defined =
      variable == nullptr ? Condition::False() : variable->defined();
  if (run.IsCertain(defined)) defined = Condition::True();
  if (!run.IsImpossible(defined)) out->Append(defined, known(*variable));
  if (!defined.IsTrue()) {
    out->Append(run.conditions().Not(defined), "undefined");
  }
}

/// Whether an occurrence of `from` could begin in one piece of `text` and end
/// in another.
bool MayCrossPieces(const Value& text, std::string_view from) {
  for (const Piece& piece : text.pieces()) {
    if (piece.unknown) continue;
    for (size_t length = 1; length < from.size(); ++length) {
      if (piece.text.ends_with(from.substr(0, length))) return true;
    }
  }
  return false;
}

void ReplaceIn(Interpreter& run, Condition when,
               std::span<const std::string_view> texts, Value* out) {
  FunctionOutput output(run.bytes_left());
  Replace(texts[2], texts[0], texts[1], output);
  run.AppendOutput(when, output, out);
}

/// The file that `<name` reads, without a newline at its end; empty when there
/// is none, unknown when it may not be read.
void ReadFileText(Interpreter& run, std::string_view name, Value* out) {
  std::string path = JoinPath(run.services().directory, name);
  auto text = run.services().files->Read(path);
  if (!text) {
    bool refused = text.error().message.ends_with("is not read");
    if (refused) out->AppendUnknown(Condition::True(), text.error().message);
    return;
  }
  std::string_view kept = *text;
  if (kept.ends_with('\n')) kept.remove_suffix(1);
  if (run.Spend(kept.size())) out->Append(Condition::True(), kept);
}

}  // namespace

void ValueFunction(Interpreter& run, std::span<const Expr> args, Value* out) {
  auto value = [&](std::string_view name, Value* result) {
    run.RawText(Name(name), result);
  };
  run.MapChoices(run.Expand(args[0]), value, out);
}

void OriginOf(Interpreter& run, std::span<const Expr> args, Value* out) {
  auto origin = [&](std::string_view name, Value* result) {
    auto known = [](const Variable& v) { return NameOf(v.origin); };
    Describe(run, name, "automatic", known, result);
  };
  run.MapChoices(run.Expand(args[0]), origin, out);
}

void Flavor(Interpreter& run, std::span<const Expr> args, Value* out) {
  auto flavor = [&](std::string_view name, Value* result) {
    auto known = [](const Variable& v) {
      return v.recursive ? "recursive" : "simple";
    };
    Describe(run, name, "simple", known, result);
  };
  run.MapChoices(run.Expand(args[0]), flavor, out);
}

void Info(Interpreter& run, std::span<const Expr> args, Value*) {
  Value text = run.Expand(args[0]);
  if (!run.services().info) return;
  run.ForEachChoice(
      text, [&](std::string_view line) { run.services().info(line); },
      [](const std::string&) {});
}

void Warning(Interpreter& run, std::span<const Expr> args, Value*) {
  auto warn = [&](std::string_view text) {
    run.Report(Severity::kWarning, std::string(text));
  };
  run.ForEachChoice(run.Expand(args[0]), warn, warn);
}

void ReportError(Interpreter& run, std::span<const Expr> args, Value*) {
  auto stop = [&](std::string_view text) {
    run.StopReading(std::string(text));
  };
  run.ForEachChoice(run.Expand(args[0]), stop, stop);
}

void Shell(Interpreter& run, std::span<const Expr> args, Value* out) {
  run.RunShell(run.Expand(args[0]), out);
}

void Guile(Interpreter& run, std::span<const Expr> args, Value* out) {
  run.Expand(args[0]);
  out->AppendUnknown(Condition::True(), "$(guile …) runs a program");
}

void File(Interpreter& run, std::span<const Expr> args, Value* out) {
  if (args.size() > 1) run.Expand(args[1]);
  auto read = [&](std::string_view operation, Value* result) {
    if (operation.starts_with('<')) {
      return ReadFileText(run, Trim(operation.substr(1)), result);
    }
    if (!operation.starts_with('>')) {
      run.Stop("invalid file operation: " + std::string(operation));
    }
  };
  run.MapChoices(run.Expand(args[0]), read, out);
}

void Subst(Interpreter& run, std::span<const Expr> args, Value* out) {
  Value values[] = {run.Expand(args[0]), run.Expand(args[1]),
                    run.Expand(args[2])};
  bool plain = values[0].IsPlain() && values[1].IsPlain();
  std::string_view from = plain ? values[0].Plain() : std::string_view();
  bool by_piece =
      plain && (values[2].IsPlain() ||
                (!from.empty() && !MayCrossPieces(values[2], from)));
  if (plain && from == "\"" && values[1].empty()) {
    if (auto unquoted = UnquoteOption(values[2], false)) {
      return run.AppendValue(*unquoted, out);
    }
  }
  if (!by_piece) {
    auto replace = [&](Condition when, std::span<const std::string_view> texts,
                       Value* result) { ReplaceIn(run, when, texts, result); };
    return ForCombinations(values, run.conditions(), replace, out);
  }
  if (values[2].empty()) {
    std::string_view texts[] = {from, values[1].Plain(), {}};
    return ReplaceIn(run, Condition::True(), texts, out);
  }
  for (const Piece& piece : values[2].pieces()) {
    if (piece.unknown) {
      out->AppendUnknown(piece.when, piece.text);
      continue;
    }
    std::string_view texts[] = {from, values[1].Plain(), piece.text};
    ReplaceIn(run, piece.when, texts, out);
  }
}

}  // namespace kplace::make::special

namespace kplace::make {

void Interpreter::RunShell(const Value& command, Value* out) {
  auto run = [&](std::string_view text, Value* result) {
    std::optional<std::string> answer;
    if (services_->shell) answer = services_->shell(text);
    if (!answer) {
      return result->AppendUnknown(
          Condition::True(),
          "$(shell " + Elide(FoldWhitespace(text), 60) + ")");
    }
    while (answer->ends_with('\n')) answer->pop_back();
    std::replace(answer->begin(), answer->end(), '\n', ' ');
    AppendText(*answer, result);
  };
  MapChoices(command, run, out);
}

}  // namespace kplace::make
