import { jest } from '@jest/globals';
import { calledFrom } from './evaluation.config.js';

function calledWith(environment: NodeJS.ProcessEnv): string {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    return calledFrom();
  } finally {
    replaced.restore();
  }
}

describe('the folder that file names are meant from', () => {
  it('is the one in which the user called npm', () => {
    expect(calledWith({ INIT_CWD: '/home/ann' })).toBe('/home/ann');
  });

  it('is the present one where npm was not asked', () => {
    expect(calledWith({})).toBe(process.cwd());
  });
});
