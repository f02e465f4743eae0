#include "kbuildparse/kconfig/recursion.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace kplace::kconfig {
namespace {

using Kind = RecursionStep::Kind;

/// An option, or a choice as a whole.
struct Node {
  SymbolNo symbol = 0;
  int choice = -1;

  friend bool operator==(const Node&, const Node&) = default;
};

/// A node on the way, and by what it leads to the next.
struct Step {
  Node node;
  Kind kind = Kind::kDependsOn;
  const Property* source = nullptr;
};

class Check {
 public:
  explicit Check(const SymbolTable& symbols)
      : symbols_(symbols),
        options_(symbols.size()),
        choices_(symbols.choices().size()) {}

  std::vector<Recursion> Run() {
    for (const MenuNode& node : symbols_.tree().nodes()) {
      if (node.kind == MenuNode::Kind::kOption) {
        if (auto number = symbols_.Find(node.definition->option)) {
          Visit({*number});
        }
      } else if (node.kind == MenuNode::Kind::kChoice) {
        Visit({0, node.choice});
      }
    }
    return std::move(found_);
  }

 private:
  enum State : uint8_t { kNew, kOnTheWay, kDone };
  /// The node that a way leads back to, while the way is unwound.
  using Back = std::optional<Node>;

  Back Visit(Node node) {
    if (node.choice < 0 &&
        symbols_[node.symbol].kind != Symbol::Kind::kOption) {
      return std::nullopt;
    }
    State& state = StateOf(node);
    if (state == kOnTheWay) {
      Report(node);
      return node;
    }
    if (state == kDone) return std::nullopt;
    if (node.choice >= 0) return VisitChoice(node);
    const int choice = symbols_[node.symbol].choice;
    if (choice >= 0) {
      way_.push_back({node, Kind::kMember});
      Back back = Visit({0, choice});
      way_.pop_back();
      return back;
    }
    state = kOnTheWay;
    Back back = VisitOption(node);
    StateOf(node) = kDone;
    return back;
  }

  Back VisitOption(Node node) {
    const Symbol& symbol = symbols_[node.symbol];
    way_.push_back({node});
    Back back;
    if (symbol.direct) back = VisitFormula(*symbol.direct, Kind::kDependsOn);
    if (!back) back = VisitFormula(symbol.reverse, Kind::kSelectedBy);
    if (!back) back = VisitFormula(symbol.implied, Kind::kImpliedBy);
    if (!back) {
      back = VisitProperties(symbol.prompts, symbol.defaults, symbol.ranges);
    }
    way_.pop_back();
    return back;
  }

  /// All members at once: what leads from one to another is no recursion.
  Back VisitChoice(Node node) {
    const auto& choice = symbols_.choices()[static_cast<size_t>(node.choice)];
    way_.push_back({node, Kind::kHasMember});
    StateOf(node) = kOnTheWay;
    for (SymbolNo member : choice.members) options_[member] = kOnTheWay;
    way_.push_back({node});
    Back back = VisitProperties(choice.prompts, choice.defaults, {});
    way_.pop_back();
    StateOf(node) = kDone;
    for (SymbolNo member : choice.members) {
      if (back) break;
      back = VisitOption({member});
    }
    for (SymbolNo member : choice.members) options_[member] = kDone;
    way_.pop_back();
    if (back && back->choice < 0 &&
        symbols_[back->symbol].choice == node.choice) {
      return node;
    }
    return back;
  }

  Back VisitProperties(const std::vector<ConditionalProperty>& prompts,
                       const std::vector<ConditionalProperty>& defaults,
                       const std::vector<ConditionalProperty>& ranges) {
    struct Part {
      const ConditionalProperty* property;
      Kind kind;
    };
    const bool of_choice = way_.back().node.choice >= 0;
    std::vector<Part> parts;
    for (const auto& prompt : prompts)
      parts.push_back({&prompt, Kind::kPrompt});
    for (const auto& value : defaults)
      parts.push_back({&value, Kind::kDefault});
    for (const auto& range : ranges) parts.push_back({&range, Kind::kRange});
    std::stable_sort(parts.begin(), parts.end(), [](Part a, Part b) {
      return a.property->order < b.property->order;
    });
    for (const Part& part : parts) {
      way_.back().source = part.property->source;
      Back back = VisitFormula(part.property->condition, part.kind);
      if (!back && part.kind == Kind::kDefault && !of_choice) {
        back = VisitFormula(part.property->value, Kind::kDefaultValue);
      }
      if (back) return back;
    }
    return std::nullopt;
  }

  Back VisitFormula(FormulaNo number, Kind kind) {
    way_.back().kind = kind;
    std::vector<FormulaNo> pending = {number};
    while (!pending.empty()) {
      const Formula& formula = symbols_.formulas()[pending.back()];
      pending.pop_back();
      Back back;
      switch (formula.op) {
        case Expr::Op::kAnd:
        case Expr::Op::kOr:
          pending.insert(pending.end(), {formula.right, formula.left});
          break;
        case Expr::Op::kNot:
          pending.push_back(formula.left);
          break;
        case Expr::Op::kSymbol:
          back = VisitLeaf(formula.left);
          break;
        default:
          back = VisitLeaf(formula.left);
          if (!back) back = VisitLeaf(formula.right);
      }
      if (back) return back;
    }
    return std::nullopt;
  }

  Back VisitLeaf(SymbolNo symbol) {
    if (symbols_[symbol].kind == Symbol::Kind::kChoice) {
      return Visit({0, symbols_[symbol].choice_of});
    }
    return Visit({symbol});
  }

  State& StateOf(Node node) {
    return node.choice >= 0 ? choices_[static_cast<size_t>(node.choice)]
                            : options_[node.symbol];
  }

  void Report(Node last) {
    const int choice = last.choice >= 0 ? -1 : symbols_[last.symbol].choice;
    std::vector<Step> way = way_;
    if (choice >= 0) {
      way.push_back({last, Kind::kMember});
      last = {0, choice};
    }
    auto first = std::find_if(way.rbegin(), way.rend(), [&](const Step& step) {
      return step.node == last;
    });
    if (first == way.rend()) return;
    Recursion recursion;
    for (auto step = first.base() - 1; step != way.end(); ++step) {
      Node next = step + 1 == way.end() ? last : (step + 1)->node;
      // A choice is there twice, as itself and for its members.
      if (next.choice >= 0 && step->node == next) continue;
      recursion.push_back({NameOf(step->node), NameOf(next),
                           next.choice >= 0 ? Kind::kMember : step->kind,
                           WhereOf(*step, next)});
    }
    found_.push_back(std::move(recursion));
  }

  std::string NameOf(Node node) const {
    return node.choice >= 0 ? "<choice>"
                            : std::string(symbols_[node.symbol].name);
  }

  /// The line that says so, if there is one.
  SourceLoc WhereOf(const Step& step, Node next) const {
    const Tree& tree = symbols_.tree();
    if (next.choice >= 0) {
      return tree.choices()[static_cast<size_t>(next.choice)].where;
    }
    if (step.node.choice >= 0) {
      return tree.choices()[static_cast<size_t>(step.node.choice)].where;
    }
    const std::string name = NameOf(next);
    if (step.kind >= Kind::kPrompt && step.source != nullptr) {
      return step.source->where;
    }
    if (step.kind == Kind::kSelectedBy || step.kind == Kind::kImpliedBy) {
      for (const Selector& selector :
           tree.SelectorsOf(symbols_[step.node.symbol].name)) {
        if (selector.imply != (step.kind == Kind::kImpliedBy)) continue;
        if (selector.by == name || Mentions(selector.condition, name) ||
            Mentions(selector.dependency, name)) {
          return selector.where;
        }
      }
    }
    auto definitions = tree.DefinitionsOf(symbols_[step.node.symbol].name);
    for (const Definition* definition : definitions) {
      for (const Property& property : definition->properties) {
        if (property.kind == Property::Kind::kDepends &&
            Mentions(DependencyOf(property), name)) {
          return property.where;
        }
      }
    }
    return definitions.empty() ? SourceLoc() : definitions.front()->where;
  }

  static bool Mentions(const ExprPtr& expr, const std::string& name) {
    if (expr == nullptr) return false;
    if (expr->op == Expr::Op::kSymbol && expr->name == name) return true;
    return Mentions(expr->left, name) || Mentions(expr->right, name);
  }

  const SymbolTable& symbols_;
  std::vector<State> options_;
  std::vector<State> choices_;
  std::vector<Step> way_;
  std::vector<Recursion> found_;
};

}  // namespace

std::string RecursionStep::Text() const {
  switch (kind) {
    case Kind::kDependsOn:
      return fmt::format("{} depends on {}", from, to);
    case Kind::kSelectedBy:
      return fmt::format("{} is selected by {}", from, to);
    case Kind::kImpliedBy:
      return fmt::format("{} is implied by {}", from, to);
    case Kind::kPrompt:
      return fmt::format("{} prompt is visible depending on {}", from, to);
    case Kind::kDefault:
      return fmt::format("{} default is visible depending on {}", from, to);
    case Kind::kRange:
      return fmt::format("{} range is visible depending on {}", from, to);
    case Kind::kDefaultValue:
      return fmt::format("{} default value contains {}", from, to);
    case Kind::kMember:
      return fmt::format("{} is part of choice block", from);
    case Kind::kHasMember:
      return fmt::format("{} has the member {}", from, to);
  }
  return {};
}

std::vector<Recursion> FindRecursions(const SymbolTable& symbols) {
  return Check(symbols).Run();
}

}  // namespace kplace::kconfig
