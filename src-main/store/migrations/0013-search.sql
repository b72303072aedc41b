-- What is searched. Everything here is made from other tables and can be made anew from them: a case that is moved takes
-- none of it along, since the triggers below see it leave here and arrive there.

-- A record that can be found, with what a search can be narrowed by.
CREATE TABLE search_records (
  seq          INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('case', 'party', 'exhibit', 'statement', 'event', 'hearing', 'note')),
  record_id    TEXT NOT NULL,
  -- Null for a note of aftercare.
  case_id      TEXT,
  exhibit_kind TEXT,
  -- The first and last day that it is about.
  day_from     TEXT CHECK (day_from GLOB '????-??-??'),
  day_to       TEXT CHECK (day_to GLOB '????-??-??'),
  UNIQUE (record_id, kind)
) STRICT;
CREATE INDEX search_records_of_case ON search_records (case_id);

CREATE TABLE search_facets (
  record INTEGER NOT NULL REFERENCES search_records (seq),
  facet  TEXT NOT NULL CHECK (facet IN ('person', 'tag', 'place', 'language')),
  value  TEXT NOT NULL CHECK (value <> ''),
  PRIMARY KEY (record, facet, value)
) STRICT, WITHOUT ROWID;

-- A stretch of words of a record: what stands in the record itself, a page of its file, an event of its custody.
CREATE TABLE search_passages (
  seq    INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES search_records (seq),
  source TEXT NOT NULL CHECK (source IN ('record', 'page', 'custody')),
  -- The number of the page from 1, the place in the chain; 0 for the record itself.
  place  INTEGER NOT NULL CHECK (place >= 0),
  UNIQUE (record, source, place)
) STRICT;

-- The words of passages, by their seq. The words are cut by the program (domain/search/words.ts), with a space between each
-- two, so that scripts without spaces are searched as well, and the same in every runtime; the tokenizer only splits them
-- again. The text itself stands where it was written, and nowhere else.
CREATE VIRTUAL TABLE search_words USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- Every word that was ever in the index and that may be mistyped, to find what is near to what was typed.
CREATE TABLE search_terms (
  seq  INTEGER PRIMARY KEY,
  term TEXT NOT NULL UNIQUE CHECK (term <> '')
) STRICT;

-- What changed and is not in the index yet. It is, before the transaction ends; but for `later`, when all is made anew.
CREATE TABLE search_due (
  later     INTEGER NOT NULL CHECK (later IN (0, 1)),
  source    TEXT NOT NULL CHECK (source IN ('case', 'party', 'exhibit', 'statement', 'event', 'hearing', 'note', 'page', 'custody')),
  record_id TEXT NOT NULL,
  place     INTEGER NOT NULL,
  PRIMARY KEY (later, source, record_id, place)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER search_case_added AFTER INSERT ON cases BEGIN INSERT INTO search_due VALUES (0, 'case', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_case_changed AFTER UPDATE ON cases BEGIN INSERT INTO search_due VALUES (0, 'case', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_case_removed AFTER DELETE ON cases BEGIN INSERT INTO search_due VALUES (0, 'case', old.id, 0) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER search_party_added AFTER INSERT ON parties BEGIN INSERT INTO search_due VALUES (0, 'party', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_party_changed AFTER UPDATE ON parties BEGIN INSERT INTO search_due VALUES (0, 'party', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_party_removed AFTER DELETE ON parties BEGIN INSERT INTO search_due VALUES (0, 'party', old.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_party_word_added AFTER INSERT ON party_words BEGIN INSERT INTO search_due VALUES (0, 'party', new.party_id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_party_word_removed AFTER DELETE ON party_words BEGIN INSERT INTO search_due VALUES (0, 'party', old.party_id, 0) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER search_exhibit_added AFTER INSERT ON exhibits BEGIN INSERT INTO search_due VALUES (0, 'exhibit', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_exhibit_changed AFTER UPDATE ON exhibits BEGIN INSERT INTO search_due VALUES (0, 'exhibit', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_exhibit_removed AFTER DELETE ON exhibits BEGIN INSERT INTO search_due VALUES (0, 'exhibit', old.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_exhibit_file_added AFTER INSERT ON exhibit_files BEGIN INSERT INTO search_due VALUES (0, 'exhibit', new.exhibit_id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_exhibit_party_added AFTER INSERT ON exhibit_parties BEGIN INSERT INTO search_due VALUES (0, 'exhibit', new.exhibit_id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_exhibit_party_removed AFTER DELETE ON exhibit_parties BEGIN INSERT INTO search_due VALUES (0, 'exhibit', old.exhibit_id, 0) ON CONFLICT DO NOTHING; END;

-- What the program enters itself has no words of anybody.
CREATE TRIGGER search_custody_added AFTER INSERT ON custody_events WHEN new.kind NOT IN ('imported', 'accessed', 'verified') OR new.note <> '' OR new.place <> ''
  BEGIN INSERT INTO search_due VALUES (0, 'custody', new.exhibit_id, new.sequence) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER search_page_added AFTER INSERT ON exhibit_pages_text BEGIN INSERT INTO search_due VALUES (0, 'page', new.exhibit_id, new.page) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_page_changed AFTER UPDATE ON exhibit_pages_text BEGIN INSERT INTO search_due VALUES (0, 'page', new.exhibit_id, new.page) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_page_removed AFTER DELETE ON exhibit_pages_text BEGIN INSERT INTO search_due VALUES (0, 'page', old.exhibit_id, old.page) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER search_statement_added AFTER INSERT ON statements BEGIN INSERT INTO search_due VALUES (0, 'statement', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_statement_changed AFTER UPDATE ON statements BEGIN INSERT INTO search_due VALUES (0, 'statement', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_statement_removed AFTER DELETE ON statements BEGIN INSERT INTO search_due VALUES (0, 'statement', old.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_version_added AFTER INSERT ON statement_versions BEGIN INSERT INTO search_due VALUES (0, 'statement', new.statement_id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_version_changed AFTER UPDATE ON statement_versions BEGIN INSERT INTO search_due VALUES (0, 'statement', new.statement_id, 0) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER search_event_added AFTER INSERT ON events BEGIN INSERT INTO search_due VALUES (0, 'event', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_event_changed AFTER UPDATE ON events BEGIN INSERT INTO search_due VALUES (0, 'event', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_event_removed AFTER DELETE ON events BEGIN INSERT INTO search_due VALUES (0, 'event', old.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_event_party_added AFTER INSERT ON event_parties BEGIN INSERT INTO search_due VALUES (0, 'event', new.event_id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_event_source_added AFTER INSERT ON event_sources BEGIN INSERT INTO search_due VALUES (0, 'event', new.event_id, 0) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER search_hearing_added AFTER INSERT ON hearings BEGIN INSERT INTO search_due VALUES (0, 'hearing', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_hearing_changed AFTER UPDATE ON hearings BEGIN INSERT INTO search_due VALUES (0, 'hearing', new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_hearing_removed AFTER DELETE ON hearings BEGIN INSERT INTO search_due VALUES (0, 'hearing', old.id, 0) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER search_note_added AFTER INSERT ON aftercare_notes BEGIN INSERT INTO search_due VALUES (0, 'note', new.id, 0) ON CONFLICT DO NOTHING; END;

-- What people look for again and again, each sealed for its user alone: what somebody looks for in a restricted case is told
-- to nobody else who opens the vault.
CREATE TABLE saved_searches (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  user_id     TEXT NOT NULL REFERENCES users (id),
  -- An age file to the user's recipient, in base64.
  sealed      TEXT NOT NULL CHECK (sealed <> ''),
  recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z')
) STRICT;
CREATE INDEX saved_searches_of_user ON saved_searches (user_id, seq);
