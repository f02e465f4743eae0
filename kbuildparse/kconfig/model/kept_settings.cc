#include "kbuildparse/kconfig/model/kept_settings.h"

#include <algorithm>
#include <optional>

#include "kbuildparse/kconfig/model/choice_rules.h"
#include "kbuildparse/kconfig/model/option_rules.h"

namespace kplace::kconfig {
namespace {

/// Where `kept` holds and the option can be seen, it is what was asked; what is
/// above and below is in the rules already.
void KeepAsked(RuleWriter& writer, SymbolNo symbol, const OptionParts& parts,
               Tristate asked, Literal without) {
  ClauseSet& clauses = writer.clauses;
  const auto [set, yes] = writer.leaves.Tristate(symbol);
  const auto& [visible, lent, wanted] = parts;
  if (asked == Tristate::kNo) {
    clauses.Add({without, -visible.set, -set, lent.set});
    // Whether it can be seen or not; this makes shorter reasons.
    clauses.Add({without, -set, lent.set, wanted.set});
  } else {
    clauses.Add({without, -visible.set, set});
  }
  if (asked == Tristate::kYes) {
    clauses.Add({without, -visible.yes, yes});
  } else if (set != yes) {
    clauses.Add({without, -visible.set, -yes, writer.no_modules, lent.yes});
  }
}

/// The same where nothing was asked: as if it could not be seen.
void KeepDefault(RuleWriter& writer, SymbolNo symbol, const OptionParts& parts,
                 Literal without) {
  ClauseSet& clauses = writer.clauses;
  const auto [set, yes] = writer.leaves.Tristate(symbol);
  const auto& [visible, lent, wanted] = parts;
  clauses.Add({without, -set, lent.set, wanted.set});
  clauses.Add({without, -wanted.set, set});
  if (set == yes) return;
  clauses.Add({without, -yes, writer.no_modules, lent.yes, wanted.yes});
  clauses.Add({without, -wanted.yes, yes});
}

/// Takes the first of a list of members whose condition holds.
class FirstOf {
 public:
  FirstOf(RuleWriter& writer, Literal pending)
      : writer_(writer), pending_(pending) {}

  /// `member`, where `condition` holds and none before it did.
  void Add(Literal condition, SymbolNo member) {
    Literal yes = writer_.leaves.Tristate(member).yes;
    writer_.clauses.Imply({Take(condition)}, yes);
  }
  /// None of the list then; gives back when.
  Literal Take(Literal condition) {
    Literal here = writer_.clauses.And({pending_, condition});
    pending_ = writer_.clauses.And({pending_, -condition});
    return here;
  }

 private:
  RuleWriter& writer_;
  Literal pending_;
};

/// What a choice comes to: Values::Chosen() and ChoiceDefault().
class KeptChoice {
 public:
  KeptChoice(RuleWriter& writer, const UserValues& user,
             const ChoiceSymbols& choice)
      : writer_(writer), user_(user), choice_(choice) {}

  void Add(Literal kept) {
    FirstOf first(writer_, kept);
    std::vector<SymbolNo> members = ByPriority();
    for (SymbolNo member : members) {
      if (Asked(member) == Tristate::kYes) first.Add(Seen(member), member);
    }
    std::vector<Literal> denied;
    auto by_default = [&](Literal condition, SymbolNo member) {
      if (Asked(member) == Tristate::kNo) {
        denied.push_back(first.Take(condition));
      } else {
        first.Add(condition, member);
      }
    };
    for (const ConditionalProperty& property : choice_.defaults) {
      if (property.is_symbol) by_default(Holds(property), property.low);
    }
    for (SymbolNo member : choice_.members) by_default(Seen(member), member);

    FirstOf rest(writer_, writer_.clauses.Or(denied));
    for (SymbolNo member : choice_.members) {
      if (!user_[member]) rest.Add(Seen(member), member);
    }
    for (auto it = members.rbegin(); it != members.rend(); ++it) {
      rest.Add(Seen(*it), *it);
    }
  }

  /// Of a choice that has a value.
  void AddOfValue(Literal kept) {
    const SymbolNo number = *choice_.symbol;
    const std::optional<UserValue>& asked = user_[number];
    OptionParts parts = PartsOf(writer_, number);
    Tristate value =
        asked && !asked->contradictory ? asked->tristate : Tristate::kNo;
    KeepAsked(writer_, number, parts, value, -kept);
    FirstOf first(writer_, writer_.clauses.And(
                               {kept, writer_.leaves.Tristate(number).yes}));
    if (asked && asked->member) first.Add(Seen(*asked->member), *asked->member);
    for (const ConditionalProperty& property : choice_.defaults) {
      if (property.is_symbol) first.Add(Holds(property), property.low);
    }
    for (SymbolNo member : choice_.members) first.Add(Seen(member), member);
  }

 private:
  std::vector<SymbolNo> ByPriority() const {
    std::vector<SymbolNo> members = choice_.members;
    auto line = [this](SymbolNo member) {
      return user_[member] ? user_[member]->order : 0;
    };
    std::stable_sort(members.begin(), members.end(),
                     [&](SymbolNo a, SymbolNo b) { return line(a) > line(b); });
    return members;
  }
  std::optional<Tristate> Asked(SymbolNo member) const {
    if (!user_[member]) return std::nullopt;
    return user_[member]->tristate;
  }
  Literal Seen(SymbolNo member) {
    if (!choice_.symbol) return CanBeChosen(writer_, member);
    return PartsOfMember(writer_, choice_, member).parts.visible.set;
  }
  Literal Holds(const ConditionalProperty& property) {
    return writer_.clauses.And(
        {writer_.formulas.Set(property.condition), Seen(property.low)});
  }

  RuleWriter& writer_;
  const UserValues& user_;
  const ChoiceSymbols& choice_;
};

}  // namespace

KeptSetting KeepOption(RuleWriter& writer, const UserValues& user,
                       SymbolNo number) {
  const Symbol& symbol = writer.symbols[number];
  KeptSetting setting{writer.clauses.NewVariable(), number};
  Literal without = -setting.kept;
  OptionParts parts;
  if (symbol.choice >= 0) {
    const ChoiceSymbols& choice =
        writer.symbols.choices()[static_cast<size_t>(symbol.choice)];
    MemberParts member = PartsOfMember(writer, choice, number);
    parts = member.parts;
    without = writer.clauses.Or({without, member.asked});
  } else {
    parts = PartsOf(writer, number);
  }
  if (user[number]) {
    KeepAsked(writer, number, parts, user[number]->tristate, without);
  } else {
    KeepDefault(writer, number, parts, without);
  }
  return setting;
}

KeptSetting KeepText(RuleWriter& writer, const UserValues& user,
                     SymbolNo symbol, const TextParts& parts) {
  KeptSetting setting{writer.clauses.NewVariable(), symbol};
  if (!user[symbol]) {
    writer.clauses.Imply({setting.kept}, parts.by_default);
    return setting;
  }
  const std::vector<PossibleText>& texts = writer.leaves.Texts(symbol);
  for (size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].text != user[symbol]->text || texts[i].macro) continue;
    writer.clauses.Imply({setting.kept, parts.visible}, parts.raw[i]);
  }
  return setting;
}

KeptSetting KeepChoice(RuleWriter& writer, const UserValues& user, int choice) {
  const ChoiceSymbols& symbols =
      writer.symbols.choices()[static_cast<size_t>(choice)];
  KeptSetting setting{writer.clauses.NewVariable(), 0, choice};
  KeptChoice kept(writer, user, symbols);
  if (symbols.symbol) {
    kept.AddOfValue(setting.kept);
  } else {
    kept.Add(setting.kept);
  }
  return setting;
}

}  // namespace kplace::kconfig
