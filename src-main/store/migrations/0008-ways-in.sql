-- Who may open the vault. Users are never deleted, since the ledger names them: one who left keeps the row.
ALTER TABLE users ADD COLUMN removed_at TEXT CHECK (removed_at GLOB '????-??-??T??:??:??.???Z');

-- The recovery key is no person, and signs when it lets one in again.
ALTER TABLE users ADD COLUMN kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'recovery'));
CREATE UNIQUE INDEX users_one_recovery ON users (kind) WHERE kind = 'recovery';

-- Every signing key that a user has had: whoever loses all secrets gets a new one. `public_key` of `users` is the newest.
-- `since` is the place in the ledger of the act that brought it: entries before that are signed with the key before.
CREATE TABLE user_keys (
  seq        INTEGER PRIMARY KEY,
  user_id    TEXT NOT NULL REFERENCES users (id),
  public_key TEXT NOT NULL UNIQUE CHECK (length(public_key) = 64),
  -- To whom packages for the user are encrypted, `age1…`; null for the recovery key.
  recipient  TEXT,
  since      INTEGER NOT NULL CHECK (since > 0)
) STRICT;
INSERT INTO user_keys (user_id, public_key, recipient, since) SELECT id, public_key, NULL, 1 FROM users;
CREATE TRIGGER user_keys_refuse_update BEFORE UPDATE ON user_keys BEGIN SELECT RAISE(ABORT, 'the keys of users are kept'); END;
CREATE TRIGGER user_keys_refuse_delete BEFORE DELETE ON user_keys BEGIN SELECT RAISE(ABORT, 'the keys of users are kept'); END;

-- The register of the slots: a slot of the header that is not here was never entered, or was replaced, and is taken out.
CREATE TABLE slots (
  id      TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX slots_of_user ON slots (user_id);
