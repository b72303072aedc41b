-- A bundle's plan is arranged until it pleases; its builds are immutable.
CREATE TABLE bundles (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  case_id     TEXT NOT NULL REFERENCES cases (id),
  plan        TEXT NOT NULL CHECK (json_valid(plan)),
  recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.???Z')
) STRICT;
CREATE INDEX bundles_of_case ON bundles (case_id, seq);

CREATE TABLE bundle_builds (
  seq           INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  bundle_id     TEXT NOT NULL REFERENCES bundles (id),
  blob_id       TEXT NOT NULL UNIQUE,
  size          INTEGER NOT NULL CHECK (size > 0),
  header_sha256 TEXT NOT NULL CHECK (length(header_sha256) = 64),
  epoch         INTEGER NOT NULL,
  sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
  pages         INTEGER NOT NULL CHECK (pages > 0),
  plan          TEXT NOT NULL CHECK (json_valid(plan)),
  placed        TEXT NOT NULL CHECK (json_valid(placed)),
  left_out      TEXT NOT NULL CHECK (json_valid(left_out)),
  checks        TEXT NOT NULL CHECK (json_valid(checks)),
  built_by      TEXT NOT NULL REFERENCES users (id),
  built_at      TEXT NOT NULL CHECK (built_at GLOB '????-??-??T??:??:??.???Z')
) STRICT;
CREATE INDEX bundle_builds_of_bundle ON bundle_builds (bundle_id, seq);
CREATE TRIGGER bundle_builds_refuse_update BEFORE UPDATE ON bundle_builds BEGIN SELECT RAISE(ABORT, 'a build is never changed'); END;
CREATE TRIGGER bundle_builds_refuse_delete BEFORE DELETE ON bundle_builds BEGIN SELECT RAISE(ABORT, 'a build is never changed'); END;

-- To whom a build was given.
CREATE TABLE bundle_issues (
  seq       INTEGER PRIMARY KEY,
  build_id  TEXT NOT NULL REFERENCES bundle_builds (id),
  given_to  TEXT NOT NULL,
  given_at  TEXT NOT NULL CHECK (given_at GLOB '????-??-??T??:??:??.???Z'),
  user_id   TEXT NOT NULL REFERENCES users (id)
) STRICT;
