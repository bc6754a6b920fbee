-- Whether devices of the floor hold a record: an order with work left in the house, stock, a delivery, an open exception. Null:
-- nobody there ever needs one of this kind, or everybody has it. The database says so itself, as `is_on_floor` in the rules does:
-- no way of writing a row can forget it, neither an older server's nor that of a backup from before.
alter table record add column on_floor boolean generated always as (
    case
        when kind = 'order' then body is not null and (
            jsonb_path_exists(body, '$.holds[*] ? (@.kind == "notice")') and not coalesce((body ->> 'delivered')::boolean, false)
            or body ->> 'cancelled_at' is null
               and jsonb_path_exists(body, '$.lines[*] ? (@.quantity > @.cancelled + @.shipped)'))
        when kind = 'exception' then body is not null and body ->> 'resolved_at' is null
        when kind in ('stock', 'receipt') then body is not null
    end) stored;

create index record_on_floor on record (tenant_id, scope, version, kind, id) where archived_under is null and on_floor;
