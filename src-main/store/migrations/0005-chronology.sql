-- `sort_from` and `sort_to` are the first and last day that the words of `when_text` can mean.
CREATE TABLE events (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  case_id     TEXT NOT NULL REFERENCES cases (id),
  when_text   TEXT NOT NULL,
  sort_from   TEXT NOT NULL CHECK (sort_from GLOB '????-??-??'),
  sort_to     TEXT NOT NULL CHECK (sort_to GLOB '????-??-??' AND sort_to >= sort_from),
  what        TEXT NOT NULL CHECK (what <> ''),
  place       TEXT NOT NULL,
  disputed    INTEGER NOT NULL CHECK (disputed IN (0, 1)),
  recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z')
) STRICT;
CREATE INDEX events_in_order ON events (case_id, sort_from, sort_to, seq);

CREATE TABLE event_parties (
  event_id TEXT NOT NULL REFERENCES events (id),
  party_id TEXT NOT NULL REFERENCES parties (id),
  PRIMARY KEY (event_id, party_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_sources (
  seq      INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL REFERENCES events (id),
  source   TEXT NOT NULL CHECK (source <> '')
) STRICT;
CREATE INDEX event_sources_of_event ON event_sources (event_id, seq);

CREATE TABLE hearings (
  seq                INTEGER PRIMARY KEY,
  id                 TEXT NOT NULL UNIQUE,
  case_id            TEXT NOT NULL REFERENCES cases (id),
  date               TEXT NOT NULL CHECK (date GLOB '????-??-??'),
  purpose            TEXT NOT NULL CHECK (purpose <> ''),
  court              TEXT NOT NULL,
  before             TEXT NOT NULL,
  outcome            TEXT NOT NULL,
  adjournment_reason TEXT NOT NULL,
  next_date          TEXT CHECK (next_date GLOB '????-??-??'),
  recorded_at        TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z')
) STRICT;
CREATE INDEX hearings_in_order ON hearings (case_id, date, seq);
