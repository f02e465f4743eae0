#include "analyzer/link/linked_tables.h"

#include <algorithm>
#include <map>

namespace kplace {

LinkedTables::LinkedTables(const LinkerScript& script, bool joined)
    : script_(script),
      is_lld_(script.flavour() == LinkerFlavour::kLld),
      joined_(joined && !is_lld_) {
  if (!script.patterns().empty()) {
    by_statement_.resize(script.patterns().back().statement + 1);
  }
}

void LinkedTables::AddLinked(const TakenSection& section) {
  if (is_lld_) return;
  if (joined_) {
    auto [first, is_new] =
        first_of_name_.try_emplace(section.name, std::nullopt);
    if (first->second) {
      AddOrphan(section, orphans_[*first->second].about);
      return;
    }
  }
  if (section.pattern == nullptr) {
    unplaced_.insert(section.name);
    return;
  }
  AddTaken(section, std::nullopt);
}

void LinkedTables::AddTaken(const TakenSection& section,
                            std::optional<size_t> orphan) {
  Taken& taken = by_statement_[section.pattern->statement];
  bool is_first = !taken.any ||
                  (section.pattern->sorted && section.name < taken.first_name);
  if (is_first) {
    taken.first_orphan = orphan;
    taken.first_name = section.name;
  }
  taken.any = true;
  bool stays = !orphan && !section.empty;
  taken.others = taken.others || stays || section.pattern->keep;
}

void LinkedTables::AddTable(const TakenSection& table,
                            const TableSubject& subject, bool rewritten) {
  if (!is_lld_) {
    AddForGnuLd(table, subject);
    return;
  }
  size_t index = AddOrphan(table, subject.name);
  orphans_[index].rejected = IsRejectedByLld(table, subject, rewritten);
  orphans_[index].stays = subject.duplicate || subject.excluded;
}

/// What /DISCARD/ takes, takes its tables with it; those that a statement
/// before has taken stay, and have lost their section (lld/ELF:
/// LinkerScript::discard). Where the section was gone before, there is nothing
/// that tables could go with.
bool LinkedTables::IsRejectedByLld(const TakenSection& table,
                                   const TableSubject& subject,
                                   bool rewritten) const {
  if (rewritten || subject.indirect) return false;
  if (subject.duplicate || subject.excluded) return true;
  return table.pattern != nullptr &&
         table.pattern->statement < subject.pattern->statement;
}

/// An output section is about what its first input section is about (bfd:
/// assign_section_numbers), and tables that have lost theirs are left out.  So
/// GNU ld minds where that was the first and something stays: another section,
/// or one that KEEP holds, whatever it is.
void LinkedTables::AddForGnuLd(const TakenSection& table,
                               const TableSubject& subject) {
  if (subject.duplicate) {
    AddLinked(table);
    return;
  }
  if (joined_) {
    auto [first, is_new] =
        first_of_name_.try_emplace(table.name, orphans_.size());
    if (!first->second) {
      AddLinked(table);  // by now it is about what the first is about
      return;
    }
  }
  size_t index = AddOrphan(table, subject.name);
  if (table.pattern != nullptr) AddTaken(table, index);
}

size_t LinkedTables::AddOrphan(const TakenSection& table,
                               std::string_view about) {
  orphans_.push_back({table.object, table.number, table.name, about});
  return orphans_.size() - 1;
}

std::vector<OrphanedTable> LinkedTables::Judge() {
  struct Output : Taken {
    std::string_view name;
  };
  std::map<uint32_t, Output> outputs;
  for (const InputPattern& pattern : script_.patterns()) {
    const Taken& taken = by_statement_[pattern.statement];
    Output& output = outputs[pattern.output_number];
    output.name = pattern.output;
    if (!output.any) output.first_orphan = taken.first_orphan;
    output.any = output.any || taken.any;
    output.others = output.others || taken.others;
  }
  for (const auto& [number, output] : outputs) {
    if (!output.first_orphan) continue;
    if (output.others || unplaced_.contains(output.name) ||
        script_.FillsOutputSection(number)) {
      orphans_[*output.first_orphan].rejected = true;
    }
  }
  return std::move(orphans_);
}

}  // namespace kplace
