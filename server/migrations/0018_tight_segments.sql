-- A segment is squeezed quickly while a device waits for it, and once more, tightly, when nobody does.
alter table segment add column tight boolean not null default false;
create index segment_loose on segment (tenant_id) where not tight;

-- Which merchants have segments of this layout that are to be squeezed once more.
create policy owner_reads on segment for select to current_user using (true);
create function merchants_with_loose_segments(layout integer) returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select distinct s.tenant_id from segment s where not s.tight and s.schema = layout $$;
revoke all on function merchants_with_loose_segments(integer) from public;
grant execute on function merchants_with_loose_segments(integer) to waybill_app;
