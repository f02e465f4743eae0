// functions_control.cc - functions that decide what is expanded, and how
// often: conditions, loops, calls.

#include "kbuildparse/make/function_handlers.h"
#include "kbuildparse/make/interpreter.h"
#include "kbuildparse/make/word_list.h"
#include "support/text.h"

namespace kplace::make::special {
namespace {

/// Appends what `expr` is where `when` holds.
void ExpandUnder(Interpreter& run, Condition when, const Expr& expr,
                 Value* out) {
  if (run.IsCertain(when)) return run.Expand(expr, out);
  run.Under(when,
            [&] { out->Append(when, run.Expand(expr), run.conditions()); });
}

/// A decimal number of any length: its sign and its digits without zeros in
/// front.
struct Number {
  bool negative = false;
  std::string digits;
};

std::optional<Number> ParseNumber(std::string_view text) {
  text = Trim(text);
  Number number;
  if (text.starts_with('-') || text.starts_with('+')) {
    number.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty() ||
      text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  number.digits = text.empty() ? "0" : text;
  if (text.empty()) number.negative = false;
  return number;
}

/// Below, at or above zero as a is below, equal to or above b.
int Compare(const Number& a, const Number& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  int sign = a.negative ? -1 : 1;
  if (a.digits.size() != b.digits.size()) {
    return a.digits.size() < b.digits.size() ? -sign : sign;
  }
  return sign * a.digits.compare(b.digits);
}

/// The argument of `intcmp` that is chosen, null when it is not there.
const Expr* ChooseBranch(int order, std::span<const Expr> args) {
  size_t index = 2;
  if (order == 0) index = 3;
  if (order > 0) index = args.size() > 4 ? 4 : 3;
  return index < args.size() ? &args[index] : nullptr;
}

void CompareNumbers(Interpreter& run, std::span<const std::string_view> texts,
                    std::span<const Expr> args, Value* out) {
  std::optional<Number> numbers[2];
  for (size_t i = 0; i < 2; ++i) {
    numbers[i] = ParseNumber(texts[i]);
    if (numbers[i]) continue;
    std::string message =
        std::string("non-numeric ") + (i == 0 ? "first" : "second") +
        " argument to 'intcmp' function: '" + std::string(texts[i]) + "'";
    run.Stop(message);
    return out->AppendUnknown(Condition::True(), message);
  }
  int order = Compare(*numbers[0], *numbers[1]);
  if (args.size() == 2 && order == 0) {
    std::string sign = numbers[0]->negative ? "-" : "";
    return out->Append(Condition::True(), sign + numbers[0]->digits);
  }
  if (const Expr* chosen = ChooseBranch(order, args)) run.Expand(*chosen, out);
}

/// Calls one of make's own functions by `$(call name,…)`.
void CallBuiltin(Interpreter& run, const Function& function,
                 std::span<const Value> arguments, Value* out) {
  if (function.style != FunctionStyle::kSpecial) {
    size_t count = std::min(arguments.size(), kMaxPlainArguments);
    return run.Apply(function, arguments.first(count), out);
  }
  auto call = [&](Condition when, std::span<const std::string_view> texts,
                  Value* result) {
    std::vector<Expr> expressions;
    for (std::string_view text : texts) {
      // What is lazy expands its arguments once more.
      expressions.push_back(function.lazy ? ParseExpr(text)
                                          : Expr{text, {{Literal{text}}}});
    }
    run.Under(when, [&] {
      Value value;
      function.special(run, expressions, &value);
      result->Append(when, value, run.conditions());
    });
  };
  ForCombinations(arguments, run.conditions(), call, out);
}

const Function* FindFunction(std::string_view name) {
  return FindCalledFunction(std::string(name) + " ");
}

/// The names that `let` binds: all but the last take a word each.
void BindWords(Interpreter& run, std::span<const std::string_view> names,
               std::span<const ValueWord> words, const Expr& body, Value* out) {
  if (names.empty()) return run.Expand(body, out);
  Value value;
  WordListBuilder list(run.conditions(), &value);
  bool takes_rest = names.size() == 1;
  size_t count = takes_rest ? words.size() : std::min<size_t>(words.size(), 1);
  for (const ValueWord& word : words.first(count)) {
    if (word.unknown) {
      list.AddUnknown(word.when, word.text);
    } else {
      list.Add(word.when, word.text);
    }
  }
  run.WithLocal(names[0], std::move(value), [&] {
    BindWords(run, names.subspan(1), words.subspan(count), body, out);
  });
}

/// Whether the place of each word in the list is certain.
bool AllCertain(std::span<const ValueWord> words) {
  for (const ValueWord& word : words) {
    if (!word.when.IsTrue() || word.unknown) return false;
  }
  return true;
}

}  // namespace

void If(Interpreter& run, std::span<const Expr> args, Value* out) {
  Condition holds = NotEmpty(run.Expand(args[0]), run.conditions());
  if (!run.IsImpossible(holds)) ExpandUnder(run, holds, args[1], out);
  if (args.size() > 2 && !run.IsCertain(holds)) {
    ExpandUnder(run, run.conditions().Not(holds), args[2], out);
  }
}

void Or(Interpreter& run, std::span<const Expr> args, Value* out) {
  ConditionStore& store = run.conditions();
  Condition open = Condition::True();
  for (const Expr& arg : args) {
    run.Under(open, [&] {
      Value value = run.Expand(arg);
      Condition holds = store.And(open, NotEmpty(value, store));
      out->Append(holds, value, store);
      open =
          run.IsCertain(holds) ? Condition::False() : store.AndNot(open, holds);
    });
    if (open.IsFalse()) return;
  }
}

void And(Interpreter& run, std::span<const Expr> args, Value* out) {
  ConditionStore& store = run.conditions();
  Condition holds = Condition::True();
  for (size_t i = 0; i < args.size(); ++i) {
    Value value;
    run.Under(holds, [&] { run.Expand(args[i], &value); });
    holds = store.And(holds, NotEmpty(value, store));
    if (run.IsImpossible(holds)) return;
    if (run.IsCertain(holds)) holds = Condition::True();
    if (i + 1 == args.size()) out->Append(holds, value, store);
  }
}

void IntCmp(Interpreter& run, std::span<const Expr> args, Value* out) {
  Value numbers[] = {run.Expand(args[0]), run.Expand(args[1])};
  auto compare = [&](Condition when, std::span<const std::string_view> texts,
                     Value* result) {
    run.Under(when, [&] {
      Value value;
      CompareNumbers(run, texts, args, &value);
      result->Append(when, value, run.conditions());
    });
  };
  ForCombinations(numbers, run.conditions(), compare, out);
}

void Foreach(Interpreter& run, std::span<const Expr> args, Value* out) {
  ConditionStore& store = run.conditions();
  Value list = run.Expand(args[1]);
  auto loop = [&](std::string_view name, Value* result) {
    WordListBuilder words(store, result);
    for (const ValueWord& word : Words(list, store)) {
      run.Under(word.when, [&] {
        Value item =
            word.unknown ? Value::Unknown(word.text) : Value(word.text);
        run.WithLocal(Trim(name), std::move(item),
                      [&] { words.Add(word.when, run.Expand(args[2])); });
      });
    }
  };
  run.MapChoices(run.Expand(args[0]), loop, out);
}

void Let(Interpreter& run, std::span<const Expr> args, Value* out) {
  ConditionStore& store = run.conditions();
  Value list[] = {run.Expand(args[1])};
  auto bind = [&](std::string_view names, Value* result) {
    std::vector<std::string_view> each = SplitWords(names);
    std::vector<ValueWord> words = Words(list[0], store);
    if (each.size() <= 1 || AllCertain(words)) {
      return BindWords(run, each, words, args[2], result);
    }
    // Which word a name gets depends on which words are there.
    auto bind_strings = [&](Condition when,
                            std::span<const std::string_view> texts,
                            Value* value) {
      run.Under(when, [&] {
        Value inner;
        std::vector<ValueWord> there =
            Words(Value(std::string(texts[0])), store);
        BindWords(run, each, there, args[2], &inner);
        value->Append(when, inner, store);
      });
    };
    ForCombinations(list, store, bind_strings, result);
  };
  run.MapChoices(run.Expand(args[0]), bind, out);
}

void Call(Interpreter& run, std::span<const Expr> args, Value* out) {
  std::vector<Value> values;
  values.reserve(args.size());
  for (const Expr& arg : args) values.push_back(run.Expand(arg));
  auto call = [&](std::string_view text, Value* result) {
    std::string name(Trim(text));
    if (const Function* function = FindFunction(name)) {
      return CallBuiltin(run, *function, std::span(values).subspan(1), result);
    }
    std::vector<Value> arguments = values;
    arguments[0] = Value(name);
    run.CallVariable(Name(name), std::move(arguments), result);
  };
  run.MapChoices(values[0], call, out);
}

void Eval(Interpreter& run, std::span<const Expr> args, Value*) {
  run.Eval(run.Expand(args[0]));
}

}  // namespace kplace::make::special
