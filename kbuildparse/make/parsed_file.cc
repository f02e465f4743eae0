#include "kbuildparse/make/parsed_file.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "kbuildparse/make/functions.h"
#include "kbuildparse/make/parser.h"

namespace kplace::make {
namespace {

/// Parsed once, by whichever thread comes first.
struct CacheEntry {
  std::once_flag once;
  std::shared_ptr<const ParsedFile> file;
  std::string error;
};

/// The names that expressions refer to, each once, in order.
class NameCollector {
 public:
  std::vector<std::string> names;

  void AddAll(const Expr& expr) {
    for (const Part& part : expr.parts) AddAll(part);
  }

  /// Only what conditional functions test.
  void AddTested(const Expr& expr) {
    for (const Part& part : expr.parts) {
      const auto* call = std::get_if<FunctionCall>(&part.node);
      if (call == nullptr) continue;
      for (size_t i = 0; i < call->arguments.size(); ++i) {
        if (Tests(*call->function, i)) {
          AddAll(call->arguments[i]);
        } else {
          AddTested(call->arguments[i]);
        }
      }
    }
  }

 private:
  /// Whether a function's result hangs on this argument without showing it.
  static bool Tests(const Function& function, size_t argument) {
    std::string_view name = function.name;
    if (name == "if" || name == "filter" || name == "filter-out" ||
        name == "findstring") {
      return argument == 0 || name != "if";
    }
    return name == "and" || name == "or" || (name == "intcmp" && argument < 2);
  }

  void AddAll(const Part& part) {
    if (const auto* reference = std::get_if<Reference>(&part.node)) {
      Add(reference->name);
    } else if (const auto* change = std::get_if<Substitution>(&part.node)) {
      Add(change->name);
    } else if (const auto* name = std::get_if<ComputedReference>(&part.node)) {
      AddAll(name->inside);
    } else if (const auto* call = std::get_if<FunctionCall>(&part.node)) {
      for (const Expr& argument : call->arguments) AddAll(argument);
    }
  }

  void Add(const Name& name) {
    if (std::find(names.begin(), names.end(), name.text) == names.end()) {
      names.emplace_back(name.text);
    }
  }
};

void AddTest(const Test& test, NameCollector& collector) {
  bool defined =
      test.kind == TestKind::kDefined || test.kind == TestKind::kNotDefined;
  bool constant = std::all_of(
      test.left.parts.begin(), test.left.parts.end(), [](const Part& part) {
        return std::holds_alternative<Literal>(part.node);
      });
  if (defined && constant && !test.left.text.empty()) {
    if (std::find(collector.names.begin(), collector.names.end(),
                  test.left.text) == collector.names.end()) {
      collector.names.emplace_back(test.left.text);
    }
    return;
  }
  collector.AddAll(test.left);
  collector.AddAll(test.right);
}

bool IsOption(std::string_view name) {
  return name.starts_with("CONFIG_");
}

/// Whether `expr` refers to anything but options and the own directory.
bool UsesVariables(const Expr& expr) {
  return std::any_of(expr.parts.begin(), expr.parts.end(), [](const Part& p) {
    auto other = [](std::string_view name) {
      return !IsOption(name) && name != "obj" && name != "src";
    };
    if (const auto* reference = std::get_if<Reference>(&p.node)) {
      return other(reference->name.text);
    }
    if (const auto* change = std::get_if<Substitution>(&p.node)) {
      return other(change->name.text);
    }
    if (std::holds_alternative<ComputedReference>(p.node)) return true;
    const auto* call = std::get_if<FunctionCall>(&p.node);
    if (call == nullptr) return false;
    return call->function->may_act ||
           std::any_of(call->arguments.begin(), call->arguments.end(),
                       [](const Expr& part) { return UsesVariables(part); });
  });
}

/// The branches around a statement, outermost first.
std::vector<const Branch*> BranchesAround(const Statement& statement) {
  std::vector<const Branch*> branches;
  for (const Branch* branch = statement.enclosing; branch != nullptr;
       branch = branch->conditional->enclosing) {
    branches.push_back(branch);
  }
  std::reverse(branches.begin(), branches.end());
  return branches;
}

}  // namespace

struct ParseCache::Impl {
  const FileSystem& files;
  SourceFiles& sources;
  std::function<std::string(std::string_view)> display;

  std::mutex mutex;
  std::map<std::string, std::shared_ptr<CacheEntry>> entries;

  std::shared_ptr<CacheEntry> Entry(const std::string& path) {
    std::lock_guard lock(mutex);
    std::shared_ptr<CacheEntry>& entry = entries[path];
    if (entry == nullptr) entry = std::make_shared<CacheEntry>();
    return entry;
  }

  void Parse(const std::string& path, CacheEntry& entry) {
    Result<std::string> text = files.Read(path);
    if (!text) {
      entry.error = text.error().message;
      return;
    }
    FileId id = sources.Intern(display ? display(path) : path);
    sources.SetText(id, *text);
    entry.file = ParseMakefile(std::move(*text), {id, 0});
  }
};

ParseCache::ParseCache(const FileSystem& files, SourceFiles& sources,
                       std::function<std::string(std::string_view)> display)
    : impl_(new Impl{files, sources, std::move(display), {}, {}}) {}

ParseCache::~ParseCache() = default;

Result<std::shared_ptr<const ParsedFile>> ParseCache::Get(
    const std::string& path) {
  std::shared_ptr<CacheEntry> entry = impl_->Entry(path);
  std::call_once(entry->once, [&] { impl_->Parse(path, *entry); });
  if (entry->file == nullptr) return Error{entry->error};
  return entry->file;
}

std::shared_ptr<const ParsedFile> ParseCache::ParseText(std::string_view text,
                                                        SourceLoc where) {
  return ParseMakefile(std::string(text), where);
}

SourceFiles& ParseCache::sources() {
  return impl_->sources;
}

SourceLoc LocationOf(const Statement& statement) {
  return statement.where;
}

std::vector<std::string> DecidingVariables(const Statement& statement) {
  NameCollector collector;
  for (const Branch* branch : BranchesAround(statement)) {
    for (const auto& arm : branch->conditional->branches) {
      AddTest(arm->test, collector);
      if (arm.get() == branch) break;
    }
  }
  if (const auto* assignment = std::get_if<Assignment>(&statement.body)) {
    collector.AddAll(assignment->name);
    collector.AddTested(assignment->value);
  }
  return std::move(collector.names);
}

bool UsesVariables(const Statement& statement) {
  for (const Branch* branch = statement.enclosing; branch != nullptr;
       branch = branch->conditional->enclosing) {
    for (const auto& arm : branch->conditional->branches) {
      const Test& test = arm->test;
      bool defined =
          test.kind == TestKind::kDefined || test.kind == TestKind::kNotDefined;
      bool other_name = defined && !IsOption(test.left.text);
      if (other_name || UsesVariables(test.left) || UsesVariables(test.right)) {
        return true;
      }
      if (arm.get() == branch) break;
    }
  }
  const auto* assignment = std::get_if<Assignment>(&statement.body);
  return assignment == nullptr || UsesVariables(assignment->name) ||
         UsesVariables(assignment->value);
}

std::vector<SourceLoc> EnclosingConditionals(const Statement& statement) {
  std::vector<SourceLoc> places;
  for (const Branch* branch : BranchesAround(statement)) {
    places.push_back(branch->where);
  }
  return places;
}

}  // namespace kplace::make
