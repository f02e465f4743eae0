// foreground.h - runs a program in our place.
//
// It has our files, our terminal, our environment and the jobserver of a make
// around us, as if we were not there.  A Ctrl-C reaches both of us; what it
// does is for the program to say.

#ifndef KPLACE_CLI_FOREGROUND_H_
#define KPLACE_CLI_FOREGROUND_H_

#include <string>
#include <vector>

#include "support/result.h"

namespace kplace::cli {

/// How it ended: exit status or signal, of which the other is 0.
struct Ending {
  int status = 0;
  int signal = 0;
};

/// Waits for it.  SIGTERM and SIGHUP that we get meanwhile are handed on. Fails
/// when it cannot be started.
Result<Ending> RunInForeground(const std::vector<std::string>& arguments);

/// Ends this process by a signal, so that who called us sees what happened.
void EndBySignal(int signal);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_FOREGROUND_H_
