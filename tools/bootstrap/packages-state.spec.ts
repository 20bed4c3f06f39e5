import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgePackages, lockKeyOf } from './packages-state.mjs';

const LOCK = {
  packages: {
    '': {},
    'node_modules/pg': { version: '8.23.0' },
    'node_modules/fsevents': { version: '2.3.3', optional: true },
    'node_modules/@ftgo/domain': { link: true, resolved: 'libs/domain' },
  },
};
const HIDDEN = {
  packages: {
    'node_modules/pg': { version: '8.23.0' },
    'node_modules/@ftgo/domain': { link: true, resolved: 'libs/domain' },
  },
};
const found = (changes) => ({
  lockKey: 'now',
  lock: LOCK,
  hidden: HIDDEN,
  mark: { lockKey: 'now' },
  interrupted: false,
  isPresent: () => true,
  ...changes,
});
const action = (changes) => judgePackages(found(changes)).action;

describe('whether the packages must be installed', () => {
  it('not when they were installed from this very lock file', () => {
    assert.equal(action({}), 'ready');
  });

  it('when there are none', () => {
    assert.equal(action({ hidden: null }), 'install');
  });

  it('when the lock file has changed what is in it', () => {
    const lock = { packages: { ...LOCK.packages, 'node_modules/zod': { version: '4.6.7' } } };
    assert.equal(action({ lock, lockKey: 'later' }), 'install');
    const other = { packages: { ...LOCK.packages, 'node_modules/pg': { version: '9.0.0' } } };
    assert.equal(action({ lock: other, lockKey: 'later' }), 'install');
  });

  it('when the lock file has dropped something that is still there', () => {
    const packages = { ...HIDDEN.packages, 'node_modules/left-over': { version: '1.0.0' } };
    assert.equal(action({ hidden: { packages }, mark: null }), 'install');
  });

  it('not when npm itself was used, only our mark is missing', () => {
    assert.equal(action({ mark: null }), 'adopt');
    assert.equal(action({ mark: { lockKey: 'before' } }), 'adopt');
  });

  it('when an installation was cut off, whatever else is there', () => {
    const verdict = judgePackages(found({ interrupted: true }));
    assert.deepEqual(verdict, {
      action: 'install',
      reason: 'an earlier installation was not finished',
    });
  });

  it('when a package has lost its folder', () => {
    const verdict = judgePackages(found({ isPresent: (path) => path !== 'node_modules/pg' }));
    assert.deepEqual(verdict, { action: 'install', reason: 'node_modules/pg is missing' });
  });
});

describe('what the packages were installed from', () => {
  it('is another for another lock file', () => {
    assert.notEqual(lockKeyOf('a'), lockKeyOf('b'));
    assert.equal(lockKeyOf('a'), lockKeyOf('a'));
  });
});
