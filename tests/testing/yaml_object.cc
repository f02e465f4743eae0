#include "tests/testing/yaml_object.h"

#include <gtest/gtest.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/ObjectYAML/yaml2obj.h>
#include <llvm/Support/YAMLTraits.h>
#include <llvm/Support/raw_ostream.h>

namespace kplace::testing {

std::string ObjectFromYaml(std::string_view yaml) {
  llvm::SmallString<0> bytes;
  llvm::raw_svector_ostream out(bytes);
  llvm::yaml::Input input(llvm::StringRef(yaml.data(), yaml.size()));
  bool ok = llvm::yaml::convertYAML(input, out, [](const llvm::Twine& message) {
    ADD_FAILURE() << "yaml object: " << message.str();
  });
  return ok ? std::string(bytes) : std::string();
}

}  // namespace kplace::testing
