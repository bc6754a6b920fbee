-- Segments are squeezed by brotli when they are sealed. In a column of its own: servers of the version before, which run beside this one
-- while a new one is rolled out, take `squeezed` for gzip. They leave this one empty, this one leaves `squeezed` empty, and either
-- squeezes what the other has sealed when it is sent.
alter table segment add column brotli bytea;
-- It does not become smaller by being packed a second time.
alter table segment alter column brotli set storage external;
