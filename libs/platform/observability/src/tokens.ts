/** Injection tokens of what every program has once. */
export const LOGGER = Symbol('LOGGER');
export const METRICS = Symbol('METRICS');
export const READINESS = Symbol('READINESS');
