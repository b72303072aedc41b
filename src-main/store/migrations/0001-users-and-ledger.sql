-- Who may act in this vault, and the record of every act. The ledger is the audit log: it only grows.
CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
  value TEXT NOT NULL
) STRICT;

CREATE TABLE users (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL UNIQUE CHECK (name <> ''),
  role        TEXT NOT NULL CHECK (role IN ('director', 'lawyer', 'investigator', 'aftercare', 'viewer')),
  public_key  TEXT NOT NULL CHECK (length(public_key) = 64),
  recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z')
) STRICT;

CREATE TABLE ledger (
  sequence  INTEGER PRIMARY KEY,
  user_id   TEXT NOT NULL REFERENCES users (id),
  act       TEXT NOT NULL CHECK (act <> ''),
  object    TEXT NOT NULL,
  facts     TEXT NOT NULL,
  at        TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
  previous  TEXT NOT NULL CHECK (length(previous) = 64),
  digest    TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
  signature TEXT NOT NULL CHECK (length(signature) = 128)
) STRICT;

-- These triggers are the last line; the first is that no statement in store/ says UPDATE or DELETE of the ledger. They are a
-- seat-belt: what makes an alteration visible is the chain, its signatures, and its head remembered outside this file.
CREATE TRIGGER ledger_refuses_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_refuses_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
