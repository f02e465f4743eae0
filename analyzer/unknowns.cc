#include "analyzer/unknowns.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace kplace {
namespace {

constexpr size_t kListedOneByOne = 5;

}  // namespace

std::string FirstFew(const std::vector<std::string>& names, size_t few) {
  std::string text;
  for (size_t i = 0; i < std::min(few, names.size()); ++i) {
    if (i != 0) text += ", ";
    text += names[i];
  }
  if (names.size() > few)
    text += fmt::format(" and {} more", names.size() - few);
  return text;
}

void Unknowns::Add(std::string subject, std::string reason, UnknownKind kind) {
  facts_.push_back({std::move(subject), std::move(reason), kind});
}

void Unknowns::AddGroup(const std::vector<std::string>& subjects,
                        std::string_view noun, const std::string& reason,
                        UnknownKind kind) {
  if (subjects.size() <= kListedOneByOne) {
    for (const std::string& subject : subjects) Add(subject, reason, kind);
    return;
  }
  Add(fmt::format("{} {}", subjects.size(), noun),
      fmt::format("{} ({})", reason, FirstFew(subjects)), kind);
}

std::vector<UnknownFact> Unknowns::Take() {
  auto key = [](const UnknownFact& fact) {
    return std::tie(fact.subject, fact.reason);
  };
  std::sort(facts_.begin(), facts_.end(),
            [&](const UnknownFact& a, const UnknownFact& b) {
              return key(a) < key(b);
            });
  facts_.erase(std::unique(facts_.begin(), facts_.end(),
                           [&](const UnknownFact& a, const UnknownFact& b) {
                             return key(a) == key(b);
                           }),
               facts_.end());
  return std::exchange(facts_, {});
}

}  // namespace kplace
