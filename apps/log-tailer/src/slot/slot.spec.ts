import type { Slot, SlotRecord } from './slot.js';
import { lossOf, lostSlotSentence } from './slot.js';

const aSlot = (changes: Partial<Slot> = {}): Slot => ({
  plugin: 'pgoutput',
  isOfThisDatabase: true,
  isActive: true,
  confirmedLsn: 1_000n,
  loss: undefined,
  lagBytes: 0,
  retainedBytes: 0,
  ...changes,
});

const aRecord = (changes: Partial<SlotRecord> = {}): SlotRecord => ({
  createdAt: new Date('2026-10-03T12:00:00Z'),
  visibleLsn: 900n,
  unusableBecause: undefined,
  recreationRequestedBy: undefined,
  ...changes,
});

describe('a slot', () => {
  it('is not lost while it is there and well', () => {
    expect(lossOf(aSlot(), aRecord())).toBeUndefined();
  });

  it('is not lost before it was ever made', () => {
    expect(lossOf(undefined, undefined)).toBeUndefined();
    expect(lossOf(aSlot({ loss: 'invalidated' }), undefined)).toBeUndefined();
  });

  it('is lost when it was made and is gone', () => {
    expect(lossOf(undefined, aRecord())).toBe('it is gone');
  });

  it('is lost when the server has invalidated it', () => {
    const loss = 'the server has invalidated it (wal_removed)';
    expect(lossOf(aSlot({ loss }), aRecord())).toBe(loss);
  });

  it('is lost when the log cannot be read through it, though it is there', () => {
    const unusableBecause = 'its log is older than its publication';
    expect(lossOf(aSlot(), aRecord({ unusableBecause }))).toBe(unusableBecause);
  });
});

describe('what operators are told of a lost slot', () => {
  const sentence = lostSlotSentence('ftgo_log_tailer', 'it is gone');

  it('says which, why, what it means and what to do next (I12)', () => {
    expect(sentence).toContain('the slot ftgo_log_tailer is lost: it is gone');
    expect(sentence).toContain('missing until a new slot');
    expect(sentence).toContain('POST /log-tailer/slot/recreate {"requestedBy": "..."}');
    expect(sentence).toContain('docs/runbooks/log-tailer-slot-lost.md');
  });
});
