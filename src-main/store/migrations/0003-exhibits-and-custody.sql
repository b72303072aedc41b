-- The evidence register. An exhibit's mark is never given twice in a case, even if the exhibit is withdrawn.
CREATE TABLE exhibits (
  seq               INTEGER PRIMARY KEY,
  id                TEXT NOT NULL UNIQUE,
  case_id           TEXT NOT NULL REFERENCES cases (id),
  number            INTEGER NOT NULL CHECK (number > 0),
  mark              TEXT NOT NULL,
  title             TEXT NOT NULL CHECK (title <> ''),
  kind              TEXT NOT NULL,
  -- What the collector says, as given: shown and printed whole, never searched by member.
  details           TEXT NOT NULL CHECK (json_valid(details)),
  recorded_at       TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z'),
  UNIQUE (case_id, number),
  UNIQUE (case_id, mark)
) STRICT;
CREATE INDEX exhibits_by_title ON exhibits (case_id, title);
CREATE INDEX exhibits_by_kind ON exhibits (case_id, kind);

CREATE TABLE exhibit_parties (
  exhibit_id TEXT NOT NULL REFERENCES exhibits (id),
  party_id   TEXT NOT NULL REFERENCES parties (id),
  PRIMARY KEY (exhibit_id, party_id)
) STRICT, WITHOUT ROWID;

-- The files of a digital exhibit: immutable from the moment they are filed.
CREATE TABLE exhibit_files (
  seq                INTEGER PRIMARY KEY,
  exhibit_id         TEXT NOT NULL REFERENCES exhibits (id),
  case_id            TEXT NOT NULL REFERENCES cases (id),
  blob_id            TEXT NOT NULL UNIQUE,
  name               TEXT NOT NULL,
  size               INTEGER NOT NULL CHECK (size >= 0),
  media_type         TEXT NOT NULL,
  sha256             TEXT NOT NULL CHECK (length(sha256) = 64),
  sha1               TEXT NOT NULL CHECK (length(sha1) = 40),
  md5                TEXT NOT NULL CHECK (length(md5) = 32),
  header_sha256      TEXT NOT NULL CHECK (length(header_sha256) = 64),
  epoch              INTEGER NOT NULL,
  -- The source's own time: a claim, kept as a claim.
  source_modified_at TEXT,
  imported_at        TEXT NOT NULL CHECK (imported_at GLOB '????-??-??T??:??:??.???Z'),
  imported_by        TEXT NOT NULL REFERENCES users (id)
) STRICT;
CREATE INDEX exhibit_files_of_exhibit ON exhibit_files (exhibit_id, seq);
CREATE INDEX exhibit_files_by_digest ON exhibit_files (case_id, sha256);
CREATE TRIGGER exhibit_files_refuse_update BEFORE UPDATE ON exhibit_files BEGIN SELECT RAISE(ABORT, 'a filed exhibit is never changed'); END;
CREATE TRIGGER exhibit_files_refuse_delete BEFORE DELETE ON exhibit_files BEGIN SELECT RAISE(ABORT, 'a filed exhibit is never changed'); END;

-- Each exhibit's chain of custody stands on its own; a correction is a new event that names the one it corrects.
CREATE TABLE custody_events (
  seq            INTEGER PRIMARY KEY,
  exhibit_id     TEXT NOT NULL REFERENCES exhibits (id),
  sequence       INTEGER NOT NULL CHECK (sequence > 0),
  kind           TEXT NOT NULL,
  user_id        TEXT NOT NULL REFERENCES users (id),
  by             TEXT NOT NULL,
  at             TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
  offset_minutes INTEGER NOT NULL,
  place          TEXT NOT NULL,
  note           TEXT NOT NULL,
  previous       TEXT NOT NULL CHECK (length(previous) = 64),
  digest         TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
  UNIQUE (exhibit_id, sequence)
) STRICT;
CREATE TRIGGER custody_events_refuse_update BEFORE UPDATE ON custody_events BEGIN SELECT RAISE(ABORT, 'the record of custody only grows'); END;
CREATE TRIGGER custody_events_refuse_delete BEFORE DELETE ON custody_events BEGIN SELECT RAISE(ABORT, 'the record of custody only grows'); END;
