// functions_names.cc - functions of file names.  Only `wildcard` and
// `realpath` look at the disk.

#include "kbuildparse/make/function_handlers.h"
#include "support/glob.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::make {
namespace {

/// Where the suffix (".c") of a file name starts, npos without one.
size_t SuffixStart(std::string_view name) {
  size_t dot = name.rfind('.');
  size_t slash = name.rfind('/');
  bool in_directory = dot != std::string_view::npos &&
                      slash != std::string_view::npos && slash > dot;
  return in_directory ? std::string_view::npos : dot;
}

/// "a//../b/" made absolute; make drops a slash at the end.
std::string Absolute(const PlainArguments& arguments, std::string_view name) {
  return NormalizePath(JoinPath(arguments.directory, name));
}

}  // namespace

void Dir(const PlainArguments& arguments, FunctionOutput& out) {
  for (std::string_view word : SplitWords(arguments[0])) {
    size_t slash = word.rfind('/');
    out.AppendWord(slash == std::string_view::npos ? "./"
                                                   : word.substr(0, slash + 1));
  }
}

void NotDir(const PlainArguments& arguments, FunctionOutput& out) {
  for (std::string_view word : SplitWords(arguments[0])) {
    out.AppendWord(BaseName(word));
  }
}

void Suffix(const PlainArguments& arguments, FunctionOutput& out) {
  for (std::string_view word : SplitWords(arguments[0])) {
    size_t dot = SuffixStart(word);
    if (dot != std::string_view::npos) out.AppendWord(word.substr(dot));
  }
}

void BaseNames(const PlainArguments& arguments, FunctionOutput& out) {
  for (std::string_view word : SplitWords(arguments[0])) {
    out.AppendWord(word.substr(0, SuffixStart(word)));
  }
}

void AddPrefix(const PlainArguments& arguments, FunctionOutput& out) {
  for (std::string_view word : SplitWords(arguments[1])) {
    if (out.Overflowed()) return;
    out.AppendWord(arguments[0]);
    out.Append(word);
  }
}

void AddSuffix(const PlainArguments& arguments, FunctionOutput& out) {
  for (std::string_view word : SplitWords(arguments[1])) {
    if (out.Overflowed()) return;
    out.AppendWord(word);
    out.Append(arguments[0]);
  }
}

void AbsPath(const PlainArguments& arguments, FunctionOutput& out) {
  for (std::string_view word : SplitWords(arguments[0])) {
    out.AppendWord(Absolute(arguments, word));
  }
}

void RealPath(const PlainArguments& arguments, FunctionOutput& out) {
  for (std::string_view word : SplitWords(arguments[0])) {
    auto resolved =
        arguments.files->RealPath(JoinPath(arguments.directory, word));
    if (resolved) out.AppendWord(*resolved);
  }
}

void Wildcard(const PlainArguments& arguments, FunctionOutput& out) {
  for (std::string_view word : SplitWords(arguments[0])) {
    for (const std::string& name :
         Glob(*arguments.files, arguments.directory, word)) {
      out.AppendWord(name);
    }
  }
}

}  // namespace kplace::make
