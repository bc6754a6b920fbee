-- Commands that came by another way than their device's own push: in a file that somebody handed in, or from a device that
-- was signed out from elsewhere. They are held until an owner decides, and kept afterwards: who decided what, and when.
create table held_command (
    tenant_id     uuid not null references tenant,
    op            uuid not null,
    client_id     uuid not null,
    member_id     uuid not null,
    seq           bigint not null,
    -- The command as it came.
    body          text not null,
    device        text not null,
    why           text not null check (why in ('file', 'signed_out', 'left')),
    -- Whether it came under the person's seal, or somebody else vouches for it.
    sealed        boolean not null,
    -- Null: the device itself.
    handed_in_by  uuid,
    held_at       timestamptz not null default now(),
    decision      text check (decision in ('taken_over', 'discarded')),
    decided_by    uuid,
    decided_at    timestamptz,
    primary key (tenant_id, op)
);
create index held_command_open on held_command (tenant_id, member_id, client_id, seq) where decision is null;

alter table held_command enable row level security;
alter table held_command force row level security;
create policy own_rows on held_command using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
-- Decided or not, nothing of it is ever taken away by the server.
grant select, insert, update on held_command to waybill_app;

-- Since when the device is signed out from elsewhere; null again when somebody has signed in on it.
alter table client add column signed_out_at timestamptz;
