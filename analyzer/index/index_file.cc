#include "analyzer/index/index_file.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <utility>

#include "analyzer/index/schema.h"

namespace kplace {
namespace {

/// Fills tables row by row, in the order of the evidence.
class Writer {
 public:
  explicit Writer(SQLite::Database& database) : database_(database) {}

  void Write(const Index& index) {
    for (const auto& [name, value] : index.properties) {
      Add("INSERT INTO property VALUES (?, ?)", name, value);
    }
    const ScanEvidence& evidence = index.evidence;
    for (uint32_t i = 0; i < evidence.sources.size(); ++i) {
      WriteSource(i, evidence.sources[i]);
    }
    WriteNames("symbol", evidence.symbols);
    WriteNames("text", evidence.texts);
    for (uint32_t i = 0; i < evidence.objects.size(); ++i) {
      WriteObject(i, evidence.objects[i]);
    }
  }

 private:
  void WriteSource(uint32_t id, const EvidenceSource& source) {
    Add("INSERT INTO source VALUES (?, ?, ?)", id, source.name,
        source.installed ? 1 : 0);
    for (const auto& [option, setting] : source.config.settings()) {
      Add("INSERT INTO setting VALUES (?, ?, ?, ?)", id, option, setting.value,
          setting.quoted ? 1 : 0);
    }
  }

  void WriteNames(const char* table, const std::vector<std::string>& names) {
    const std::string sql = fmt::format("INSERT INTO {} VALUES (?, ?)", table);
    for (uint32_t id = 0; id < names.size(); ++id) Add(sql, id, names[id]);
  }

  void WriteObject(uint32_t id, const EvidenceObject& object) {
    Add("INSERT INTO object VALUES (?, ?, ?, ?, ?)", id, object.source,
        object.path, object.is_module ? 1 : 0, object.license);
    for (const std::string& unit : object.units) {
      Add("INSERT INTO unit VALUES (?, ?)", id, unit);
    }
    for (SymbolId symbol : object.defines) {
      Add("INSERT INTO definition VALUES (?, ?)", id, symbol);
    }
    for (const EvidenceExport& exported : object.exports) {
      Add("INSERT INTO export VALUES (?, ?, ?, ?)", id, exported.symbol,
          exported.name_space, exported.gpl_only ? 1 : 0);
    }
    for (SymbolId symbol : object.needs) {
      Add("INSERT INTO need VALUES (?, ?)", id, symbol);
    }
    for (const EvidenceUse& use : object.uses) {
      Add("INSERT INTO reference VALUES (?, ?, ?, ?)", id, use.symbol,
          use.function, use.section);
    }
  }

  template <typename... Values>
  void Add(const std::string& sql, const Values&... values) {
    auto [known, fresh] = statements_.try_emplace(sql);
    if (fresh) {
      known->second = std::make_unique<SQLite::Statement>(database_, sql);
    }
    SQLite::Statement& statement = *known->second;
    int column = 0;
    (statement.bind(++column, values), ...);
    statement.exec();
    statement.reset();
  }

  SQLite::Database& database_;
  std::map<std::string, std::unique_ptr<SQLite::Statement>> statements_;
};

class Reader {
 public:
  explicit Reader(SQLite::Database& database) : database_(database) {}

  Index Read() {
    Index index;
    ForEach("SELECT name, value FROM property", [&](SQLite::Statement& row) {
      index.properties[row.getColumn(0).getString()] =
          row.getColumn(1).getString();
    });
    ScanEvidence& evidence = index.evidence;
    ReadSources(evidence);
    ReadNames("symbol", "name", evidence.symbols);
    ReadNames("text", "value", evidence.texts);
    ReadObjects(evidence);
    return index;
  }

 private:
  template <typename Work>
  void ForEach(const std::string& sql, Work work) {
    SQLite::Statement statement(database_, sql);
    while (statement.executeStep()) work(statement);
  }

  void ReadSources(ScanEvidence& evidence) {
    ForEach("SELECT name, installed FROM source ORDER BY id",
            [&](SQLite::Statement& row) {
              evidence.sources.push_back({row.getColumn(0).getString(),
                                          row.getColumn(1).getInt() != 0,
                                          {}});
            });
    ForEach("SELECT source, option, value, quoted FROM setting",
            [&](SQLite::Statement& row) {
              At(evidence.sources, row, 0)
                  .config.Set(row.getColumn(1).getString(),
                              {row.getColumn(2).getString(),
                               row.getColumn(3).getInt() != 0,
                               {}});
            });
  }

  void ReadNames(const char* table, const char* column,
                 std::vector<std::string>& names) {
    ForEach(fmt::format("SELECT {} FROM {} ORDER BY id", column, table),
            [&](SQLite::Statement& row) {
              names.push_back(row.getColumn(0).getString());
            });
  }

  void ReadObjects(ScanEvidence& evidence) {
    ForEach("SELECT source, path, is_module, license FROM object ORDER BY id",
            [&](SQLite::Statement& row) {
              EvidenceObject& object = evidence.objects.emplace_back();
              At(evidence.sources, row, 0);
              object.source = row.getColumn(0).getUInt();
              object.path = row.getColumn(1).getString();
              object.is_module = row.getColumn(2).getInt() != 0;
              object.license = row.getColumn(3).getString();
            });
    auto object = [&](SQLite::Statement& row) -> EvidenceObject& {
      return At(evidence.objects, row, 0);
    };
    auto symbol = [&](SQLite::Statement& row) {
      At(evidence.symbols, row, 1);
      return row.getColumn(1).getUInt();
    };
    auto text = [&](SQLite::Statement& row, int column) {
      At(evidence.texts, row, column);
      return row.getColumn(column).getUInt();
    };
    ForEach("SELECT object, name FROM unit", [&](SQLite::Statement& row) {
      object(row).units.push_back(row.getColumn(1).getString());
    });
    ForEach("SELECT object, symbol FROM definition",
            [&](SQLite::Statement& row) {
              object(row).defines.push_back(symbol(row));
            });
    ForEach("SELECT object, symbol FROM need", [&](SQLite::Statement& row) {
      object(row).needs.push_back(symbol(row));
    });
    ForEach("SELECT object, symbol, namespace, gpl_only FROM export",
            [&](SQLite::Statement& row) {
              object(row).exports.push_back(
                  {symbol(row), text(row, 2), row.getColumn(3).getInt() != 0});
            });
    ForEach(
        "SELECT object, symbol, function, section FROM reference",
        [&](SQLite::Statement& row) {
          object(row).uses.push_back({symbol(row), text(row, 2), text(row, 3)});
        });
  }

  /// The entry that a column numbers; a file may say anything.
  template <typename T>
  static T& At(std::vector<T>& items, SQLite::Statement& row, int column) {
    const int64_t number = row.getColumn(column).getInt64();
    if (number < 0 || static_cast<size_t>(number) >= items.size()) {
      throw SQLite::Exception("it refers to something that it does not have");
    }
    return items[static_cast<size_t>(number)];
  }

  SQLite::Database& database_;
};

}  // namespace

// SQLiteCpp throws; from here on nothing does.

std::optional<Error> WriteIndex(const Index& index, const std::string& path) {
  const std::string fresh = path + ".new";
  std::error_code error;
  std::filesystem::remove(fresh, error);
  try {
    SQLite::Database database(fresh,
                              SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    // The file is nobody's before it is renamed.
    database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
    database.exec(
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                    kIndexApplication, kIndexFormat));
    SQLite::Transaction transaction(database);
    database.exec(kIndexSchema);
    Writer(database).Write(index);
    transaction.commit();
  } catch (const SQLite::Exception& failure) {
    std::filesystem::remove(fresh, error);
    return Error{fmt::format("{}: {}", path, failure.what())};
  }
  std::filesystem::rename(fresh, path, error);
  if (error) return Error{fmt::format("{}: {}", path, error.message())};
  return std::nullopt;
}

Result<Index> ReadIndex(const std::string& path) {
  try {
    SQLite::Database database(path, SQLite::OPEN_READONLY);
    const int application = database.execAndGet("PRAGMA application_id");
    const int format = database.execAndGet("PRAGMA user_version");
    if (application != kIndexApplication) {
      return Error{path + ": not an index of kplace"};
    }
    if (format != kIndexFormat) {
      return Error{fmt::format(
          "{}: an index of format {}, and this kplace knows {}: make it anew",
          path, format, kIndexFormat)};
    }
    return Reader(database).Read();
  } catch (const SQLite::Exception& failure) {
    return Error{fmt::format("{}: {}", path, failure.what())};
  }
}

Index MergeIndexes(std::vector<Index> parts) {
  Index merged;
  std::vector<ScanEvidence> evidence;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i == 0) merged.properties = parts[i].properties;
    std::erase_if(merged.properties, [&](const auto& property) {
      auto same = parts[i].properties.find(property.first);
      return same == parts[i].properties.end() ||
             same->second != property.second;
    });
    evidence.push_back(std::move(parts[i].evidence));
  }
  merged.evidence = Merge(std::move(evidence));
  return merged;
}

std::string DatabaseVersion() {
  return SQLite::getLibVersion();
}

}  // namespace kplace
