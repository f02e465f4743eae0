// assign.cc - what an assignment does to variables.

#include <algorithm>

#include "kbuildparse/make/interpreter.h"
#include "support/text.h"

namespace kplace::make {
namespace {

/// Values from outside that make would expand when they are used.
bool IsRecursiveOrigin(Origin origin) {
  return origin == Origin::kEnvironment || origin == Origin::kCommandLine;
}

Origin OriginOf(const Modifiers& modifiers) {
  return modifiers.overriding ? Origin::kOverride : Origin::kFile;
}

/// The known text at the front of `value` and at its end: what every string
/// that it can be has there.
std::pair<std::string, std::string> KnownEnds(const Value& value) {
  const auto& pieces = value.pieces();
  auto fixed = [](const Piece& p) { return p.when.IsTrue() && !p.unknown; };
  std::string front;
  std::string back;
  size_t i = 0;
  while (i < pieces.size() && fixed(pieces[i])) front += pieces[i++].text;
  for (size_t j = pieces.size(); j > i && fixed(pieces[j - 1]); --j) {
    back.insert(0, pieces[j - 1].text);
  }
  return {std::string(SkipSpace(front)), back.substr(0, Trim(back).size())};
}

}  // namespace

void Interpreter::Define(std::string_view name, Value value, Origin origin) {
  Variable& variable = scope_->ForUpdate(Name(name));
  variable.origin = origin;
  variable.recursive = IsRecursiveOrigin(origin);
  Chunk chunk;
  chunk.value = std::move(value);
  variable.Assign(std::move(chunk), conditions());
}

void Interpreter::Forget(std::string_view name) {
  Variable& variable = scope_->ForUpdate(Name(name));
  variable.Remove(Condition::True(), conditions());
  variable.origin = Origin::kUndefined;
}

void Interpreter::Run(const Assignment& assignment, const Statement& by) {
  in_rule_ = false;
  std::optional<Value> value;  // of the right side, computed when first needed
  ForEachName(
      assignment.name,
      [&](std::string_view name) {
        if (name.empty()) return Stop("empty variable name");
        if (assignment.modifiers.exported) ExportName(name, true);
        Variable& variable = scope_->ForUpdate(Name(name));
        // A local value of the same name hides it, and stays.
        Assign(variable, assignment, by, value);
      },
      [&](const Value& name, const std::string& reason) {
        RecordUnknownName(name, reason, assignment, by);
      });
}

void Interpreter::ForEachName(
    const Expr& name, const std::function<void(std::string_view)>& body,
    const std::function<void(const Value&, const std::string&)>& unknown) {
  Value value = Expand(name);
  ForEachChoice(
      value, [&](std::string_view text) { body(Trim(text)); },
      [&](const std::string& reason) { unknown(value, reason); });
}

void Interpreter::RecordUnknownName(const Value& name,
                                    const std::string& reason,
                                    const Assignment& assignment,
                                    const Statement& by) {
  auto [prefix, suffix] = KnownEnds(name);
  unknown_assignments_.push_back({std::move(prefix), std::move(suffix), reason,
                                  Expand(assignment.value), LocationOf(by),
                                  guard_});
}

/// `name` is looked at: does it hang on an assignment to who knows what?
void Interpreter::NoteRead(std::string_view name) {
  for (UnknownAssignment& assignment : unknown_assignments_) {
    size_t fixed = assignment.prefix.size() + assignment.suffix.size();
    assignment.read = assignment.read || (name.size() >= fixed &&
                                          name.starts_with(assignment.prefix) &&
                                          name.ends_with(assignment.suffix));
  }
}

void Interpreter::Assign(Variable& variable, const Assignment& assignment,
                         const Statement& by, std::optional<Value>& value) {
  Origin origin = OriginOf(assignment.modifiers);
  if (variable.origin > origin && variable.origin != Origin::kAutomatic) {
    return;  // the command line wins
  }
  switch (assignment.op) {
    case AssignOp::kIfUnset:
      return Under(conditions().Not(variable.defined()),
                   [&] { Replace(variable, assignment, true, by, value); });
    case AssignOp::kAppend:
      return Append(variable, assignment, by, value);
    case AssignOp::kRecursive:
      return Replace(variable, assignment, true, by, value);
    case AssignOp::kSimple:
    case AssignOp::kImmediate:
    case AssignOp::kShell:
      return Replace(variable, assignment, false, by, value);
  }
}

void Interpreter::Replace(Variable& variable, const Assignment& assignment,
                          bool lazily, const Statement& by,
                          std::optional<Value>& value) {
  // First, as expanding the right side may change the variable.
  Chunk chunk = MakeChunk(assignment, lazily, by, value);
  variable.origin = OriginOf(assignment.modifiers);
  variable.recursive = assignment.op != AssignOp::kSimple;
  variable.Assign(std::move(chunk), conditions());
}

void Interpreter::Append(Variable& variable, const Assignment& assignment,
                         const Statement& by, std::optional<Value>& value) {
  if (variable.defined().IsFalse()) {
    return Replace(variable, assignment, true, by, value);
  }
  Chunk chunk = MakeChunk(assignment, variable.recursive, by, value);
  variable.origin = OriginOf(assignment.modifiers);
  variable.Append(std::move(chunk), conditions());
}

Chunk Interpreter::MakeChunk(const Assignment& assignment, bool lazily,
                             const Statement& by, std::optional<Value>& value) {
  Chunk chunk;
  chunk.when = guard_;
  chunk.by = &by;
  if (lazily) {
    chunk.expression = &assignment.value;
    return chunk;
  }
  if (!value) {
    value = Expand(assignment.value);
    if (assignment.op == AssignOp::kShell) {
      Value command = std::move(*value);
      value.emplace();
      RunShell(command, &*value);
    }
  }
  BoundPieces(*value);
  chunk.value = *value;
  return chunk;
}

/// Values that double under ever new conditions grow slowly in bytes, but what
/// is asked of their conditions does not.
void Interpreter::BoundPieces(Value& value) {
  auto conditional = [](const Piece& piece) { return !piece.when.IsTrue(); };
  auto pieces =
      std::count_if(value.pieces().begin(), value.pieces().end(), conditional);
  if (static_cast<size_t>(pieces) <= limits_.pieces) return;
  constexpr const char* kTooManyPieces =
      "value has too many parts that depend on options";
  Report(Severity::kError, kTooManyPieces);
  value = Value::Unknown(kTooManyPieces);
}

void Interpreter::Run(const Undefine& undefine, const Statement&) {
  in_rule_ = false;
  ForEachName(
      undefine.name,
      [&](std::string_view name) {
        Variable& variable = scope_->ForUpdate(Name(name));
        if (variable.origin > OriginOf(undefine.modifiers)) return;
        variable.Remove(guard_, conditions());
        if (variable.defined().IsFalse()) {
          variable.origin = Origin::kUndefined;
        }
      },
      [&](const Value&, const std::string& reason) {
        Report(Severity::kWarning,
               "cannot tell which variable is undefined: " + reason);
      });
}

}  // namespace kplace::make
