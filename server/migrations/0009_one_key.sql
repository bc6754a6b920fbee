-- The key that servers make parcel links and ids of commands with is not in the database; only what it can be recognised
-- by. Two servers with different keys would not recognise each other's work and do it twice.
create table one_key (
    is_the_one   boolean primary key default true check (is_the_one),
    fingerprint  bytea not null
);
-- No grant: only the owner asks, when a server starts.
