#include "cli/kconfig_reasons.h"

#include <ostream>

namespace kplace::cli {

void WriteReasons(const std::vector<KconfigReason>& reasons,
                  KconfigSession& session, std::ostream& out) {
  for (const KconfigReason& reason : reasons) {
    out << reason.text;
    if (reason.where.valid()) {
      out << "  " << session.sources().Format(reason.where);
    }
    out << '\n';
  }
}

}  // namespace kplace::cli
