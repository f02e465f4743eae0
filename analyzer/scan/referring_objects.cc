#include "analyzer/scan/referring_objects.h"

#include <algorithm>
#include <map>
#include <utility>

namespace kplace {
namespace {

/// An object of a module, and when it is built in.
struct Part {
  std::string object;
  Condition built_in = Condition::False();
};

std::vector<Part> ObjectsOf(const EvidenceObject& object,
                            const Presences& presences) {
  std::vector<Part> parts;
  for (const std::string& part : presences.ObjectsOf(object)) {
    parts.push_back({part, presences.OfPart(part, object).built_in});
  }
  return parts;
}

/// When one of those is built in whose source has the name.
Condition NamingBuiltIn(const ReferringObjectsInput& input,
                        const std::vector<Part>& objects,
                        const std::string& symbol) {
  Condition any = Condition::False();
  for (const Part& part : objects) {
    if (input.is_named(part.object, symbol)) {
      any = input.conditions.Or(any, part.built_in);
    }
  }
  return any;
}

bool HangsOnObjects(const ScanQuestion& question, const SearchResult& answer) {
  return answer.answer == Answer::kUnknown &&
         question.violated.id() != question.maybe_violated.id();
}

/// What a question falls into, one part for each condition.  Needs of symbols
/// that no source file has are in none of them.
std::vector<ScanQuestion> PartsOf(const ReferringObjectsInput& input,
                                  const ScanQuestion& question) {
  std::map<uint32_t, ScanQuestion> by_condition;
  for (const SymbolNeed& need : question.needs) {
    const std::vector<Part> objects =
        ObjectsOf(input.evidence.objects[need.referrer], input.presences);
    std::vector<Presence> definers;
    for (EvidenceNo definer : need.definers) {
      definers.push_back(input.presences.Of(input.evidence.objects[definer]));
    }
    const Condition missing =
        NotBuiltIn(definers, input.where, input.conditions);
    std::map<uint32_t, SymbolNeed> parts;
    for (SymbolId symbol : need.symbols) {
      const Condition fails = input.conditions.And(
          NamingBuiltIn(input, objects, input.evidence.symbols[symbol]),
          missing);
      if (fails.IsFalse()) continue;
      SymbolNeed& part = parts[fails.id()];
      part.symbols.push_back(symbol);
      by_condition.try_emplace(fails.id(), ScanQuestion{fails, fails, {}});
    }
    for (auto& [id, part] : parts) {
      part.referrer = need.referrer;
      part.definers = need.definers;
      by_condition.at(id).needs.push_back(std::move(part));
    }
  }
  std::vector<ScanQuestion> parts;
  for (auto& [unused, part] : by_condition) parts.push_back(std::move(part));
  return parts;
}

void TakeOut(const ScanQuestion& part, ScanQuestion& question) {
  for (const SymbolNeed& taken : part.needs) {
    for (SymbolNeed& need : question.needs) {
      if (need.referrer != taken.referrer || need.definers != taken.definers) {
        continue;
      }
      std::erase_if(need.symbols, [&](SymbolId symbol) {
        return std::binary_search(taken.symbols.begin(), taken.symbols.end(),
                                  symbol);
      });
    }
  }
  std::erase_if(question.needs,
                [](const SymbolNeed& need) { return need.symbols.empty(); });
}

/// Leaves those that still ask for something.
void DropEmpty(std::vector<ScanQuestion>& questions,
               std::vector<SearchResult>& answers) {
  size_t kept = 0;
  for (size_t i = 0; i < questions.size(); ++i) {
    if (questions[i].needs.empty()) continue;
    if (kept != i) {
      questions[kept] = std::move(questions[i]);
      answers[kept] = std::move(answers[i]);
    }
    ++kept;
  }
  questions.resize(kept);
  answers.resize(kept);
}

}  // namespace

void AskOfNamingObjects(const ReferringObjectsInput& input,
                        const ScanInput& scan,
                        std::vector<ScanQuestion>& questions,
                        std::vector<SearchResult>& answers) {
  std::vector<ScanQuestion> parts;
  std::vector<size_t> part_of;
  for (size_t i = 0; i < questions.size(); ++i) {
    if (!HangsOnObjects(questions[i], answers[i])) continue;
    for (ScanQuestion& part : PartsOf(input, questions[i])) {
      parts.push_back(std::move(part));
      part_of.push_back(i);
    }
  }
  std::vector<SearchResult> found = Answers(parts, scan);
  for (size_t n = 0; n < parts.size(); ++n) {
    if (found[n].answer != Answer::kYes) {
      answers[part_of[n]].doubt =
          "only where those of its objects whose source names the symbol are "
          "not built in, and whether another refers to it is not known";
      continue;
    }
    TakeOut(parts[n], questions[part_of[n]]);
    questions.push_back(std::move(parts[n]));
    answers.push_back(std::move(found[n]));
  }
  DropEmpty(questions, answers);
}

}  // namespace kplace
