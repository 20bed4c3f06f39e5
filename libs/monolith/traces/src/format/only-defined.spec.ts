import { onlyDefined } from './only-defined.js';

describe('onlyDefined', () => {
  it('leaves out what is undefined, and nothing else', () => {
    const value = { area: undefined, total: 0, name: '', courier: null, late: false };
    const present = onlyDefined(value);
    expect(present).toEqual({ total: 0, name: '', courier: null, late: false });
    expect(Object.keys(present)).not.toContain('area');
  });

  it('does not change what it was given', () => {
    const value = { area: undefined };
    onlyDefined(value);
    expect(Object.keys(value)).toEqual(['area']);
  });
});
