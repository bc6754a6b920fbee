-- Whether devices of the floor hold a record: an order with work left in the house, stock, the numbers of parcels. Null: nobody
-- there ever needs one of this kind, or everybody has it. Whoever writes a record says so; those that are here already are looked at once, as `status` of
-- an order does.
alter table record add column on_floor boolean;

alter table record no force row level security;
update record set on_floor = body is not null where kind in ('tracking', 'stock', 'receipt');
update record set on_floor = body is not null and body ->> 'resolved_at' is null where kind = 'exception';
update record set on_floor =
    (jsonb_path_exists(body, '$.holds[*] ? (@.kind == "notice")') and not coalesce((body ->> 'delivered')::boolean, false))
    or (body ->> 'cancelled_at' is null
        and exists (select from jsonb_array_elements(body -> 'lines') as line
                    where (line ->> 'quantity')::bigint > (line ->> 'cancelled')::bigint + (line ->> 'shipped')::bigint))
where kind = 'order' and body is not null;
update record set on_floor = false where kind = 'order' and body is null;
alter table record force row level security;
