// expand.cc - expressions to values.

#include <algorithm>

#include "kbuildparse/make/interpreter.h"
#include "kbuildparse/make/plain_text.h"
#include "kbuildparse/make/word_list.h"

namespace kplace::make {
namespace {

/// What an expansion costs besides the text that it gives.
constexpr size_t kBytesPerStep = 16;
/// What a piece that is there under a condition costs besides its text:
/// conditions are joined.
constexpr size_t kBytesPerCondition = 160;

/// `$(1)`, `$(10)`: an argument of $(call), not a variable of its own.
bool IsArgumentName(std::string_view name) {
  return !name.empty() && name.size() < 4 &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

size_t ArgumentIndex(std::string_view name) {
  size_t index = 0;
  for (char c : name) index = index * 10 + static_cast<size_t>(c - '0');
  return index;
}

}  // namespace

Value Interpreter::Expand(const Expr& expr) {
  Value value;
  Expand(expr, &value);
  return value;
}

void Interpreter::Expand(const Expr& expr, Value* out) {
  Level level(*this);
  if (stopped_) return;
  // Steps count too: even expanding nothing can be made to take long.
  if (!Spend(kBytesPerStep))
    return out->AppendUnknown(Condition::True(), kTooMuchText);
  if (!level.ok()) {
    Report(Severity::kError, "expansion is nested too deeply");
    return out->AppendUnknown(Condition::True(),
                              "expansion is nested too deeply");
  }
  for (const Part& part : expr.parts) ExpandPart(part, out);
}

void Interpreter::ExpandPart(const Part& part, Value* out) {
  if (const auto* literal = std::get_if<Literal>(&part.node)) {
    AppendText(literal->text, out);
  } else if (const auto* reference = std::get_if<Reference>(&part.node)) {
    ExpandVariable(reference->name, out);
  } else if (const auto* call = std::get_if<FunctionCall>(&part.node)) {
    ExpandFunction(*call, out);
  } else if (const auto* change = std::get_if<Substitution>(&part.node)) {
    ExpandSubstitution(change->name, change->from, change->to, out);
  } else if (const auto* name = std::get_if<ComputedReference>(&part.node)) {
    ExpandComputed(name->inside, out);
  } else {
    const auto& bad = std::get<BadReference>(part.node);
    Stop(bad.message);
    out->AppendUnknown(Condition::True(), bad.message);
  }
}

void Interpreter::AppendText(std::string_view text, Value* out) {
  if (Spend(text.size())) {
    out->Append(Condition::True(), text);
  } else {
    out->AppendUnknown(Condition::True(), kTooMuchText);
  }
}

bool Interpreter::Spend(size_t bytes) {
  if (bytes <= bytes_left()) {
    spent_bytes_ += bytes;
    return true;
  }
  if (!exhausted_) Report(Severity::kError, kTooMuchText);
  exhausted_ = true;
  spent_bytes_ = limits_.bytes;
  return false;
}

// References ////////////////////////////////////////////////////////////////

void Interpreter::ExpandComputed(const Expr& inside, Value* out) {
  auto expand = [&](std::string_view text, Value* value) {
    ExpandReference(text, value);
  };
  MapChoices(Expand(inside), expand, out);
}

void Interpreter::ExpandReference(std::string_view inside, Value* out) {
  size_t colon = inside.find(':');
  size_t equals = colon == std::string_view::npos ? std::string_view::npos
                                                  : inside.find('=', colon);
  if (equals == std::string_view::npos) {
    return ExpandVariable(Name(inside), out);
  }
  ExpandSubstitution(Name(inside.substr(0, colon)),
                     inside.substr(colon + 1, equals - colon - 1),
                     inside.substr(equals + 1), out);
}

void Interpreter::ExpandSubstitution(const Name& name, std::string_view from,
                                     std::string_view to, Value* out) {
  Value value;
  ExpandVariable(name, &value);
  auto replace = [&](Condition when, std::span<const std::string_view> texts,
                     Value* result) {
    FunctionOutput replaced(bytes_left());
    SuffixReplace(texts[0], from, to, replaced);
    AppendOutput(when, replaced, result);
  };
  if (value.IsPlain()) {
    std::string_view text = value.Plain();
    return replace(Condition::True(), std::span(&text, 1), out);
  }
  ForWords(std::span(&value, 1), 0, conditions(), replace, out);
}

const Value* Interpreter::FindLocal(const Name& name) const {
  for (auto local = locals_.rbegin(); local != locals_.rend(); ++local) {
    if (local->name == name) return &local->value;
  }
  if (calls_.empty() || !IsArgumentName(name.text)) return nullptr;
  const std::vector<Value>& arguments = calls_.back();
  size_t index = ArgumentIndex(name.text);
  return index < arguments.size() ? &arguments[index] : &missing_argument_;
}

const Variable* Interpreter::Find(const Name& name) {
  if (const Variable* found = scope_->Find(name)) return found;
  if (!services_->variables) return nullptr;
  std::optional<Value> value = services_->variables(name.text);
  if (!value) return nullptr;
  Define(name.text, std::move(*value), Origin::kFile);
  return scope_->Find(name);
}

Condition Interpreter::Defined(const Name& name) {
  if (const Value* local = FindLocal(name)) {
    return NotEmpty(*local, conditions());
  }
  const Variable* variable = Find(name);
  return variable == nullptr ? Condition::False() : variable->not_empty();
}

void Interpreter::ExpandVariable(const Name& name, Value* out) {
  if (const Value* local = FindLocal(name)) return AppendValue(*local, out);
  if (const Variable* variable = Find(name)) ExpandChunks(*variable, out);
}

void Interpreter::ExpandChunks(const Variable& variable, Value* out) {
  // By index: $(eval) in a chunk may change the very variable.
  for (size_t i = 0; i < variable.chunks().size(); ++i) {
    const Chunk& chunk = variable.chunks()[i];
    Condition when = chunk.when;
    if (IsImpossible(when)) continue;
    if (!chunk.after_blank.IsFalse()) out->Append(chunk.after_blank, " ");
    if (when.IsTrue()) {
      ExpandChunk(variable, chunk, out);
      continue;
    }
    Under(when, [&] {
      Value value;
      ExpandChunk(variable, chunk, &value);
      out->Append(when, value, conditions());
    });
  }
}

void Interpreter::ExpandChunk(const Variable& variable, const Chunk& chunk,
                              Value* out) {
  if (chunk.expression == nullptr) return AppendValue(chunk.value, out);
  const Expr& expression = *chunk.expression;
  if (!StartsExpanding(variable, out)) return;
  Expand(expression, out);
  expanding_.pop_back();
}

Value Interpreter::ValueOfChunk(const Variable& variable, const Chunk& chunk) {
  Restore<SourceLoc> where(where_, chunk.by ? chunk.by->where : where_);
  Value value;
  Under(chunk.when, [&] { ExpandChunk(variable, chunk, &value); });
  return value;
}

bool Interpreter::StartsExpanding(const Variable& variable, Value* out) {
  bool recursing = false;
  bool called = false;
  for (const Expanding& entry : expanding_) {
    if (entry.variable != &variable) continue;
    recursing = true;
    called = called || entry.by_call;
  }
  if (recursing && !called) {
    std::string message = "recursive variable '" + variable.name() +
                          "' references itself (eventually)";
    Stop(message);
    out->AppendUnknown(Condition::True(), message);
    return false;
  }
  expanding_.push_back({&variable, false});
  return true;
}

void Interpreter::AppendValue(const Value& value, Value* out) {
  size_t bytes = 0;
  for (const Piece& piece : value.pieces()) {
    bytes += piece.text.size();
    if (!piece.when.IsTrue()) bytes += kBytesPerCondition;
  }
  if (!Spend(bytes)) {
    return out->AppendUnknown(Condition::True(), kTooMuchText);
  }
  out->Append(Condition::True(), value, conditions());
}

void Interpreter::RawText(const Name& name, Value* out) {
  if (const Value* local = FindLocal(name)) return AppendValue(*local, out);
  const Variable* variable = Find(name);
  if (variable == nullptr) return;
  for (const Chunk& chunk : variable->chunks()) {
    if (!chunk.after_blank.IsFalse()) out->Append(chunk.after_blank, " ");
    if (chunk.expression != nullptr) {
      out->Append(chunk.when, chunk.expression->text);
    } else {
      out->Append(chunk.when, chunk.value, conditions());
    }
  }
}

// Calls /////////////////////////////////////////////////////////////////////

void Interpreter::ExpandFunction(const FunctionCall& call, Value* out) {
  const Function& function = *call.function;
  if (function.style == FunctionStyle::kSpecial) {
    return function.special(*this, call.arguments, out);
  }
  std::vector<Value> arguments;
  arguments.reserve(call.arguments.size());
  for (const Expr& argument : call.arguments) {
    arguments.push_back(Expand(argument));
  }
  Apply(function, arguments, out);
}

void Interpreter::Apply(const Function& function,
                        std::span<const Value> arguments, Value* out) {
  auto apply = [&](Condition when, std::span<const std::string_view> texts,
                   Value* result) {
    FunctionOutput output(bytes_left());
    function.plain({texts, services_->files, services_->directory}, output);
    AppendOutput(when, output, result);
  };
  bool all_plain = std::all_of(arguments.begin(), arguments.end(),
                               [](const Value& v) { return v.IsPlain(); });
  if (all_plain) {
    std::string_view texts[kMaxPlainArguments];
    for (size_t i = 0; i < arguments.size(); ++i) {
      texts[i] = arguments[i].Plain();
    }
    apply(Condition::True(), std::span(texts, arguments.size()), out);
  } else if (function.style == FunctionStyle::kWordwise) {
    ForWords(arguments, function.list_argument, conditions(), apply, out);
  } else {
    ForCombinations(arguments, conditions(), apply, out);
  }
}

void Interpreter::AppendOutput(Condition when, const FunctionOutput& output,
                               Value* out) {
  if (!output.error().empty()) {
    Under(when, [&] { Stop(output.error()); });
    out->AppendUnknown(when, output.error());
  } else if (output.Overflowed() || !Spend(output.text().size())) {
    Spend(bytes_left() + 1);
    out->AppendUnknown(when, kTooMuchText);
  } else if (!output.text().empty()) {
    out->Append(when, output.text());
  }
}

void Interpreter::WithLocal(std::string_view name, Value value,
                            const std::function<void()>& body) {
  locals_.push_back({Name(name), std::move(value)});
  body();
  locals_.pop_back();
}

void Interpreter::CallVariable(const Name& name, std::vector<Value> arguments,
                               Value* out) {
  const Variable* variable = Find(name);
  if (variable == nullptr) return;
  expanding_.push_back({variable, true});
  calls_.push_back(std::move(arguments));
  ExpandChunks(*variable, out);
  calls_.pop_back();
  expanding_.pop_back();
}

// Guards ////////////////////////////////////////////////////////////////////

void Interpreter::Under(Condition when, const std::function<void()>& body) {
  Condition outer = guard_;
  guard_ = conditions().And(outer, when);
  if (!guard_.IsFalse()) body();
  guard_ = outer;
}

void Interpreter::ForEachChoice(
    const Value& value, const std::function<void(std::string_view)>& body,
    const std::function<void(const std::string&)>& unknown) {
  if (value.IsPlain()) return body(value.Plain());
  Choices choices = Enumerate(value, conditions());
  for (const Choice& choice : choices.known) {
    Under(choice.when, [&] { body(choice.text); });
  }
  Under(choices.unknown, [&] { unknown(choices.reason); });
}

void Interpreter::MapChoices(
    const Value& value,
    const std::function<void(std::string_view, Value*)>& function, Value* out) {
  if (value.IsPlain()) return function(value.Plain(), out);
  Choices choices = Enumerate(value, conditions());
  for (const Choice& choice : choices.known) {
    Under(choice.when, [&] {
      Value result;
      function(choice.text, &result);
      out->Append(choice.when, result, conditions());
    });
  }
  if (!IsImpossible(choices.unknown)) {
    out->AppendUnknown(choices.unknown, choices.reason);
  }
}

bool Interpreter::IsImpossible(Condition when) {
  return when.IsFalse() ||
         (!when.IsTrue() && conditions().And(guard_, when).IsFalse());
}

bool Interpreter::IsCertain(Condition when) {
  return when.IsTrue() || conditions().AndNot(guard_, when).IsFalse();
}

}  // namespace kplace::make
