-- The casebook, schema 3: what is derived a second time, to be read without parsing JSON. Own work, Apache-2.0.
CREATE TABLE packed ( -- the record (src/record/packed.h)
    key     TEXT NOT NULL PRIMARY KEY REFERENCES source (key),
    version INTEGER NOT NULL, -- of the layout
    block   BLOB NOT NULL
) STRICT;
CREATE TABLE digest ( -- what exports need of a case (src/export/digest.h)
    number   INTEGER PRIMARY KEY REFERENCES casefile (number) ON DELETE CASCADE,
    id       TEXT NOT NULL,    -- of the case
    version  INTEGER NOT NULL, -- of the layout
    dated    TEXT,             -- first day of the case, by which exports are in order
    left_out INTEGER NOT NULL, -- bits of the formats that have no row for it (src/export/formats.c)
    block    BLOB NOT NULL
) STRICT;
CREATE TABLE coded ( -- what exports need of the events of a report (src/export/digest.h)
    key       TEXT NOT NULL PRIMARY KEY REFERENCES source (key),
    version   INTEGER NOT NULL, -- of the layout
    published TEXT,             -- by which exports are in order
    block     BLOB NOT NULL
) STRICT;
CREATE INDEX coded_order ON coded (version, published IS NULL, published, key);
CREATE INDEX digest_order ON digest (version, dated IS NULL, dated, id, left_out);
CREATE TRIGGER digest_falls_with_its_case AFTER UPDATE ON casefile
    BEGIN DELETE FROM digest WHERE number = OLD.number; END;
CREATE TRIGGER digest_falls_with_a_reading AFTER UPDATE ON record
    BEGIN
        DELETE FROM digest WHERE number IN (SELECT casefile FROM member WHERE key = OLD.key);
        DELETE FROM coded WHERE key = OLD.key;
    END;
