// evaluator.h - runs the make language: parsed Makefiles in, variables out.
//
// What an evaluator does is what GNU make does in its first phase: it reads
// makefiles, assigns variables, takes conditionals, includes further files.
// Rules are recognised and left alone; recipes are never looked at.  Nothing is
// executed and no file is written: $(shell …) becomes an unknown value unless
// the caller's ShellPolicy answers it.
//
// Statements run under a *guard*, the condition under which make would reach
// them.  In a complete configuration the guard is `true`, except inside a
// conditional that compares something unknown: both branches are then taken,
// each under its unknown() condition.
//
// The language is that of GNU make 4.4.1 (`intcmp` and `let` included), so a
// makefile that asks for the version takes the newest branch.

#ifndef KPLACE_KBUILDPARSE_MAKE_EVALUATOR_H_
#define KPLACE_KBUILDPARSE_MAKE_EVALUATOR_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/make/parsed_file.h"
#include "kbuildparse/make/value.h"
#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/source.h"

namespace kplace::make {

class Scope;

/// Answers for $(shell COMMAND); nothing means unknown.
using ShellPolicy =
    std::function<std::optional<std::string>(std::string_view command)>;

/// Values of variables that no makefile sets, asked once per name and scope
/// (for `CONFIG_X` without a configuration, say); nothing means undefined.
using VariableSource =
    std::function<std::optional<Value>(std::string_view name)>;

/// What to do with an `include` of one file.
enum class IncludeAction {
  kRead,  ///< as make does
  kSkip,  ///< as if the file were empty
  kStop,  ///< end the evaluation of this and all including files
};
/// Gets the path as written, expanded.
using IncludeHook = std::function<IncludeAction(std::string_view path)>;

/// Everything an evaluator works with.  All of it outlives the evaluator; the
/// parse cache and the stores may be shared between threads.
struct Services {
  const FileSystem* files = nullptr;
  ParseCache* parsed = nullptr;
  ConditionStore* conditions = nullptr;
  DiagnosticSink* sink = nullptr;
  /// What relative file names are relative to (make's -C), absolute.
  std::string directory;
  /// Where else an included file is looked for (make's -I), in this order.
  std::vector<std::string> include_directories;
  ShellPolicy shell;
  VariableSource variables;
  IncludeHook include;
  /// Gets what $(info) would print; may be empty.
  std::function<void(std::string_view line)> info;
};

/// Where a variable comes from, as $(origin) names it.
enum class Origin : uint8_t {
  kUndefined,
  kDefault,
  kEnvironment,
  kFile,
  kCommandLine,
  kOverride,
  kAutomatic
};

/// One word of a variable and the assignment that put it there.
struct TracedWord {
  std::string text;  ///< for an unknown word: the reason
  bool unknown = false;
  Condition when;  ///< guard and value together
  /// The statement `obj-$(CONFIG_X) += foo.o`; null for a word that was not
  /// assigned by a makefile (command line, environment).
  const Statement* assigned_by = nullptr;
};

/// An assignment whose variable name is unknown: it may have set any name that
/// starts with `prefix` and ends with `suffix`.  With both empty, an $(eval)
/// of unknown text: it may have done anything.
struct UnknownAssignment {
  std::string prefix;
  std::string suffix;
  std::string reason;
  Value value;
  SourceLoc where;
  Condition when;
  /// Whether a variable that it may have set was looked at since.
  bool read = false;
};

/// One run of make's reading phase.  Keeps a pointer to its Services.
/// Not thread-safe; cheap to make: a new
/// evaluator over a frozen `base` scope starts with all its variables.
class Evaluator {
 public:
  /// `base` may be null; it is read, never changed, and outlives this.
  Evaluator(const Services& services, const Scope* base = nullptr);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  /// Sets a variable from outside.  `value` is taken literally.
  void Define(std::string_view name, Value value, Origin origin);

  /// Makes a variable undefined, whoever defined it.
  void Undefine(std::string_view name);

  /// Reads a makefile as `make -f path` would.  Errors inside it become
  /// diagnostics and the rest goes on, but for $(error), which ends this
  /// reading.  False when the file cannot be read.
  bool ReadMakefile(const std::string& path);

  /// Evaluates `text` as if it stood in a makefile called `name`.
  void ReadText(std::string_view text, const std::string& name);

  /// The expansion of `text`, as on the right of an assignment.
  Value Expand(std::string_view text);

  /// The expansion of a variable; empty when it is undefined.
  Value ValueOf(std::string_view name);

  /// The condition under which `name` is defined and not empty before
  /// expansion (what `ifdef` asks).
  Condition Defined(std::string_view name);

  /// The words of a variable, each with the statement that added it.
  std::vector<TracedWord> WordsOf(std::string_view name);

  /// Names of all variables defined here or in the base that start with
  /// `prefix`, sorted.
  std::vector<std::string> NamesWithPrefix(std::string_view prefix) const;

  /// Names that `export` lines of this evaluator named, and those of variables
  /// from the environment that it changed: what is new for the makes that it
  /// would start.  Sorted.
  std::vector<std::string> ExportedNames() const;

  /// Names that `unexport` lines named last: the makes that it would start do
  /// not see them.  Sorted.
  std::vector<std::string> UnexportedNames() const;

  /// Assignments whose target could not be determined.
  const std::vector<UnknownAssignment>& unknown_assignments() const;

  /// How much was done so far: bytes of text that expansions produced, and the
  /// same for each step.  A number for comparing with limits.
  size_t work() const;

  /// Ends the evaluator and gives its variables as a base for others.  The
  /// result keeps the base it was made over.
  std::shared_ptr<const Scope> Freeze() &&;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_EVALUATOR_H_
