// object_text.h - records of objreader as text, one line each.

#ifndef KPLACE_TESTS_OBJREADER_OBJECT_TEXT_H_
#define KPLACE_TESTS_OBJREADER_OBJECT_TEXT_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "objreader/object_file.h"
#include "objreader/object_symbols.h"

namespace kplace::testing {

/// An object and the bytes it points into.
struct OpenObject {
  std::string bytes;
  std::unique_ptr<ObjectFile> file;  ///< null when reading failed
  std::string error;                 ///< then the reason

  std::string Symbols() const;  ///< "foo: global function in 1 at 0x10+8"
  std::string Exports() const;  ///< "foo gpl NAMESPACE"
  std::string Modinfo() const;  ///< "license=GPL"
  /// "foo: .text+0x14 type 4 in caller", for every undefined symbol.
  std::string References() const;
  /// "foo in .exit.text: .text+0x14 in caller", for what leads to sections of
  /// these names.
  std::string OwnReferences(const std::vector<std::string>& targets) const;
};

/// Opens an object written in the language of yaml2obj, as "test.o".
OpenObject OpenYaml(std::string_view yaml);

OpenObject OpenBytes(std::string bytes);

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_OBJREADER_OBJECT_TEXT_H_
