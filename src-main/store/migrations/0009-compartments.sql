-- Bodies of records that only some users may read. Each has a database of its own, in a folder of its own, and so its own
-- key: here stands only that it exists and for whom its key is wrapped. Its name stands inside it.
CREATE TABLE compartments (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL CHECK (kind IN ('case', 'aftercare')),
  -- Rises with every new key.
  epoch       INTEGER NOT NULL CHECK (epoch > 0),
  -- How its passphrase becomes a key, where it has one.
  kdf         TEXT CHECK (json_valid(kdf)),
  -- Somebody was taken out who could read it, by a person who could not give it a new key.
  rekey_due   INTEGER NOT NULL DEFAULT 0 CHECK (rekey_due IN (0, 1)),
  -- The case that is being moved into it. Until that is done it does not count.
  moving_case TEXT,
  created_at  TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z')
) STRICT;
CREATE UNIQUE INDEX compartments_one_aftercare ON compartments (kind) WHERE kind = 'aftercare';

CREATE TABLE compartment_keys (
  compartment_id TEXT NOT NULL REFERENCES compartments (id),
  user_id        TEXT NOT NULL REFERENCES users (id),
  epoch          INTEGER NOT NULL CHECK (epoch > 0),
  -- For whom it is wrapped, `age1…`: whoever was given new keys since then cannot open it.
  recipient      TEXT NOT NULL CHECK (recipient <> ''),
  -- An age file, in base64.
  wrapped        TEXT NOT NULL CHECK (wrapped <> ''),
  PRIMARY KEY (compartment_id, user_id)
) STRICT, WITHOUT ROWID;

-- Custody events that were moved into a compartment with their case: entries of the ledger go on naming them.
CREATE TABLE moved_custody (
  seq            INTEGER PRIMARY KEY,
  digest         TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
  compartment_id TEXT NOT NULL REFERENCES compartments (id)
) STRICT;
CREATE INDEX moved_custody_of_compartment ON moved_custody (compartment_id, seq);
CREATE TRIGGER moved_custody_refuse_update BEFORE UPDATE ON moved_custody BEGIN SELECT RAISE(ABORT, 'what was moved stays named'); END;
CREATE TRIGGER moved_custody_refuse_delete BEFORE DELETE ON moved_custody BEGIN SELECT RAISE(ABORT, 'what was moved stays named'); END;

-- Blobs that no row names any more and that are to be overwritten, until they are.
CREATE TABLE doomed_blobs (
  blob_id TEXT NOT NULL PRIMARY KEY CHECK (length(blob_id) = 32)
) STRICT, WITHOUT ROWID;

-- In a compartment's own database alone: the blob identities of its past keys, as 64 hex digits. The newest is derived.
CREATE TABLE blob_identities (
  epoch    INTEGER PRIMARY KEY CHECK (epoch > 0),
  identity TEXT NOT NULL CHECK (length(identity) = 64)
) STRICT;

-- In the aftercare compartment's own database alone: what is written of a person's aftercare, which only grows.
CREATE TABLE aftercare_notes (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  party_id    TEXT NOT NULL,
  pseudonym   TEXT NOT NULL CHECK (pseudonym <> ''),
  kind        TEXT NOT NULL CHECK (kind IN ('note', 'need', 'safety-plan', 'service', 'referral', 'review', 'consent')),
  domain      TEXT CHECK (domain IN ('safety', 'legal-protection', 'mental-wellbeing', 'economic-empowerment', 'social-support', 'physical-wellbeing')),
  score       INTEGER CHECK (score BETWEEN 1 AND 5),
  text        TEXT NOT NULL CHECK (text <> ''),
  written_on  TEXT NOT NULL CHECK (written_on GLOB '????-??-??'),
  author      TEXT NOT NULL REFERENCES users (id),
  recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z'),
  CHECK (score IS NULL OR domain IS NOT NULL)
) STRICT;
CREATE INDEX aftercare_notes_of_party ON aftercare_notes (party_id, seq);
CREATE TRIGGER aftercare_notes_refuse_update BEFORE UPDATE ON aftercare_notes BEGIN SELECT RAISE(ABORT, 'a note is never changed'); END;
CREATE TRIGGER aftercare_notes_refuse_delete BEFORE DELETE ON aftercare_notes BEGIN SELECT RAISE(ABORT, 'a note is never changed'); END;
