-- What a casebook in PostgreSQL has beside the tables of schema.sql: whose it is, its schema, how often it was
-- written; and the law that what was received and ruled is permanent. Own work, Apache-2.0.
CREATE TABLE book (
    application bigint NOT NULL,
    version     bigint NOT NULL,
    edition     bigint NOT NULL
);
CREATE FUNCTION attest_permanent() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'sources and decisions are permanent'; END $$;
CREATE TRIGGER source_is_permanent BEFORE UPDATE OR DELETE OR TRUNCATE ON source
    FOR EACH STATEMENT EXECUTE FUNCTION attest_permanent();
CREATE TRIGGER decision_is_permanent BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
    FOR EACH STATEMENT EXECUTE FUNCTION attest_permanent();
CREATE TRIGGER decided_is_permanent BEFORE UPDATE OR DELETE OR TRUNCATE ON decided
    FOR EACH STATEMENT EXECUTE FUNCTION attest_permanent();
