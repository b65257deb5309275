-- The casebook, what both schemas share (cases.sql has the rest of schema 2). Columns and laws are told in docs/STORE.md. Own work, Apache-2.0.
-- Permanent: what was received. Only ever added.
CREATE TABLE source (
    key       TEXT NOT NULL PRIMARY KEY, -- SHA-256 of the record's report object, keys sorted
    report    TEXT NOT NULL,             -- report.id
    outlet    TEXT,
    published TEXT,
    sha256    TEXT NOT NULL,             -- of text
    text      BLOB NOT NULL              -- report.text, UTF-8
) STRICT;
CREATE TRIGGER source_is_never_changed BEFORE UPDATE ON source
    BEGIN SELECT RAISE(ABORT, 'sources are permanent'); END;
CREATE TRIGGER source_is_never_dropped BEFORE DELETE ON source
    BEGIN SELECT RAISE(ABORT, 'sources are permanent'); END;

-- Derived: stamped with the run that made it, made anew at any time.
CREATE TABLE record (
    key  TEXT NOT NULL PRIMARY KEY REFERENCES source (key),
    run  TEXT NOT NULL, -- version of the program that read the report
    json TEXT NOT NULL  -- the record, byte for byte as it was added
) STRICT;
CREATE TABLE incident (
    key      TEXT NOT NULL REFERENCES source (key),
    incident TEXT NOT NULL, -- id inside the record
    unit     TEXT NOT NULL, -- what linking and cases need of it (JSON)
    PRIMARY KEY (key, incident)
) STRICT;
CREATE TABLE state (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO state (name, value) VALUES ('linked', 'yes');
