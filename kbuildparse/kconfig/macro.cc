#include "kbuildparse/kconfig/macro.h"

#include <utility>

namespace kplace::kconfig {

// Hostile text can double itself with every assignment.
struct MacroTable::Budget {
  int depth = 32;
  int references = 1000;
  size_t size = size_t{64} * 1024;
};

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
  if (!ExpandInto(text, out, budget)) return std::nullopt;
  return out;
}

bool MacroTable::ExpandInto(std::string_view text, std::string& out,
                            Budget& budget) const {
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
    if (!ExpandReference(text.substr(2, length - 3), out, budget)) {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

bool MacroTable::ExpandReference(std::string_view inside, std::string& out,
                                 Budget& budget) const {
  if (--budget.references < 0 || budget.depth == 0) return false;
  --budget.depth;
  std::string name;
  bool known = ExpandInto(inside, name, budget) &&
               inside.find(',') == std::string_view::npos;
  if (known) {
    if (auto it = assigned_.find(name); it != assigned_.end()) {
      const Variable& variable = it->second;
      known = variable.value.has_value();
      if (known && variable.simple) out += *variable.value;
      if (known && !variable.simple) {
        known = ExpandInto(*variable.value, out, budget);
      }
    } else {
      auto outer = variables_.find(name);
      known = outer != variables_.end();
      if (known) out += outer->second;
    }
  }
  ++budget.depth;
  return known && out.size() <= budget.size;
}

}  // namespace kplace::kconfig
