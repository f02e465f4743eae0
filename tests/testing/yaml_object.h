// yaml_object.h - object files written as YAML, turned into bytes in memory.
//
// The language is that of LLVM's yaml2obj; broken and foreign objects are as
// easy to write as good ones, and no compiler is needed.

#ifndef KPLACE_TESTS_TESTING_YAML_OBJECT_H_
#define KPLACE_TESTS_TESTING_YAML_OBJECT_H_

#include <string>
#include <string_view>

namespace kplace::testing {

/// The bytes of the object.  A mistake in the YAML fails the running test and
/// gives an empty string.
std::string ObjectFromYaml(std::string_view yaml);

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_TESTING_YAML_OBJECT_H_
