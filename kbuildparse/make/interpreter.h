// interpreter.h - the evaluator's inside: what statements do and what
// expressions stand for.
//
// Four files share this class, one job each:
//
//   expand.cc    expressions to values (variables, calls)
//   assign.cc    assignments, under guards, to names that may be conditional
//   execute.cc   statements: conditionals, includes, lines, $(eval)
//   compare.cc   what `ifeq` asks
//
// The state that everything hangs on is the *guard*: the condition under which
// make would be here.  What runs under a guard of `false` does not run.  A
// value is relative to the guard it was computed under; only storing it in a
// variable conjoins the two.
//
// Nothing here can be made to run forever or to eat all memory by the text of
// a makefile: nesting, bytes and statements are counted (Limits), and running
// out is a diagnostic and an unknown value.

#ifndef KPLACE_KBUILDPARSE_MAKE_INTERPRETER_H_
#define KPLACE_KBUILDPARSE_MAKE_INTERPRETER_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/make/evaluator.h"
#include "kbuildparse/make/functions.h"
#include "kbuildparse/make/scope.h"

namespace kplace::make {

inline constexpr const char* kTooMuchText = "expansions produce too much text";

/// How much one evaluator may do.  The most that a directory of Linux 6.12
/// takes is 270 kB of text.
struct Limits {
  int nesting = 400;        ///< variables, calls, evals and includes, together
  int includes = 200;       ///< include inside include
  size_t bytes = 16 << 20;  ///< text that expansions produce
  size_t pieces = 4096;     ///< of one assigned value; Linux 6.12 has 804
  size_t statements = 1'000'000;
};

class Interpreter {
 public:
  Interpreter(const Services& services, const Scope* base);

  // Expressions (expand.cc).
  Value Expand(const Expr& expr);
  void Expand(const Expr& expr, Value* out);
  /// What `$(inside)` is, `inside` being expanded already.
  void ExpandReference(std::string_view inside, Value* out);
  void ExpandVariable(const Name& name, Value* out);
  /// What one chunk of `variable` gives, without its blank and condition.
  void ExpandChunk(const Variable& variable, const Chunk& chunk, Value* out);
  /// The text of a variable before expansion, for $(value).
  void RawText(const Name& name, Value* out);
  /// Calls a function of strings on values.
  void Apply(const Function& function, std::span<const Value> arguments,
             Value* out);
  /// Appends text, or a value, and accounts for it.
  void AppendText(std::string_view text, Value* out);
  void AppendValue(const Value& value, Value* out);
  /// Appends what a function gave where `when` holds, or why it gave nothing.
  void AppendOutput(Condition when, const FunctionOutput& output, Value* out);

  // Variables.
  const Variable* Find(const Name& name);
  Condition Defined(const Name& name);
  Scope& scope() { return *scope_; }

  /// Runs `body` with $(name) standing for `value`.
  void WithLocal(std::string_view name, Value value,
                 const std::function<void()>& body);
  /// Null when `name` is no local variable.
  const Value* FindLocal(const Name& name) const;
  /// Expands `name` with $(0), $(1)… standing for `arguments`.
  void CallVariable(const Name& name, std::vector<Value> arguments, Value* out);

  // Guards.
  Condition guard() const { return guard_; }
  /// Runs `body` where `when` holds too; not at all when that is nowhere.
  void Under(Condition when, const std::function<void()>& body);
  /// Calls `body` for each string that `value` can be, under its condition,
  /// and `unknown` with the reason for the rest.
  void ForEachChoice(const Value& value,
                     const std::function<void(std::string_view)>& body,
                     const std::function<void(const std::string&)>& unknown);
  /// Appends to `out` what `function` gives for each such string.
  void MapChoices(const Value& value,
                  const std::function<void(std::string_view, Value*)>& function,
                  Value* out);
  bool IsCertain(Condition when);     ///< it holds wherever the guard does
  bool IsImpossible(Condition when);  ///< it holds nowhere there

  // Assignments (assign.cc).
  void Define(std::string_view name, Value value, Origin origin);
  void Forget(std::string_view name);

  /// Expands one chunk of a variable; complaints name the line of the chunk.
  Value ValueOfChunk(const Variable& variable, const Chunk& chunk);

  // Statements (execute.cc).
  bool ReadMakefile(const std::string& path);
  void ReadText(std::string_view text, const std::string& name);
  /// $(eval): runs `text` as makefile lines that stand where we are.
  void Eval(const Value& text);

  // What functions ask for.
  const Services& services() const { return *services_; }
  ConditionStore& conditions() { return *services_->conditions; }
  /// The output of a command, or unknown.
  void RunShell(const Value& command, Value* out);
  void Report(Severity severity, std::string message);
  /// What make would die of: an error where we certainly are, else a warning
  /// that make might stop here.  We go on.
  void Stop(const std::string& message);
  /// As Stop(), for $(error): where we certainly are, nothing more is read.
  void StopReading(const std::string& message);

  /// Accounts for `bytes` of produced text; false when there were too many.
  bool Spend(size_t bytes);
  size_t bytes_left() const { return limits_.bytes - spent_bytes_; }
  size_t work() const { return spent_bytes_ + spent_statements_ * 16; }

  const std::vector<UnknownAssignment>& unknown_assignments() const {
    return unknown_assignments_;
  }
  std::vector<std::string> ExportedNames() const;
  std::vector<std::string> UnexportedNames() const;
  std::shared_ptr<const Scope> TakeScope() { return std::move(scope_); }

 private:
  /// Counts nesting while it lives.  `ok` is false when there is too much.
  class Level;
  /// A variable whose expansion is under way.
  struct Expanding {
    const Variable* variable;
    bool by_call;  ///< $(call) allows recursion
  };
  struct Local {
    Name name;
    Value value;
  };

  void DefineDefaults();

  void ExpandPart(const Part& part, Value* out);
  void ExpandComputed(const Expr& inside, Value* out);
  void ExpandSubstitution(const Name& name, std::string_view from,
                          std::string_view to, Value* out);
  void ExpandChunks(const Variable& variable, Value* out);
  void ExpandFunction(const FunctionCall& call, Value* out);
  void NoteRead(std::string_view name);
  bool StartsExpanding(const Variable& variable, Value* out);

  // `value` is the right side, expanded when it is first needed.
  void Assign(Variable& variable, const Assignment& assignment,
              const Statement& by, std::optional<Value>& value);
  void Replace(Variable& variable, const Assignment& assignment, bool lazily,
               const Statement& by, std::optional<Value>& value);
  void Append(Variable& variable, const Assignment& assignment,
              const Statement& by, std::optional<Value>& value);
  Chunk MakeChunk(const Assignment& assignment, bool lazily,
                  const Statement& by, std::optional<Value>& value);
  void BoundPieces(Value& value);
  void RecordUnknownName(const Value& name, const std::string& reason,
                         const Assignment& assignment, const Statement& by);
  void ForEachName(
      const Expr& name, const std::function<void(std::string_view)>& body,
      const std::function<void(const Value&, const std::string&)>& unknown);

  void Execute(const Block& block);
  void Execute(const Statement& statement);
  void ExecuteFile(const std::shared_ptr<const ParsedFile>& file);
  void Run(const Assignment& assignment, const Statement& by);
  void Run(const Undefine& undefine, const Statement&);
  void Run(const Include& include, const Statement&);
  void Run(const Export& line, const Statement&);
  void Run(const Rule& rule, const Statement&);
  void Run(const TargetVariable&, const Statement&);
  void Run(const Line& line, const Statement&);
  void Run(const SyntaxError& error, const Statement&);
  void Run(const SyntaxWarning& warning, const Statement&);
  void Run(const std::unique_ptr<Conditional>& body, const Statement&);

  void Run(const Conditional& conditional);
  Condition TestHolds(const Test& test);
  Condition IsDefined(const Expr& name);
  Condition Equal(const Test& test);  // compare.cc

  void IncludeWord(const std::string& word, bool optional);
  void IncludeFile(const std::string& name, bool optional);
  std::string FindIncluded(const std::string& name) const;
  bool ReadFile(const std::string& path, const std::string& name);
  void AppendToMakefileList(const std::string& name);
  bool EvalsRule(const Value& text);
  void EvalText(std::string_view text);
  void ExportName(std::string_view name, bool exporting);

  const Services* services_;
  Limits limits_;
  std::shared_ptr<Scope> scope_;

  Condition guard_ = Condition::True();
  SourceLoc where_;
  bool stopped_ = false;  ///< nothing more is read
  bool in_rule_ = false;  ///< a tab line would be a recipe

  std::vector<Expanding> expanding_;
  std::vector<Local> locals_;
  std::vector<std::vector<Value>> calls_;  ///< arguments of $(call)s
  const Value missing_argument_;
  int nesting_ = 0;
  int includes_ = 0;
  size_t spent_bytes_ = 0;
  bool exhausted_ = false;  ///< bytes ran out, which was reported
  size_t spent_statements_ = 0;

  std::vector<UnknownAssignment> unknown_assignments_;
  std::map<std::string, bool, std::less<>> exports_;  ///< false: unexport
  bool export_all_ = false;
};

/// Saves a value and puts it back.
template <typename T>
class Restore {
 public:
  Restore(T& place, T value) : place_(place), old_(place) { place = value; }
  ~Restore() { place_ = old_; }
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;

 private:
  T& place_;
  T old_;
};

class Interpreter::Level {
 public:
  explicit Level(Interpreter& run) : run_(run) { ++run_.nesting_; }
  ~Level() { --run_.nesting_; }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;
  bool ok() const { return run_.nesting_ <= run_.limits_.nesting; }

 private:
  Interpreter& run_;
};

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_INTERPRETER_H_
