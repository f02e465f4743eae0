// build_age.h - what is older than what it was made from.
//
// make compares times, and so do we: an archive that was made before the
// configuration or a makefile changed lists what vmlinux was, not what it will
// be; an object that is older than its source or than an option it asks for
// will be compiled anew.  Kbuild touches include/config/OPTION when the option
// changes (scripts/kconfig/confdata.c, conf_touch_dep), and .X.o.cmd names the
// options that X.o asks for.

#ifndef KPLACE_ANALYZER_RECORDS_BUILD_AGE_H_
#define KPLACE_ANALYZER_RECORDS_BUILD_AGE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kbuildparse/kbuild/build_tree.h"
#include "support/file_system.h"

namespace kplace {

class BuildAge {
 public:
  BuildAge(const FileSystem& files, const BuildTree& tree)
      : files_(files), tree_(tree) {}

  /// The file that changed after `witness` (vmlinux.a, a .mod file) was made
  /// and that can have changed what it says of `object`: the configuration, or
  /// a makefile on the way to the object.  Empty when there is none.
  std::string WhyOutdated(const std::string& witness,
                          const std::string& object);

  /// The file that changed after `object` was compiled: its source, or an
  /// option it asks for ("include/config/VFIO").  Empty when there is none.
  std::string WhyStale(const std::string& object);

 private:
  int64_t BuildTime(std::string_view path);
  int64_t SourceTime(std::string_view path);
  int64_t TimeOf(const std::string& absolute);
  std::string NewerOption(const std::string& object, int64_t made);

  const FileSystem& files_;
  const BuildTree& tree_;
  std::unordered_map<std::string, int64_t> times_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_RECORDS_BUILD_AGE_H_
