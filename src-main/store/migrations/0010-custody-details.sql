-- What people say of custody. An event that does not say when it was recorded is of format 1: its digest covers neither of
-- these, and stays valid.
ALTER TABLE custody_events ADD COLUMN recorded_at TEXT CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z');
ALTER TABLE custody_events ADD COLUMN details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details));

-- When each file was last read again and what came of it. A note for people and the schedule; the record is in the chains.
CREATE TABLE exhibit_checks (
  exhibit_id TEXT NOT NULL PRIMARY KEY REFERENCES exhibits (id),
  checked_at TEXT NOT NULL CHECK (checked_at GLOB '????-??-??T??:??:??.???Z'),
  holds      INTEGER NOT NULL CHECK (holds IN (0, 1)),
  found      TEXT CHECK (length(found) = 64),
  damage     TEXT NOT NULL CHECK (json_valid(damage))
) STRICT, WITHOUT ROWID;
CREATE INDEX exhibit_checks_by_time ON exhibit_checks (checked_at);

-- What an exhibit was made from, and how. The same stands in its chain, which is the record; this is to be looked up by.
CREATE TABLE exhibit_origins (
  exhibit_id    TEXT NOT NULL PRIMARY KEY REFERENCES exhibits (id),
  parent_id     TEXT NOT NULL REFERENCES exhibits (id),
  parent_sha256 TEXT NOT NULL CHECK (length(parent_sha256) = 64),
  way           TEXT NOT NULL CHECK (way <> ''),
  recipe        TEXT NOT NULL CHECK (json_valid(recipe)),
  recorded_at   TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z'),
  CHECK (exhibit_id <> parent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX exhibit_origins_of_parent ON exhibit_origins (parent_id);
CREATE TRIGGER exhibit_origins_refuse_update BEFORE UPDATE ON exhibit_origins BEGIN SELECT RAISE(ABORT, 'what an exhibit was made from is never changed'); END;
CREATE TRIGGER exhibit_origins_refuse_delete BEFORE DELETE ON exhibit_origins BEGIN SELECT RAISE(ABORT, 'what an exhibit was made from is never changed'); END;
