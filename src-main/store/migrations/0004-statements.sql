CREATE TABLE statements (
  seq            INTEGER PRIMARY KEY,
  id             TEXT NOT NULL UNIQUE,
  case_id        TEXT NOT NULL REFERENCES cases (id),
  witness        TEXT NOT NULL REFERENCES parties (id),
  details        TEXT NOT NULL CHECK (json_valid(details)),
  recorded_at    TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z')
) STRICT;
CREATE INDEX statements_of_case ON statements (case_id, seq);

-- Every change of a statement is a new version. Versions are never edited: only a draft's state may move forward.
CREATE TABLE statement_versions (
  seq          INTEGER PRIMARY KEY,
  statement_id TEXT NOT NULL REFERENCES statements (id),
  version      INTEGER NOT NULL CHECK (version > 0),
  state        TEXT NOT NULL CHECK (state IN ('draft', 'read-back', 'signed', 'served', 'withdrawn', 'superseded')),
  language     TEXT NOT NULL,
  body         TEXT NOT NULL CHECK (json_valid(body)),
  paragraphs   INTEGER NOT NULL,
  sha256       TEXT NOT NULL CHECK (length(sha256) = 64),
  reason       TEXT NOT NULL,
  author       TEXT NOT NULL REFERENCES users (id),
  recorded_at  TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z'),
  signed_at    TEXT CHECK (signed_at GLOB '????-??-??T??:??:??.???Z'),
  UNIQUE (statement_id, version)
) STRICT;
CREATE TRIGGER statement_versions_keep_words BEFORE UPDATE OF statement_id, version, language, body, paragraphs, sha256, reason, author, recorded_at ON statement_versions
  BEGIN SELECT RAISE(ABORT, 'the words of a statement are never changed'); END;
CREATE TRIGGER statement_versions_keep_signature BEFORE UPDATE OF state, signed_at ON statement_versions
  WHEN old.state NOT IN ('draft', 'read-back') AND new.state IN ('draft', 'read-back', 'signed')
  BEGIN SELECT RAISE(ABORT, 'a signed statement is never opened again'); END;
CREATE TRIGGER statement_versions_refuse_delete BEFORE DELETE ON statement_versions BEGIN SELECT RAISE(ABORT, 'versions of a statement are kept'); END;

CREATE TABLE statement_exhibits (
  seq          INTEGER PRIMARY KEY,
  statement_id TEXT NOT NULL REFERENCES statements (id),
  exhibit_id   TEXT NOT NULL REFERENCES exhibits (id),
  UNIQUE (statement_id, exhibit_id)
) STRICT;
