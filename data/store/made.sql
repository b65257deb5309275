-- The casebook, schema 4: what a link found a case made of. Own work, Apache-2.0.
CREATE TABLE made ( -- while this stays, the case stays as it is
    number INTEGER PRIMARY KEY REFERENCES casefile (number) ON DELETE CASCADE,
    digest TEXT NOT NULL -- SHA-256 of the number and of the units of its members (src/store/keep.c)
) STRICT;
CREATE INDEX packed_version ON packed (version, key); -- which records have a block, without reading the blocks
CREATE INDEX case_line ON casefile (number, id, line, first, last, lat, lon); -- lists, without reading the cases
