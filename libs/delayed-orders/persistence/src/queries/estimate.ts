/** Keeps what a batch found to be learnt. $1 business time, $2 JSON. */
export const SAVE_LESSONS = `
insert into estimate_lesson (heard_at, lessons) values ($1, $2::json)`;

/** How far the state has learnt ($1 form), and the state itself unless it had by $2 already. */
export const READ_ESTIMATE_STATE = `
select learnt_until as "learntUntil",
  case when learnt_until is distinct from $2 then state end as state
from estimate_state where form = $1`;

/** The same for the one who learns; the others wait. */
export const LOCK_ESTIMATE_STATE = `${READ_ESTIMATE_STATE} for update`;

/** Begins a state ($1 form, $2 revision, $3 learnt until, $4 state) unless somebody did. */
export const BEGIN_ESTIMATE_STATE = `
insert into estimate_state (form, revision, learnt_until, state) values ($1, $2, $3, $4::json)
on conflict do nothing`;

/** Takes the first lessons that were heard before $1, $2 at most, in the order in which they were kept. */
export const TAKE_LESSONS = `
with taken as (
  delete from estimate_lesson where lesson_id in (
    select lesson_id from estimate_lesson where heard_at < $1 order by heard_at, lesson_id limit $2
  ) returning lesson_id, lessons
)
select lessons from taken order by lesson_id`;

/** Keeps what a state has become ($1 form, $2 revision, $3 learnt until, $4 state). */
export const SAVE_ESTIMATE_STATE = `
update estimate_state set revision = $2, learnt_until = $3, state = $4::json where form = $1`;
