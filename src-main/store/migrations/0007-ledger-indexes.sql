-- A ledger of a million entries is asked for by act, by user and by day.
CREATE INDEX ledger_by_act ON ledger (act);
CREATE INDEX ledger_by_user ON ledger (user_id);
CREATE INDEX ledger_by_time ON ledger (at);
