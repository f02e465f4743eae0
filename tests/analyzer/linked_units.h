// linked_units.h - units made of objects in a few words (see build_fixture.h).

#ifndef KPLACE_TESTS_ANALYZER_LINKED_UNITS_H_
#define KPLACE_TESTS_ANALYZER_LINKED_UNITS_H_

#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/modules/export_table.h"
#include "objreader/object_file.h"
#include "tests/analyzer/build_fixture.h"

namespace kplace::testing {

/// Owns the objects of the units that it makes.
class LinkedUnits {
 public:
  /// An object that could not be read.
  static constexpr std::string_view kUnread = "unread";

  LinkedUnit Make(std::string name, std::vector<std::string_view> objects,
                  std::string_view machine = "EM_X86_64") {
    LinkedUnit unit{std::move(name), {}};
    for (std::string_view lines : objects) {
      unit.objects.push_back(lines == kUnread ? nullptr : Read(lines, machine));
    }
    return unit;
  }

 private:
  const ObjectSymbols* Read(std::string_view lines, std::string_view machine) {
    bytes_.push_back(Object(lines, machine));
    auto file = ObjectFile::FromBytes("object.o", bytes_.back());
    EXPECT_TRUE(file.ok()) << (file ? "" : file.error().message);
    files_.push_back(std::move(*file));
    return &files_.back()->symbols();
  }

  std::deque<std::string> bytes_;
  std::vector<std::unique_ptr<ObjectFile>> files_;
};

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_ANALYZER_LINKED_UNITS_H_
