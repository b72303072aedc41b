-- What was done with one record is asked for at every opening of a compartment (which entry of its ledger the vault's names),
-- on every page about a record, and by the viewer; without this the ledger is read from end to end each time.
CREATE INDEX ledger_by_object ON ledger (object, sequence);
