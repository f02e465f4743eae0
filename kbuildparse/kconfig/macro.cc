#include "kbuildparse/kconfig/macro.h"

#include <charconv>
#include <utility>

namespace kplace::kconfig {

// Hostile text can double itself with every assignment.
struct MacroTable::Budget {
  int depth = 32;
  int references = 1000;
  size_t size = size_t{64} * 1024;
};

namespace {

/// At the commas that are in no parentheses.
std::vector<std::string_view> SplitArguments(std::string_view text) {
  std::vector<std::string_view> parts;
  size_t nesting = 0, begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++nesting;
    if (text[i] == ')' && nesting > 0) --nesting;
    if (text[i] != ',' || nesting > 0) continue;
    parts.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

/// The number that a name is; nothing for other names.
std::optional<size_t> AsNumber(const std::string& name) {
  size_t number = 0;
  auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) {
    return std::nullopt;
  }
  return number;
}

}  // namespace

size_t ReferenceLength(std::string_view text) {
  if (!text.starts_with("$(")) return 0;
  size_t nesting = 0;
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '(') ++nesting;
    if (text[i] == ')' && --nesting == 0) return i + 1;
  }
  return 0;
}

void MacroTable::Assign(std::string_view name, Flavor flavor,
                        std::string_view value) {
  auto [it, fresh] = assigned_.try_emplace(std::string(name));
  Variable& variable = it->second;
  bool append = flavor == Flavor::kAppend && !fresh;
  if (!append) variable = {flavor == Flavor::kSimple, ""};
  if (!variable.value) return;  // more of what is not known
  std::optional<std::string> added(value);
  if (variable.simple) added = Expand(value);
  if (!added || variable.value->size() + added->size() > Budget().size) {
    variable.value.reset();
  } else {
    if (append) *variable.value += ' ';
    *variable.value += *added;
  }
}

std::optional<std::string> MacroTable::Expand(std::string_view text) const {
  std::string out;
  Budget budget;
  if (!ExpandInto(text, {}, out, budget)) return std::nullopt;
  return out;
}

bool MacroTable::ExpandInto(std::string_view text, const Arguments& arguments,
                            std::string& out, Budget& budget) const {
  while (!text.empty()) {
    size_t dollar = text.find('$');
    out += text.substr(0, dollar);
    if (out.size() > budget.size) return false;
    if (dollar == std::string_view::npos) return true;
    text.remove_prefix(dollar);
    size_t length = ReferenceLength(text);
    if (length == 0) {  // a dollar without a parenthesis is itself
      if (text.starts_with("$(")) return false;
      out += '$';
      text.remove_prefix(1);
      continue;
    }
    if (!ExpandReference(text.substr(2, length - 3), arguments, out, budget)) {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

bool MacroTable::ExpandReference(std::string_view inside,
                                 const Arguments& arguments, std::string& out,
                                 Budget& budget) const {
  if (--budget.references < 0 || budget.depth == 0) return false;
  --budget.depth;
  std::vector<std::string_view> parts = SplitArguments(inside);
  bool known = parts.size() == 1 || runner_ != nullptr;
  Arguments expanded;
  for (std::string_view part : parts) {
    known =
        known && ExpandInto(part, arguments, expanded.emplace_back(), budget);
  }
  if (known) {
    std::string name = std::move(expanded.front());
    expanded.erase(expanded.begin());
    auto number = runner_ != nullptr ? AsNumber(name) : std::nullopt;
    if (!number) {
      known = ExpandCall(name, expanded, out, budget);
    } else if (*number >= 1 && *number <= arguments.size()) {
      out += arguments[*number - 1];
    }
  }
  ++budget.depth;
  return known && out.size() <= budget.size;
}

bool MacroTable::ExpandCall(const std::string& name, const Arguments& arguments,
                            std::string& out, Budget& budget) const {
  if (auto it = assigned_.find(name); it != assigned_.end()) {
    const Variable& variable = it->second;
    if (!variable.value) return false;
    if (!variable.simple) {
      return ExpandInto(*variable.value, arguments, out, budget);
    }
    out += *variable.value;
    return true;
  }
  if (runner_ != nullptr && CallFunction(name, arguments, out)) return true;
  auto outer = variables_.find(name);
  if (outer != variables_.end()) out += outer->second;
  return outer != variables_.end() || runner_ != nullptr;
}

/// The functions of preprocess.c that are not about the place where they stand.
bool MacroTable::CallFunction(const std::string& name,
                              const Arguments& arguments,
                              std::string& out) const {
  if (name == "shell" && arguments.size() == 1) {
    out += runner_->Run(arguments[0]);
    return true;
  }
  const bool is_error = name == "error-if";
  if ((is_error || name == "warning-if") && arguments.size() == 2) {
    if (arguments[0] == "y") runner_->Complain(is_error, arguments[1]);
    return true;
  }
  return name == "info" && arguments.size() == 1;
}

}  // namespace kplace::kconfig
