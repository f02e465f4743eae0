// place_why_not.h - `kplace place --why-not OBJECT`.

#ifndef KPLACE_CLI_PLACE_WHY_NOT_H_
#define KPLACE_CLI_PLACE_WHY_NOT_H_

#include <string>

#include "cli/commands.h"
#include "cli/session.h"

namespace kplace::cli {

/// Answers for one object.  Requires: session.Open() gave nothing.
ExitCode RunWhyNot(const std::string& object, Session& session,
                   const Console& console);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_PLACE_WHY_NOT_H_
