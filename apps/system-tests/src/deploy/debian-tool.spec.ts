import { findDebianTool } from './testing/debian-tool.js';

describe('a tool of Debian', () => {
  it('is taken from the machine where it is installed', () => {
    const tool = { program: 'true', packageName: 'coreutils', harmlessArgs: [] };

    expect(findDebianTool(tool).path).toMatch(/\/true$/);
  });

  it('that is nowhere to be had is named, with the way to get it', () => {
    const tool = {
      program: 'no-such-program',
      packageName: 'no-such-package-of-ftgo',
      harmlessArgs: [],
    };

    expect(findDebianTool(tool)).toEqual({
      lacking: 'no no-such-program: apt-get install no-such-package-of-ftgo',
    });
  });
});
