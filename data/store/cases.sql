-- The casebook, schema 2: rulings, cases and what finds them. Own work, Apache-2.0.
-- Permanent: what a person ruled, with the reason. Only ever added.
CREATE TABLE decision (
    number INTEGER PRIMARY KEY, -- in the order in which they were made
    verb   TEXT NOT NULL CHECK (verb IN ('join', 'split')),
    reason TEXT NOT NULL CHECK (length(reason) > 0)
) STRICT;
CREATE TABLE decided ( -- pairs of incidents that are (join) or are not (split) one happening
    decision   INTEGER NOT NULL REFERENCES decision (number),
    a_key      TEXT NOT NULL REFERENCES source (key),
    a_incident TEXT NOT NULL,
    b_key      TEXT NOT NULL REFERENCES source (key),
    b_incident TEXT NOT NULL,
    PRIMARY KEY (decision, a_key, a_incident, b_key, b_incident)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision
    BEGIN SELECT RAISE(ABORT, 'decisions are permanent'); END;
CREATE TRIGGER decision_is_never_dropped BEFORE DELETE ON decision
    BEGIN SELECT RAISE(ABORT, 'decisions are permanent'); END;
CREATE TRIGGER decided_is_never_changed BEFORE UPDATE ON decided
    BEGIN SELECT RAISE(ABORT, 'decisions are permanent'); END;
CREATE TRIGGER decided_is_never_dropped BEFORE DELETE ON decided
    BEGIN SELECT RAISE(ABORT, 'decisions are permanent'); END;

-- Derived by a link.
CREATE TABLE casefile (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    first  INTEGER, -- days since 1970-01-01
    last   INTEGER,
    lat    INTEGER, -- 1e-6 degrees
    lon    INTEGER,
    line   TEXT NOT NULL, -- the case in one line for a person
    json   TEXT NOT NULL
) STRICT;
CREATE TABLE member (
    own      TEXT NOT NULL PRIMARY KEY, -- id the case would have if it began with this incident
    key      TEXT NOT NULL REFERENCES source (key),
    incident TEXT NOT NULL,
    casefile INTEGER NOT NULL REFERENCES casefile (number)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_of_case ON member (casefile);
CREATE VIRTUAL TABLE casetext USING fts5 (
    text, actor, place, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE casebox USING rtree_i32 (number, south, north, west, east); -- 1e-6 degrees
CREATE VIRTUAL TABLE caseday USING rtree_i32 (number, first, last);
