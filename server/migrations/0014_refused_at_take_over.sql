-- What the rules refused when an owner took it over stays on a card until somebody has read it.
alter table held_command
    -- Why, in JSON: a refusal, or null for what could not be read. Nothing at all: it was done, discarded, or is not decided.
    add column refused text,
    add column read_at timestamptz;
create index held_command_refused on held_command (tenant_id, member_id, client_id, seq)
    where refused is not null and read_at is null;
