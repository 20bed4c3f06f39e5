/**
 * Moves a worker's watermark on, never back ($1 feed, $2 worker, $3 newest moment told in business
 * time, $4 when the newest heartbeat left the source in machine time). A heartbeat tells of all
 * that happened before it, on the business clock as well.
 */
export const MOVE_WATERMARK = `
insert into feed_watermark as w (feed, worker, as_of, heard_at, applied_at)
values ($1, $2, greatest($3::timestamptz, app_time($4::timestamptz)), $4, clock_timestamp())
on conflict (feed, worker) do update set
  as_of = greatest(w.as_of, excluded.as_of),
  heard_at = greatest(w.heard_at, excluded.heard_at),
  applied_at = excluded.applied_at
returning xmax = 0 as "isNew"`;

/**
 * Forgets workers that have applied nothing for a day and know of nothing newer than others ($1
 * feed): each start of a process is a worker of its own, and every look at the feeds reads them all.
 */
export const FORGET_WORKERS = `
with newest as (
  select max(as_of) as as_of, max(heard_at) as heard_at from feed_watermark where feed = $1
), forgotten as (
  select w.worker from feed_watermark as w, newest
  where w.feed = $1 and w.applied_at < clock_timestamp() - interval '1 day'
    and (w.as_of is null or w.as_of < newest.as_of)
    and (w.heard_at is null or w.heard_at < newest.heard_at)
  for update of w skip locked
)
delete from feed_watermark as w using forgotten as f where w.feed = $1 and w.worker = f.worker`;

/** Counts what was noticed ($1 feed, $2 JSON [{cause, detail}]). */
export const KEEP_NOTICES = `
insert into feed_notice as n (feed, cause, detail, times)
select $1, cause, detail, count(*)
from json_to_recordset($2::json) as noticed(cause text, detail text)
group by cause, detail order by cause, detail
on conflict (feed, cause, detail) do update set
  times = n.times + excluded.times, last_heard_at = clock_timestamp()`;

/** How far each feed has come, with the machine's time beside it. */
export const READ_WATERMARKS = `
select feed, max(as_of) as "asOf", max(heard_at) as "heardAt", max(applied_at) as "appliedAt",
  clock_timestamp() as "machineNow"
from feed_watermark group by feed order by feed`;
