-- Orders that have been over for a while leave the devices, with their parcels and messages, and so do old moves of stock. In
-- the books nothing changes: the rows stay what they are, and say under which order they were filed (a move under an id of
-- its own). A device that had them is told, by their new version, that they are gone from it. Whatever changes one of them
-- later brings all of its order back.
alter table record add column archived_under uuid;
create index record_archived on record (tenant_id, archived_under) where archived_under is not null;

-- What devices hold, without the archive, which will be most of the table one day.
create index record_at_hand on record (tenant_id, scope, version, kind, id) where archived_under is null;

-- Whether this merchant has any, so that nobody else pays for the question.
alter table tenant add column has_archive boolean not null default false;

-- Where the books stood when these segments were begun: what was filed before is in none of them, not even as gone.
alter table segment add column begun bigint not null default 0;

-- What the search for older orders looks at, one line an order.
create table archived_order (
    tenant_id    uuid not null references tenant,
    order_id     uuid not null,
    -- Since when it was over; the newest is shown first.
    over_ms      bigint not null,
    -- Everything that search looks at, lower case.
    words        text not null,
    primary key (tenant_id, order_id)
);
create index archived_order_newest on archived_order (tenant_id, over_ms desc, order_id desc);

-- The older part of the ledger of a product. (Columns of their own: under row-level security an index on a part of the body
-- would not be used.)
create table archived_move (
    tenant_id    uuid not null references tenant,
    sku          text collate "C" not null,
    recorded_ms  bigint not null,
    id           text collate "C" not null,
    primary key (tenant_id, sku, recorded_ms, id)
);

do $$
declare
    name text;
begin
    foreach name in array array['archived_order', 'archived_move'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy own_rows on %I using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)
                 with check (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
        execute format('grant select, insert, update, delete on %I to waybill_app', name);
    end loop;
end $$;
