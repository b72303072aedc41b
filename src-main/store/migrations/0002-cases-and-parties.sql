CREATE TABLE cases (
  seq               INTEGER PRIMARY KEY,
  id                TEXT NOT NULL UNIQUE,
  reference         TEXT NOT NULL UNIQUE CHECK (reference <> ''),
  title             TEXT NOT NULL CHECK (title <> ''),
  case_type         TEXT NOT NULL CHECK (case_type <> ''),
  profile           TEXT NOT NULL CHECK (profile <> ''),
  office            TEXT NOT NULL,
  jurisdiction      TEXT NOT NULL,
  court             TEXT NOT NULL,
  court_case_number TEXT NOT NULL,
  police_number     TEXT NOT NULL,
  summary           TEXT NOT NULL,
  recorded_at       TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z')
) STRICT;

CREATE TABLE case_stages (
  seq     INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  stage   TEXT NOT NULL CHECK (stage IN ('intake', 'investigation', 'rescue', 'prosecution', 'trial', 'judgment', 'appeal', 'closed')),
  since   TEXT NOT NULL CHECK (since GLOB '????-??-??')
) STRICT;
CREATE INDEX case_stages_of_case ON case_stages (case_id, since);

-- A person or organisation in a case. A minor is always protected; the pseudonym is what a served bundle shows.
CREATE TABLE parties (
  seq                 INTEGER PRIMARY KEY,
  id                  TEXT NOT NULL UNIQUE,
  case_id             TEXT NOT NULL REFERENCES cases (id),
  name                TEXT NOT NULL CHECK (name <> ''),
  native_name         TEXT NOT NULL,
  organisation        INTEGER NOT NULL CHECK (organisation IN (0, 1)),
  minor               INTEGER NOT NULL CHECK (minor IN (0, 1)),
  protected           INTEGER NOT NULL CHECK (protected IN (0, 1) AND protected >= minor),
  pseudonym           TEXT CHECK (pseudonym <> ''),
  sex                 TEXT NOT NULL,
  birth_date          TEXT CHECK (birth_date GLOB '????-??-??'),
  estimated_years     INTEGER,
  estimated_on        TEXT CHECK (estimated_on GLOB '????-??-??'),
  estimated_basis     TEXT,
  notes               TEXT NOT NULL,
  recorded_at         TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z'),
  UNIQUE (case_id, pseudonym),
  CHECK (protected = 0 OR pseudonym IS NOT NULL)
) STRICT;
CREATE INDEX parties_of_case ON parties (case_id, seq);

-- Capacities, aliases and languages of a party: short lists that are searched, so rows and not JSON.
CREATE TABLE party_words (
  seq      INTEGER PRIMARY KEY,
  party_id TEXT NOT NULL REFERENCES parties (id),
  list     TEXT NOT NULL CHECK (list IN ('capacity', 'alias', 'language')),
  word     TEXT NOT NULL CHECK (word <> '')
) STRICT;
CREATE INDEX party_words_of_party ON party_words (party_id, list, seq);
