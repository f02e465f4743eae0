// index_file.h - evidence in a file: what `kplace index` writes and `kplace
// scan` reads.

#ifndef KPLACE_ANALYZER_INDEX_INDEX_FILE_H_
#define KPLACE_ANALYZER_INDEX_INDEX_FILE_H_

#include <map>
#include <optional>
#include <string>

#include "analyzer/scan/evidence.h"
#include "support/result.h"

namespace kplace {

struct Index {
  ScanEvidence evidence;
  /// "architecture", "release", "kconfig_digest", "makefile_digest"; those that
  /// the indexes of a merge do not agree on are left out.
  std::map<std::string, std::string> properties;
};

/// Everything in `path` is replaced, and only when all is written.
std::optional<Error> WriteIndex(const Index& index, const std::string& path);

/// Fails with "PATH: REASON" for what is no index, or one of a later kplace.
Result<Index> ReadIndex(const std::string& path);

/// See Merge(std::vector<ScanEvidence>).
Index MergeIndexes(std::vector<Index> parts);

/// Of the SQLite that indexes are written with: "3.40.1".
std::string DatabaseVersion();

}  // namespace kplace

#endif  // KPLACE_ANALYZER_INDEX_INDEX_FILE_H_
