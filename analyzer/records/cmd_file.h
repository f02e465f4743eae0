// cmd_file.h - what Kbuild noted down beside an object: `.X.o.cmd`.
//
//   savedcmd_a/b.o := gcc … -c -o a/b.o …/a/b.c
//
//   source_a/b.o := /home/me/linux/a/b.c
//
//   deps_a/b.o :=
//     $(wildcard include/config/FOO)
//     /home/me/linux/include/linux/b.h
//
// where each line of deps but the last ends in a backslash.
// Written by fixdep (scripts/basic/fixdep.c); the first line was called `cmd_`
// before Linux 6.3.  `$` is doubled and `#` is `$(pound)`.  Paths are absolute
// or relative to the build directory.

#ifndef KPLACE_ANALYZER_RECORDS_CMD_FILE_H_
#define KPLACE_ANALYZER_RECORDS_CMD_FILE_H_

#include <string>
#include <string_view>
#include <vector>

namespace kplace {

struct CmdFile {
  std::string command;            ///< as the shell got it
  std::string source;             ///< empty for what is linked or archived
  std::vector<std::string> deps;  ///< files it was made from, in the order
                                  ///< in which the compiler met them
};

/// The path of an object's .cmd file: "a/b.o" -> "a/.b.o.cmd".
std::string CmdFilePath(std::string_view object);

CmdFile ParseCmdFile(std::string_view text);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_RECORDS_CMD_FILE_H_
