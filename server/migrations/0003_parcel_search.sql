-- Finding a parcel with the number of the order and the last four digits of the phone.
--
-- Customers do not know which shop's books they are in, so this is one of the few questions across merchants. It is
-- answered from a table that holds nothing but hashes and parcel ids: one probe of one index, whether the number is
-- unknown or the digits are wrong, so that neither the answer nor its time tells them apart. Two shops can have an order
-- #10001 of a customer whose phone ends alike: then both parcels are offered, each showing no more than its page does.
create table parcel_search (
    tenant_id    uuid not null references tenant,
    -- SHA-256 of the number and the four digits.
    find_hash    bytea not null,
    order_id     uuid not null,
    shipment_id  uuid not null,
    primary key (tenant_id, find_hash, shipment_id)
);
create index parcel_search_hash on parcel_search (find_hash);
create index parcel_search_order on parcel_search (tenant_id, order_id);

alter table parcel_search enable row level security;
alter table parcel_search force row level security;
create policy own_rows on parcel_search
    using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy owner_reads on parcel_search for select to current_user using (true);
grant select, insert, update, delete on parcel_search to waybill_app;

-- `#10482`, `10482` and ` so-1 ` / `SO-1` are the same number to a customer.
create function parcel_find_hash(number text, digits text) returns bytea
    language sql immutable parallel safe set search_path = public, pg_temp
    as $$ select sha256(convert_to(upper(ltrim(btrim(number), '#')) || '|' || digits, 'UTF8')) $$;

-- Kept by the database, so that no way of writing an order can forget it. Runs with the rights of whoever writes.
create function keep_parcel_search() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
begin
    delete from parcel_search where tenant_id = new.tenant_id and order_id = new.id::uuid;
    if new.body is not null and length(new.body #>> '{customer,phone}') >= 4 then
        insert into parcel_search (tenant_id, find_hash, order_id, shipment_id)
        select distinct new.tenant_id, parcel_find_hash(number, right(new.body #>> '{customer,phone}', 4)), new.id::uuid, shipment::uuid
        from jsonb_array_elements_text(new.body -> 'shipments') shipment,
             unnest(array[new.body #>> '{number,issued}', new.body #>> '{number,provisional}', new.body ->> 'external_id']) number
        where length(btrim(number)) > 0;
    end if;
    return null;
end
$$;

create function forget_parcel_search() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
begin
    delete from parcel_search where tenant_id = old.tenant_id and order_id = old.id::uuid;
    return null;
end
$$;

create trigger order_written after insert or update on record for each row
    when (new.kind = 'order' and new.body is not null and new.body -> 'shipments' <> '[]'::jsonb)
    execute function keep_parcel_search();
create trigger order_gone after update on record for each row
    when (new.kind = 'order' and new.body is null and old.body is not null and old.body -> 'shipments' <> '[]'::jsonb)
    execute function keep_parcel_search();
create trigger order_removed after delete on record for each row
    when (old.kind = 'order' and old.body is not null and old.body -> 'shipments' <> '[]'::jsonb)
    execute function forget_parcel_search();

create function find_parcels(wanted bytea) returns table (tenant_id uuid, shipment_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select distinct s.tenant_id, s.shipment_id from parcel_search s where s.find_hash = wanted limit 10 $$;

revoke all on function find_parcels(bytea) from public;
grant execute on function find_parcels(bytea) to waybill_app;
