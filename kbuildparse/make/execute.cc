// execute.cc - what statements do.

#include <set>

#include "kbuildparse/make/interpreter.h"
#include "kbuildparse/make/parser.h"
#include "support/glob.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::make {
namespace {

constexpr const char* kFeatures =
    "archives check-symlink else-if extra-prereqs grouped-target guile "
    "jobserver jobserver-fifo load nocomment notintermediate oneshell "
    "order-only output-sync second-expansion shell-export shortest-stem "
    "target-specific undefine";

struct DefaultVariable {
  const char* name;
  const char* value;
  Origin origin;
  bool recursive;
};
constexpr DefaultVariable kDefaults[] = {
    {"MAKE", "make", Origin::kDefault, true},
    {"MAKE_COMMAND", "make", Origin::kDefault, false},
    {"MAKE_VERSION", "4.4.1", Origin::kDefault, false},
    {"MAKE_HOST", "x86_64-pc-linux-gnu", Origin::kDefault, false},
    {"MAKEFLAGS", "rR", Origin::kFile, true},
    {"MAKELEVEL", "0", Origin::kEnvironment, true},
    {"MAKEFILE_LIST", "", Origin::kFile, false},
    {"SHELL", "/bin/sh", Origin::kFile, true},
    {".SHELLFLAGS", "-c", Origin::kDefault, true},
    {".FEATURES", kFeatures, Origin::kDefault, false},
};

/// `define`d text or an expansion may hold several rules; one of them is
/// enough to make the tab lines after it a recipe.
bool HasUnquotedColon(std::string_view text) {
  return FindUnquoted(text, ":") != std::string_view::npos;
}

}  // namespace

Interpreter::Interpreter(const Services& services, const Scope* base)
    : services_(&services), scope_(std::make_shared<Scope>(base)) {
  if (base == nullptr) DefineDefaults();
}

void Interpreter::DefineDefaults() {
  for (const DefaultVariable& entry : kDefaults) {
    Define(entry.name, Value(entry.value), entry.origin);
    scope_->ForUpdate(Name(entry.name)).recursive = entry.recursive;
  }
  Define("CURDIR", Value(services_->directory), Origin::kFile);
}

// Messages //////////////////////////////////////////////////////////////////

void Interpreter::Report(Severity severity, std::string message) {
  services_->sink->Add(severity, where_, std::move(message));
}

void Interpreter::Stop(const std::string& message) {
  if (stopped_) return;
  if (guard_.IsTrue()) return Report(Severity::kError, message);
  Report(Severity::kWarning, "might stop here: " + message);
}

void Interpreter::StopReading(const std::string& message) {
  Stop(message);
  if (guard_.IsTrue()) stopped_ = true;
}

// Blocks ////////////////////////////////////////////////////////////////////

void Interpreter::Execute(const Block& block) {
  for (const auto& statement : block) {
    if (stopped_ || exhausted_) return;
    Execute(*statement);
  }
}

void Interpreter::Execute(const Statement& statement) {
  if (statement.if_not_recipe && in_rule_) return;
  if (++spent_statements_ > limits_.statements) {
    Report(Severity::kError, "too many statements; reading stops here");
    stopped_ = true;
    return;
  }
  Restore<SourceLoc> where(where_, statement.where);
  std::visit([&](const auto& body) { Run(body, statement); }, statement.body);
}

void Interpreter::Run(const std::unique_ptr<Conditional>& body,
                      const Statement&) {
  Run(*body);
}

void Interpreter::Run(const SyntaxError& error, const Statement&) {
  in_rule_ = false;
  Stop(error.message);
}

void Interpreter::Run(const SyntaxWarning& warning, const Statement&) {
  Report(Severity::kWarning, warning.message);
}

void Interpreter::Run(const TargetVariable&, const Statement&) {
  in_rule_ = false;
}

void Interpreter::Run(const Rule& rule, const Statement&) {
  in_rule_ = true;
  if (!rule.acts) return;
  Expand(rule.targets);
  Expand(rule.prerequisites);
}

void Interpreter::Run(const Line& line, const Statement&) {
  in_rule_ = false;
  Value text = Expand(line.text);
  ForEachChoice(
      text,
      [&](std::string_view choice) {
        if (HasUnquotedColon(choice)) {
          in_rule_ = true;
        } else if (!Trim(choice).empty()) {
          Stop("missing separator");
        }
      },
      [](const std::string&) {});
}

// Conditionals //////////////////////////////////////////////////////////////

void Interpreter::Run(const Conditional& conditional) {
  Condition open = Condition::True();  // no branch so far was taken
  bool in_rule = in_rule_;
  bool any_in_rule = false;
  for (const auto& branch : conditional.branches) {
    where_ = branch->where;
    in_rule_ = in_rule;
    Under(open, [&] {
      Condition holds = TestHolds(branch->test);
      Under(holds, [&] { Execute(branch->body); });
      if (!IsImpossible(holds)) any_in_rule = any_in_rule || in_rule_;
      open = IsCertain(holds) ? Condition::False()
                              : conditions().AndNot(open, holds);
    });
    if (open.IsFalse() || stopped_) break;
  }
  bool may_skip = !IsImpossible(open) && !open.IsFalse();
  in_rule_ = any_in_rule || (may_skip && in_rule);
}

Condition Interpreter::TestHolds(const Test& test) {
  if (!test.error.empty()) {
    Stop(test.error);
    return Condition::False();
  }
  if (test.extra_text) {
    Report(Severity::kWarning, "extraneous text after conditional directive");
  }
  switch (test.kind) {
    case TestKind::kEqual:
      return Equal(test);
    case TestKind::kNotEqual:
      return conditions().Not(Equal(test));
    case TestKind::kDefined:
      return IsDefined(test.left);
    case TestKind::kNotDefined:
      return conditions().Not(IsDefined(test.left));
    case TestKind::kElse:
      break;
  }
  return Condition::True();
}

Condition Interpreter::IsDefined(const Expr& name) {
  Condition defined = Condition::False();
  ForEachName(
      name,
      [&](std::string_view text) {
        if (SplitWords(text).size() > 1) {
          return Stop("invalid syntax in conditional");
        }
        Condition here = conditions().And(guard_, Defined(Name(text)));
        defined = conditions().Or(defined, here);
      },
      [&](const Value&, const std::string& reason) {
        Condition here = conditions().And(
            guard_, conditions().Unknown("defined: " + reason));
        defined = conditions().Or(defined, here);
      });
  return IsCertain(defined) ? Condition::True() : defined;
}

// Includes //////////////////////////////////////////////////////////////////

void Interpreter::Run(const Include& include, const Statement&) {
  in_rule_ = false;
  Value files = Expand(include.files);
  for (const ValueWord& word : Words(files, conditions())) {
    if (stopped_) return;
    Under(word.when, [&] {
      if (word.unknown) {
        return Report(Severity::kWarning,
                      "cannot tell which file is included: " + word.text);
      }
      IncludeWord(word.text, include.optional);
    });
  }
}

void Interpreter::IncludeWord(const std::string& word, bool optional) {
  if (!HasGlob(word)) return IncludeFile(word, optional);
  auto names = Glob(*services_->files, services_->directory, word);
  if (names.empty()) names.push_back(word);
  for (const std::string& name : names) IncludeFile(name, optional);
}

void Interpreter::IncludeFile(const std::string& name, bool optional) {
  if (services_->include) {
    IncludeAction action = services_->include(name);
    if (action == IncludeAction::kSkip) return;
    if (action == IncludeAction::kStop) {
      // Under a guard the other configurations go on.
      stopped_ = guard_.IsTrue();
      return;
    }
  }
  if (includes_ >= limits_.includes) {
    return Stop("includes nested too deeply: " + name);
  }
  Restore<int> depth(includes_, includes_ + 1);
  if (!ReadFile(FindIncluded(name), name) && !optional) {
    Stop(name + ": No such file or directory");
  }
}

std::string Interpreter::FindIncluded(const std::string& name) const {
  const FileSystem& files = *services_->files;
  std::string path = JoinPath(services_->directory, name);
  if (name.starts_with('/') || files.IsFile(path)) return path;
  for (const std::string& directory : services_->include_directories) {
    std::string candidate =
        JoinPath(JoinPath(services_->directory, directory), name);
    if (files.IsFile(candidate)) return candidate;
  }
  return path;
}

bool Interpreter::ReadFile(const std::string& path, const std::string& name) {
  Level level(*this);
  if (!level.ok()) {
    Stop("includes nested too deeply: " + name);
    return true;
  }
  auto file = services_->parsed->Get(path);
  if (!file) return false;
  AppendToMakefileList(name);
  ExecuteFile(*file);
  return true;
}

void Interpreter::AppendToMakefileList(const std::string& name) {
  Variable& list = scope_->ForUpdate(Name("MAKEFILE_LIST"));
  Chunk chunk;
  chunk.when = guard_;
  chunk.value = Value(name);
  list.recursive = false;
  list.Append(std::move(chunk), conditions());
}

void Interpreter::ExecuteFile(const std::shared_ptr<const ParsedFile>& file) {
  Restore<SourceLoc> where(where_, where_);
  Restore<bool> in_rule(in_rule_, false);
  scope_->KeepAlive(file);
  Execute(file->statements());
}

bool Interpreter::ReadMakefile(const std::string& path) {
  bool read = ReadFile(JoinPath(services_->directory, path), path);
  stopped_ = false;  // reading has ended; what was read can be asked for
  return read;
}

void Interpreter::ReadText(std::string_view text, const std::string& name) {
  SourceFiles& sources = services_->parsed->sources();
  FileId id = sources.Intern(name);
  sources.SetText(id, std::string(text));
  AppendToMakefileList(name);
  ExecuteFile(services_->parsed->ParseText(text, {id, 0}));
  stopped_ = false;
}

// Export, eval //////////////////////////////////////////////////////////////

void Interpreter::Run(const Export& line, const Statement&) {
  in_rule_ = false;
  if (line.names.text.empty()) {
    export_all_ = line.exporting;
    return;
  }
  Value names = Expand(line.names);
  for (const ValueWord& word : Words(names, conditions())) {
    if (!word.unknown) ExportName(word.text, line.exporting);
  }
}

void Interpreter::ExportName(std::string_view name, bool exporting) {
  exports_.insert_or_assign(std::string(name), exporting);
}

std::vector<std::string> Interpreter::ExportedNames() const {
  std::set<std::string> names;
  if (export_all_) {
    for (std::string& name : scope_->NamesWithPrefix("")) {
      const Variable* variable = scope_->Find(Name(name));
      if (variable->origin >= Origin::kFile) names.insert(std::move(name));
    }
  }
  for (std::string& name : scope_->ChangedEnvironment()) {
    names.insert(std::move(name));
  }
  for (const auto& [name, exporting] : exports_) {
    if (exporting) {
      names.insert(name);
    } else {
      names.erase(name);
    }
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> Interpreter::UnexportedNames() const {
  std::vector<std::string> names;
  for (const auto& [name, exporting] : exports_) {
    if (!exporting) names.push_back(name);
  }
  return names;
}

void Interpreter::Eval(const Value& text) {
  if (text.empty() || stopped_) return;
  if (EvalsRule(text)) return;
  ForEachChoice(
      text, [&](std::string_view choice) { EvalText(choice); },
      [&](const std::string& reason) {
        unknown_assignments_.push_back({{}, {}, reason, text, where_, guard_});
      });
}

/// A rule whose prerequisites are conditional: one line, and its colon comes
/// before anything that is not certain.
bool Interpreter::EvalsRule(const Value& text) {
  if (text.IsPlain()) return false;
  const Piece& first = text.pieces().front();
  if (first.unknown || !first.when.IsTrue()) return false;
  size_t colon = FindUnquoted(first.text, ":=\n#");
  if (colon == std::string::npos || first.text[colon] != ':') return false;
  std::string_view rest = std::string_view(first.text).substr(colon + 1);
  if (rest.find_first_of("=\n") != std::string_view::npos) return false;
  for (const Piece& piece : text.pieces()) {
    if (!piece.unknown && piece.text.find('\n') != std::string::npos) {
      return false;
    }
  }
  return !rest.empty();
}

void Interpreter::EvalText(std::string_view text) {
  Level level(*this);
  if (!level.ok()) return Stop("$(eval) is nested too deeply");
  ExecuteFile(services_->parsed->ParseText(text, where_));
}

}  // namespace kplace::make
