// gate_story.h - the Kconfig lines that let both options of a witness be what
// they are.

#ifndef KPLACE_ANALYZER_SCAN_GATE_STORY_H_
#define KPLACE_ANALYZER_SCAN_GATE_STORY_H_

#include <string>
#include <vector>

#include "analyzer/scan/gates.h"
#include "kbuildparse/kconfig/config_file.h"
#include "kbuildparse/kconfig/kconfig_tree.h"
#include "support/source.h"

namespace kplace {

/// A sentence for each option, from the gate's to the one that somebody chose:
///
///   IOMMUFD_DRIVER=m (drivers/iommu/Kconfig:195): selected by MLX5_VFIO_PCI=m
///   (drivers/vfio/pci/mlx5/Kconfig:6); nothing built in selects it
///   MLX5_VFIO_PCI=m (drivers/vfio/pci/mlx5/Kconfig:2): chosen in .config
///
/// Of several that select an option the strongest is followed.
std::vector<std::string> StoryOf(const Gate& gate, const kconfig::Tree& tree,
                                 const Configuration& witness,
                                 const SourceFiles& sources);

/// Of both sides of a question.
struct GateStories {
  std::vector<std::string> referrer;
  std::vector<std::string> definer;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_GATE_STORY_H_
