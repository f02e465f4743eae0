// schema.h - the tables of an index.
//
// One SQLite file has what compiled code refers to and defines (evidence.h), so
// that it can be asked about without the build, by kplace and by anyone with
// sqlite3.  docs/INDEX.md describes it.  The same evidence makes the same file,
// byte for byte, with the same SQLite.

#ifndef KPLACE_ANALYZER_INDEX_SCHEMA_H_
#define KPLACE_ANALYZER_INDEX_SCHEMA_H_

namespace kplace {

/// PRAGMA application_id of our files ("kplc"), and user_version: the format,
/// which grows with every change that older readers would take wrongly.
inline constexpr int kIndexApplication = 0x6b706c63;
inline constexpr int kIndexFormat = 1;

inline constexpr const char* kIndexSchema = R"sql(
-- architecture, release, kconfig_digest, makefile_digest: where known
CREATE TABLE property (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- a build directory, or the modules of an installed kernel
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  installed INTEGER NOT NULL);

-- the .config that a source was compiled with, toolchain facts among it
CREATE TABLE setting (
  source INTEGER NOT NULL REFERENCES source,
  option TEXT NOT NULL,   -- CONFIG_X
  value TEXT NOT NULL,
  quoted INTEGER NOT NULL,
  PRIMARY KEY (source, option)) WITHOUT ROWID;

CREATE TABLE symbol (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

-- names of functions, sections and namespaces; 0 is the empty one
CREATE TABLE text (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE);

-- an object of a build, or an installed module as a whole
CREATE TABLE object (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source,
  path TEXT NOT NULL,     -- drivers/vfio/vfio_main.o, drivers/vfio/vfio.ko
  is_module INTEGER NOT NULL,
  license TEXT NOT NULL);
CREATE INDEX object_path ON object (path);

-- what others can use: of a module what it exports, of an object all
CREATE TABLE definition (
  object INTEGER NOT NULL REFERENCES object,
  symbol INTEGER NOT NULL REFERENCES symbol,
  PRIMARY KEY (object, symbol)) WITHOUT ROWID;
CREATE INDEX definition_symbol ON definition (symbol);

CREATE TABLE export (
  object INTEGER NOT NULL REFERENCES object,
  symbol INTEGER NOT NULL REFERENCES symbol,
  namespace INTEGER NOT NULL REFERENCES text,
  gpl_only INTEGER NOT NULL,
  PRIMARY KEY (object, symbol, namespace, gpl_only)) WITHOUT ROWID;

-- what something else has to define
CREATE TABLE need (
  object INTEGER NOT NULL REFERENCES object,
  symbol INTEGER NOT NULL REFERENCES symbol,
  PRIMARY KEY (object, symbol)) WITHOUT ROWID;
CREATE INDEX need_symbol ON need (symbol);

-- where, as far as the object says
CREATE TABLE reference (
  object INTEGER NOT NULL REFERENCES object,
  symbol INTEGER NOT NULL REFERENCES symbol,
  function INTEGER NOT NULL REFERENCES text,
  section INTEGER NOT NULL REFERENCES text,
  PRIMARY KEY (object, symbol, function, section)) WITHOUT ROWID;

-- where the source had it: "vmlinux", "drivers/vfio/vfio.ko", "lib/lib.a"
CREATE TABLE unit (
  object INTEGER NOT NULL REFERENCES object,
  name TEXT NOT NULL,
  PRIMARY KEY (object, name)) WITHOUT ROWID;

-- user needs symbol of maker
CREATE VIEW edge AS
  SELECT u.path AS user, s.name AS symbol, m.path AS maker
  FROM need n JOIN definition d USING (symbol)
  JOIN object u ON u.id = n.object JOIN object m ON m.id = d.object
  JOIN symbol s ON s.id = n.symbol
  WHERE n.object <> d.object;
)sql";

}  // namespace kplace

#endif  // KPLACE_ANALYZER_INDEX_SCHEMA_H_
