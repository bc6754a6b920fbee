-- The books of all merchants.
--
-- Every key begins with tenant_id, and row-level security is on and forced: a statement that forgets its merchant sees
-- nothing. The merchant of a transaction is set with set_config('app.tenant', …, true) and ends with it. The server works
-- as waybill_app, which is not the owner of anything here.

create table tenant (
    tenant_id   uuid primary key,
    -- Taken `for update` by every write: the order of these versions is the order of the books.
    version     bigint not null default 0 check (version >= 0),
    -- Another one after a restore from a backup: devices then ask for everything again and offer what they still hold.
    epoch       uuid not null,
    created_at  timestamptz not null default now()
);

-- The current state of one thing. Bodies are JSON, so that people and reports can read them.
create table record (
    tenant_id   uuid not null references tenant,
    kind        text collate "C" not null,
    id          text collate "C" not null,
    version     bigint not null,
    -- The set that it travels in; null for what never leaves the office.
    scope       text collate "C",
    -- Gone things stay as a line without a body, so that devices learn of it.
    body        jsonb,
    primary key (tenant_id, kind, id)
);
create index record_changed on record (tenant_id, scope, version, kind, id);

-- What was asked and what was answered, for ever: the audit log, and the memory that makes a repeat harmless.
create table command_log (
    tenant_id    uuid not null references tenant,
    op           uuid not null,
    version      bigint not null,
    client_id    uuid,
    seq          bigint,
    name         text not null,
    args         jsonb,
    -- The command as it came, where it could not be read.
    raw          text,
    answer       jsonb not null,
    member_id    uuid,
    actor        text not null,
    role         text not null,
    device       text not null,
    -- Milliseconds since 1970; what a device's clock says need not be a date that SQL knows.
    occurred_ms  bigint not null,
    recorded_ms  bigint not null,
    primary key (tenant_id, op)
);
create index command_log_version on command_log (tenant_id, version);
create index command_log_client on command_log (tenant_id, client_id, seq) where client_id is not null;

-- One browser profile: the owner of one outbox and its numbering.
create table client (
    tenant_id   uuid not null references tenant,
    client_id   uuid not null,
    member_id   uuid,
    device      text not null,
    last_seq    bigint not null default 0,
    first_seen  timestamptz not null default now(),
    last_seen   timestamptz not null default now(),
    primary key (tenant_id, client_id)
);

-- Records in the bytes that devices keep, sealed once and never changed. `last_version` is the version of its last record;
-- `upto` is the version up to which nothing is missing when this and all before it are there. They differ where one
-- version is larger than a segment.
create table segment (
    tenant_id     uuid not null references tenant,
    scope         text collate "C" not null,
    schema        integer not null,
    seq           integer not null,
    hash          text collate "C" not null,
    last_version  bigint not null,
    upto          bigint not null,
    records       integer not null,
    bytes         bytea not null,
    primary key (tenant_id, scope, schema, seq)
);
create index segment_hash on segment (tenant_id, hash);

-- How people sign in. Who they are is a record of kind `member`.
create table login (
    tenant_id      uuid not null references tenant,
    member_id      uuid not null,
    email          text not null,
    password_hash  text not null,
    changed_at     timestamptz not null default now(),
    primary key (tenant_id, member_id)
);
-- One address, one shop: signing in asks for an address and a password, not for a shop.
create unique index login_email on login (email);

create table session (
    tenant_id   uuid not null references tenant,
    -- SHA-256 of 160 random bits; the token itself is only in the browser.
    token_hash  bytea not null,
    member_id   uuid not null,
    client_id   uuid,
    created_at  timestamptz not null default now(),
    last_seen   timestamptz not null default now(),
    expires_at  timestamptz not null,
    primary key (tenant_id, token_hash)
);
create index session_token on session (token_hash);

create table api_key (
    tenant_id     uuid not null references tenant,
    key_id        uuid not null,
    name          text not null,
    role          text not null,
    hash          bytea not null,
    -- The last characters, so that people can tell their keys apart.
    tail          text not null,
    created_at    timestamptz not null default now(),
    last_used_at  timestamptz,
    revoked_at    timestamptz,
    primary key (tenant_id, key_id)
);
create index api_key_hash on api_key (tenant_id, hash);

-- Answers of the REST API by Idempotency-Key, for ever.
create table idempotency (
    tenant_id     uuid not null references tenant,
    key           text collate "C" not null,
    request_hash  bytea not null,
    status        smallint not null,
    content_type  text not null,
    body          bytea not null,
    created_at    timestamptz not null default now(),
    primary key (tenant_id, key)
);

-- One round of sending one notice. Written in the transaction that queued the notice.
create table delivery (
    tenant_id    uuid not null references tenant,
    delivery_id  uuid not null default gen_random_uuid(),
    notice       text collate "C" not null,
    -- 0, then one more for every time a person asks again.
    round        integer not null,
    state        text not null default 'waiting' check (state in ('waiting', 'sending', 'done')),
    due_at       timestamptz not null default now(),
    -- Attempts begun in this round.
    attempts     integer not null default 0,
    -- Whoever holds this may write the result; an outcome that comes after the lease is not taken.
    lease_token  uuid,
    lease_until  timestamptz,
    created_at   timestamptz not null default now(),
    primary key (tenant_id, delivery_id),
    -- A replayed command must not send twice.
    unique (tenant_id, notice, round)
);
create index delivery_due on delivery (due_at) where state <> 'done';

-- Committed before a byte leaves, so that a crash in between is seen and not repeated blindly.
create table delivery_attempt (
    tenant_id    uuid not null,
    delivery_id  uuid not null,
    number       integer not null,
    state        text not null default 'started' check (state in ('started', 'accepted', 'transient', 'recipient', 'ambiguous', 'skipped')),
    started_at   timestamptz not null default now(),
    finished_at  timestamptz,
    detail       text not null default '',
    primary key (tenant_id, delivery_id, number),
    foreign key (tenant_id, delivery_id) references delivery on delete cascade
);

-- Mail that was not sent because no mail server is configured; shown in Settings.
create table outbox_mail (
    tenant_id   uuid not null references tenant,
    mail_id     uuid not null default gen_random_uuid(),
    notice      text not null,
    recipient   text not null,
    subject     text not null,
    text_body   text not null,
    html_body   text not null,
    created_at  timestamptz not null default now(),
    primary key (tenant_id, mail_id)
);
create index outbox_mail_newest on outbox_mail (tenant_id, created_at desc);

-- Which parcel a link belongs to. Only the hash of the link's token is kept.
create table parcel_link (
    tenant_id    uuid not null references tenant,
    token_hash   bytea not null,
    shipment_id  uuid not null,
    created_at   timestamptz not null default now(),
    primary key (tenant_id, token_hash)
);
create index parcel_link_token on parcel_link (token_hash);

-- Row-level security, the same on every table.
do $$
declare
    name text;
begin
    foreach name in array array['tenant', 'record', 'command_log', 'client', 'segment', 'login', 'session', 'api_key',
                                'idempotency', 'delivery', 'delivery_attempt', 'outbox_mail', 'parcel_link']
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy own_rows on %I using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)
             with check (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
        execute format('grant select, insert, update, delete on %I to waybill_app', name);
    end loop;
end $$;

-- The log and the merchants are never taken away by the server.
revoke update, delete on command_log from waybill_app;
revoke delete on tenant from waybill_app;

-- A few questions cannot name their merchant yet. Functions of the owner answer them, each with the least it can; for
-- these tables the owner may read across merchants, and nobody else.
create policy owner_reads on tenant for select to current_user using (true);
create policy owner_reads on login for select to current_user using (true);
create policy owner_reads on session for select to current_user using (true);
create policy owner_reads on parcel_link for select to current_user using (true);
create policy owner_reads on delivery for select to current_user using (true);

create function merchants() returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select t.tenant_id from tenant t order by t.created_at, t.tenant_id $$;

create function login_of(wanted text) returns table (tenant_id uuid, member_id uuid, password_hash text)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select l.tenant_id, l.member_id, l.password_hash from login l where l.email = wanted $$;

create function session_of(wanted bytea) returns table (tenant_id uuid, member_id uuid, stale boolean)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select s.tenant_id, s.member_id, s.last_seen < now() - interval '1 hour'
        from session s where s.token_hash = wanted and s.expires_at > now()
    $$;

create function parcel_of(wanted bytea) returns table (tenant_id uuid, shipment_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select p.tenant_id, p.shipment_id from parcel_link p where p.token_hash = wanted $$;

create function merchants_with_due_deliveries() returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select distinct d.tenant_id from delivery d
        where (d.state = 'waiting' and d.due_at <= now()) or (d.state = 'sending' and d.lease_until <= now())
    $$;

revoke all on function merchants(), login_of(text), session_of(bytea), parcel_of(bytea), merchants_with_due_deliveries() from public;
grant execute on function merchants(), login_of(text), session_of(bytea), parcel_of(bytea), merchants_with_due_deliveries() to waybill_app;

-- Typed views of the records, for people and reporting tools. They run with the rights of whoever asks, so row-level
-- security holds in them too.

-- A moment of the books. Clocks of devices can be wrong by any amount; a report must not fail over it.
create function moment(ms bigint) returns timestamptz
    language sql immutable strict parallel safe set search_path = public, pg_temp
    as $$ select timestamptz 'epoch' + least(greatest(ms, 0), 253402300799000) * interval '1 millisecond' $$;

create view orders with (security_invoker = true) as
select tenant_id,
       id::uuid as order_id,
       coalesce(body #>> '{number,issued}', body #>> '{number,provisional}') as number,
       body ->> 'channel' as channel,
       body ->> 'external_id' as external_id,
       body #>> '{customer,name}' as customer,
       body ->> 'currency' as currency,
       body ->> 'terms' as terms,
       (body ->> 'shipping_fee')::bigint
           + coalesce((select sum((line ->> 'unit_price')::bigint * ((line ->> 'quantity')::bigint - (line ->> 'cancelled')::bigint))
                       from jsonb_array_elements(body -> 'lines') line), 0)::bigint as total_minor,
       coalesce((select sum((payment ->> 'amount')::bigint) from jsonb_array_elements(body -> 'payments') payment), 0)::bigint as paid_minor,
       body ->> 'warehouse' as warehouse,
       jsonb_array_length(body -> 'holds') > 0 as on_hold,
       (body ->> 'delivered')::boolean as delivered,
       moment((body ->> 'placed_at')::bigint) as placed_at,
       moment((body ->> 'ship_by')::bigint) as ship_by,
       moment((body ->> 'cancelled_at')::bigint) as cancelled_at,
       version
from record where kind = 'order' and body is not null;

create view order_lines with (security_invoker = true) as
select tenant_id,
       id::uuid as order_id,
       (line ->> 'no')::integer as line_no,
       line ->> 'sku' as sku,
       line ->> 'name' as name,
       (line ->> 'quantity')::bigint as quantity,
       (line ->> 'unit_price')::bigint as unit_price_minor,
       (line ->> 'reserved')::bigint as reserved,
       (line ->> 'picked')::bigint as picked,
       (line ->> 'packed')::bigint as packed,
       (line ->> 'shipped')::bigint as shipped,
       (line ->> 'cancelled')::bigint as cancelled,
       (line ->> 'short')::bigint as short
from record, jsonb_array_elements(body -> 'lines') line
where kind = 'order' and body is not null;

create view stock with (security_invoker = true) as
select tenant_id,
       body ->> 'sku' as sku,
       body ->> 'warehouse' as warehouse,
       coalesce((select sum((bin.value ->> 'base')::bigint
                            + coalesce((select sum((delta ->> 'units')::bigint) from jsonb_array_elements(bin.value -> 'later') delta), 0))
                 from jsonb_each(body -> 'bins') bin), 0)::bigint as on_hand,
       (body ->> 'reserved')::bigint as reserved,
       (body ->> 'incoming')::bigint as incoming,
       version
from record where kind = 'stock' and body is not null;

create view stock_moves with (security_invoker = true) as
select tenant_id,
       id as move_id,
       body ->> 'sku' as sku,
       (body ->> 'quantity')::bigint as quantity,
       body -> 'from' as from_place,
       body -> 'to' as to_place,
       body ->> 'kind' as kind,
       body -> 'reference' as reference,
       body ->> 'by' as moved_by,
       moment((body ->> 'occurred_at')::bigint) as occurred_at,
       moment((body ->> 'recorded_at')::bigint) as recorded_at
from record where kind = 'move' and body is not null;

create view shipments with (security_invoker = true) as
select tenant_id,
       id::uuid as shipment_id,
       (body ->> 'order')::uuid as order_id,
       body ->> 'warehouse' as warehouse,
       body ->> 'carrier' as carrier,
       body ->> 'tracking_number' as tracking_number,
       (body #>> '{parcel,weight_g}')::bigint as weight_g,
       moment((body ->> 'handed_over_at')::bigint) as handed_over_at,
       jsonb_array_length(body -> 'events') as events
from record where kind = 'shipment' and body is not null;

create view notices with (security_invoker = true) as
select tenant_id,
       id as notice_id,
       (body ->> 'order')::uuid as order_id,
       (body ->> 'shipment')::uuid as shipment_id,
       body ->> 'order_number' as order_number,
       body ->> 'language' as language,
       case jsonb_typeof(body -> 'state') when 'string' then body ->> 'state' else 'skipped' end as state,
       jsonb_array_length(body -> 'attempts') as attempts,
       (body ->> 'resends')::integer as resends,
       moment((body ->> 'created_at')::bigint) as created_at
from record where kind = 'notice' and body is not null;

grant select on orders, order_lines, stock, stock_moves, shipments, notices to waybill_app;
