-- Segments are squeezed once, when they are sealed, and sent so to every device that can read it. Nothing: a server of the
-- version before has sealed it, and it is squeezed when it is sent.
alter table segment add column squeezed bytea;
-- It does not become smaller by being packed a second time.
alter table segment alter column squeezed set storage external;
