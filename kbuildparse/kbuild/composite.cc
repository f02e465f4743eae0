#include "kbuildparse/kbuild/composite.h"

#include <string>

namespace kplace::kbuild {

Composite FindComposite(Directory& directory, std::string_view object,
                        bool as_module, ConditionStore& conditions) {
  Composite composite;
  if (!object.ends_with(".o")) return composite;
  std::string stem(object.substr(0, object.size() - 2));

  auto search = [&](const char* suffix, bool members) {
    for (make::TracedWord& word : directory.Words(stem + suffix)) {
      // What is not known may turn out to be no word at all.
      Condition there =
          word.unknown
              ? conditions.And(word.when, conditions.Unknown(word.text))
              : word.when;
      composite.when = conditions.Or(composite.when, there);
      if (members) composite.members.push_back(std::move(word));
    }
  };
  search("-objs", true);
  search("-y", true);
  if (as_module) search("-m", true);
  search("-", false);
  return composite;
}

}  // namespace kplace::kbuild
