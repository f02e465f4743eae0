#include "kbuildparse/make/evaluator.h"

#include "kbuildparse/make/interpreter.h"

namespace kplace::make {

struct Evaluator::Impl {
  Interpreter run;
};

Evaluator::Evaluator(const Services& services, const Scope* base)
    : impl_(new Impl{Interpreter(services, base)}) {}

Evaluator::~Evaluator() = default;

void Evaluator::Define(std::string_view name, Value value, Origin origin) {
  impl_->run.Define(name, std::move(value), origin);
}

void Evaluator::Undefine(std::string_view name) {
  impl_->run.Forget(name);
}

bool Evaluator::ReadMakefile(const std::string& path) {
  return impl_->run.ReadMakefile(path);
}

void Evaluator::ReadText(std::string_view text, const std::string& name) {
  impl_->run.ReadText(text, name);
}

Value Evaluator::Expand(std::string_view text) {
  return impl_->run.Expand(ParseExpr(text));
}

Value Evaluator::ValueOf(std::string_view name) {
  Value value;
  impl_->run.ExpandVariable(Name(name), &value);
  return value;
}

Condition Evaluator::Defined(std::string_view name) {
  return impl_->run.Defined(Name(name));
}

std::vector<TracedWord> Evaluator::WordsOf(std::string_view name) {
  std::vector<TracedWord> traced;
  const Variable* variable = impl_->run.Find(Name(name));
  if (variable == nullptr) return traced;
  ConditionStore& store = impl_->run.conditions();
  for (size_t i = 0; i < variable->chunks().size(); ++i) {
    const Chunk& chunk = variable->chunks()[i];
    Condition when = chunk.when;
    const Statement* by = chunk.by;
    Value value = impl_->run.ValueOfChunk(*variable, chunk);
    for (ValueWord& word : Words(value, store)) {
      Condition both = store.And(when, word.when);
      if (both.IsFalse()) continue;
      traced.push_back({std::move(word.text), word.unknown, both, by});
    }
  }
  return traced;
}

std::vector<std::string> Evaluator::NamesWithPrefix(
    std::string_view prefix) const {
  return impl_->run.scope().NamesWithPrefix(prefix);
}

std::vector<std::string> Evaluator::ExportedNames() const {
  return impl_->run.ExportedNames();
}

std::vector<std::string> Evaluator::UnexportedNames() const {
  return impl_->run.UnexportedNames();
}

const std::vector<UnknownAssignment>& Evaluator::unknown_assignments() const {
  return impl_->run.unknown_assignments();
}

size_t Evaluator::work() const {
  return impl_->run.work();
}

std::shared_ptr<const Scope> Evaluator::Freeze() && {
  return impl_->run.TakeScope();
}

}  // namespace kplace::make
