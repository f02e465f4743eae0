// run.h - the command line as a function, so that tests can call it.

#ifndef KPLACE_CLI_RUN_H_
#define KPLACE_CLI_RUN_H_

#include <iosfwd>

#include "support/file_system.h"

namespace kplace::cli {

/// Parses the arguments, runs one command and gives its exit status, in
/// the style that was asked for.  Data
/// goes to `out`, messages and progress to `err`.
int Run(int argc, const char* const* argv, const FileSystem& files,
        std::ostream& out, std::ostream& err);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_RUN_H_
