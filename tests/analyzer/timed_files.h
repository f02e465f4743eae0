// timed_files.h - files in memory that have times, for tests of what is older.

#ifndef KPLACE_TESTS_ANALYZER_TIMED_FILES_H_
#define KPLACE_TESTS_ANALYZER_TIMED_FILES_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "support/file_system.h"

namespace kplace::testing {

class TimedFiles : public MemoryFileSystem {
 public:
  void WriteAt(int64_t time, const std::string& path, std::string text = {}) {
    Write(path, std::move(text));
    times_[path] = time;
  }

  FileStatus Status(const std::string& path) const override {
    FileStatus status = MemoryFileSystem::Status(path);
    auto time = times_.find(path);
    if (time != times_.end()) status.modified_ns = time->second;
    return status;
  }

 private:
  std::map<std::string, int64_t> times_;
};

}  // namespace kplace::testing

#endif  // KPLACE_TESTS_ANALYZER_TIMED_FILES_H_
