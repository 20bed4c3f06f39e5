import { EstimateLearner } from './estimate-learner.js';
import type { EstimateLesson } from './estimate-lesson.js';
import type { EstimateSettings } from './estimate-settings.js';
import type { EstimateState } from './estimate-state.js';

/** The state that has learnt nothing: shipped weights and believed curves, fit for a cold start. */
export function newEstimateState(settings?: EstimateSettings): EstimateState {
  return new EstimateLearner(settings).state();
}

/**
 * What a state becomes by lessons, in their order, and by the time that passes until `now`. Pure:
 * `state` stays as it was, and learning in one go or in pieces gives the same.
 */
export function learn(
  state: EstimateState,
  lessons: readonly EstimateLesson[],
  now: Date,
): EstimateState {
  const learner = EstimateLearner.from(state);
  for (const lesson of lessons) learner.learn(lesson);
  learner.advanceTo(now);
  return learner.state();
}
