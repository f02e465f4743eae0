#include "analyzer/scan/gate_story.h"

#include <fmt/format.h>

#include <set>

#include "kbuildparse/kconfig/why.h"

namespace kplace {

std::vector<std::string> StoryOf(const Gate& gate, const kconfig::Tree& tree,
                                 const Configuration& witness,
                                 const SourceFiles& sources) {
  std::vector<std::string> sentences;
  std::set<std::string> told;
  std::string option = gate.option;
  while (told.insert(option).second) {
    const kconfig::Explanation why = Explain(tree, witness, option);
    std::string place;
    if (!why.defined_at.empty()) {
      place = fmt::format(" ({})", sources.Format(why.defined_at.front()));
    }
    sentences.push_back(fmt::format("{}={}{}: {}", option, why.value, place,
                                    why.Sentence(sources)));
    if (!why.IsSelected()) break;
    option = why.selects.front().by;
  }
  return sentences;
}

}  // namespace kplace
