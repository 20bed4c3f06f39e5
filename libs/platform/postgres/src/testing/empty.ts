/** Removes everything that was made in a database: schemas, publications, logical slots. */
export const DROP_EVERYTHING = `
do $$
declare
  name text;
begin
  for name in select slot_name from pg_replication_slots where database = current_database() loop
    perform pg_drop_replication_slot(name);
  end loop;
  for name in select pubname from pg_publication loop
    execute format('drop publication %I', name);
  end loop;
  for name in select nspname from pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema' loop
    execute format('drop schema %I cascade', name);
  end loop;
  create schema public;
end $$`;

/** Deletes every row but those of `kept`, and lets numbering begin again; the schema stays. */
export const deleteRows = (kept: string): string => `
do $$
declare
  name text;
begin
  set local session_replication_role = replica;
  for name in select format('%I.%I', schemaname, tablename) from pg_tables
    where schemaname = 'public' and tablename <> '${kept}' loop
    execute 'delete from ' || name;
  end loop;
  perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    from pg_sequences where schemaname = 'public' and sequencename not like '${kept}%';
end $$`;
