-- How far the reading of an exhibit's file has come. A file without a row waits to be read.
CREATE TABLE exhibit_texts (
  exhibit_id  TEXT NOT NULL PRIMARY KEY REFERENCES exhibits (id),
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'nothing', 'failed')),
  -- Of the file, where it has pages that stand; 0 until it is known.
  pages       INTEGER NOT NULL CHECK (pages >= 0),
  -- The languages in which pictures of text are to be recognised, as `hin+eng`; empty where that was not asked for.
  recognising TEXT NOT NULL,
  -- A failure's code.
  reason      TEXT NOT NULL,
  read_at     TEXT NOT NULL CHECK (read_at GLOB '????-??-??T??:??:??.???Z')
) STRICT, WITHOUT ROWID;
CREATE INDEX exhibit_texts_by_state ON exhibit_texts (state);

-- What the pages of files say: found in the file, or recognised in its picture. It can be made again, and is never evidence.
CREATE TABLE exhibit_pages_text (
  seq        INTEGER PRIMARY KEY,
  exhibit_id TEXT NOT NULL REFERENCES exhibits (id),
  -- From 1. What has no pages is cut into stretches of its text.
  page       INTEGER NOT NULL CHECK (page > 0),
  source     TEXT NOT NULL CHECK (source IN ('layer', 'ocr')),
  -- Of what was recognised: the languages, as `hin+eng`.
  language   TEXT NOT NULL,
  -- Of what was recognised: how sure that is, in hundredths.
  confidence INTEGER CHECK (confidence BETWEEN 0 AND 100),
  -- Of the page, in points; 0 where there is none.
  width      REAL NOT NULL CHECK (width >= 0),
  height     REAL NOT NULL CHECK (height >= 0),
  text       TEXT NOT NULL,
  -- Where each word stands: see docs/FORMATS.md.
  boxes      BLOB NOT NULL,
  UNIQUE (exhibit_id, page, source)
) STRICT;
