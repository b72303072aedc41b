-- What people said of how a file is to be read: the order of its dates, the columns of its calls. Notes for the window: they change
-- nothing of the evidence, and can be changed.
CREATE TABLE exhibit_readings (
  exhibit_id  TEXT NOT NULL PRIMARY KEY REFERENCES exhibits (id),
  reading     TEXT NOT NULL CHECK (json_valid(reading)),
  recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z')
) STRICT, WITHOUT ROWID;

-- Who wrote under a name in an exported conversation, as far as somebody said so.
CREATE TABLE conversation_participants (
  exhibit_id  TEXT NOT NULL REFERENCES exhibits (id),
  name        TEXT NOT NULL CHECK (name <> ''),
  party_id    TEXT NOT NULL REFERENCES parties (id),
  recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z'),
  PRIMARY KEY (exhibit_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_participants_by_party ON conversation_participants (party_id);
