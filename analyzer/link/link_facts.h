// link_facts.h - what references to vmlinux are judged by.

#ifndef KPLACE_ANALYZER_LINK_LINK_FACTS_H_
#define KPLACE_ANALYZER_LINK_LINK_FACTS_H_

#include "analyzer/link/defined_elsewhere.h"
#include "analyzer/link/link_unit.h"
#include "analyzer/link/linked_sections.h"
#include "analyzer/link/linker_flavour.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/symbol_index.h"
#include "analyzer/link/vmlinux_link.h"

namespace kplace {

struct LinkFacts {
  const LinkPlan& plan;
  const ObjectSet& objects;
  const SymbolIndex& symbols;
  const VmlinuxLink& link;
  const LinkedSections& sections;
  const DefinedElsewhere& elsewhere;
  const LinkerChoice& linker;
  const Witness* witness = nullptr;  ///< null without bitcode
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_LINK_FACTS_H_
