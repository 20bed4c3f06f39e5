import { driftRepair } from './drift-repair.js';
import { dueIndex } from './due-index.js';
import type { Experiment } from './experiment.js';
import { feedsAgree } from './feeds-agree.js';
import { killEachWorker } from './kill-each-worker.js';
import { logTailerKill } from './log-tailer-kill.js';
import { mailOnce } from './mail-once.js';
import { monolithDown } from './monolith-down.js';
import { replicaFold } from './replica-fold.js';
import { smtpOutcomes } from './smtp-outcomes.js';
import { staleFeed } from './stale-feed.js';
import { twoOfEach } from './two-of-each.js';

/** Everything that can be proved, in the order in which `list` shows it. */
export const EXPERIMENTS: readonly Experiment[] = [
  twoOfEach,
  killEachWorker,
  feedsAgree,
  replicaFold,
  logTailerKill,
  driftRepair,
  staleFeed,
  dueIndex,
  smtpOutcomes,
  monolithDown,
  mailOnce,
];
