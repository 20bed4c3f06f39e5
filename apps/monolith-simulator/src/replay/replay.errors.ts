/** A replay was asked for while another one runs. */
export class ReplayRunsError extends Error {
  readonly code = 'REPLAY.RUNS';

  constructor() {
    super('a replay runs; stop it first: POST /simulator/replay/stop');
    this.name = 'ReplayRunsError';
  }
}

/** A replay numbers orders from 1, so it needs a monolith that holds nothing. */
export class MonolithNotEmptyError extends Error {
  readonly code = 'REPLAY.MONOLITH_NOT_EMPTY';

  constructor() {
    super('the monolith holds orders, restaurants or people; "fresh": true empties it first');
    this.name = 'MonolithNotEmptyError';
  }
}

/** Time was moved by hand while no stepped replay is there. */
export class NoSteppedReplayError extends Error {
  readonly code = 'REPLAY.NOT_STEPPED';

  constructor() {
    super('no stepped replay is there; begin one: POST /simulator/replay with "stepped": true');
    this.name = 'NoSteppedReplayError';
  }
}

/** Time was to go backwards. */
export class TimeGoesBackError extends Error {
  readonly code = 'REPLAY.TIME_GOES_BACK';

  constructor() {
    super('"to" is before an instant that the replay has reached');
    this.name = 'TimeGoesBackError';
  }
}
