// text.h - the findings for people.
//
//   error[KP0001]: built-in code calls into a module: f (and 2 more)
//     a/user.c in open_it
//       is in vmlinux  a/Makefile:2  obj-$(CONFIG_A) += user.o  CONFIG_A=y
//     b/maker.c
//       is in maker.ko b/Makefile:1  obj-$(CONFIG_B) += maker.o CONFIG_B=m
//     symbols: f, g, h
//     why m: selected by C=m (c/Kconfig:6); nothing built in selects it
//     guard: include/linux/b.h:18 `#if IS_ENABLED(CONFIG_B)` is true for m; …
//     help: let A select B; or …
//
// Findings of one rule between the same two objects share their cause and are
// shown as one.  Of a chain of reasons only the telling lines are shown: those
// that hang on an option, and those of the object's own directory.

#ifndef KPLACE_ANALYZER_REPORT_TEXT_H_
#define KPLACE_ANALYZER_REPORT_TEXT_H_

#include <string>

#include "analyzer/analyzer.h"

namespace kplace {

/// How the findings are shown.
struct TextStyle {
  bool color =
      false;  ///< ANSI escapes; text from the tree never brings its own
  /// Notes too: facts that nobody has to mend, which a build log should not
  /// fill with.
  bool notes = false;
};

/// Empty when there is nothing to show.
std::string TextReport(const Analysis& analysis, TextStyle style = {});

/// "kplace: 2,850 built-in objects, 9 modules: nothing to report"; notes that
/// are not shown are counted behind it, "(3 notes: --notes)".  Where there was
/// no build tree it says what the verdict rests on instead: "4,230 modules
/// against Module.symvers", "4,230 modules by themselves".
std::string SummaryLine(const Analysis& analysis, TextStyle style = {});

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_TEXT_H_
