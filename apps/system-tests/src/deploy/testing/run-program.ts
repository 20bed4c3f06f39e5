import { spawnSync } from 'node:child_process';

/** What a program that has ended said. */
export interface ProgramAnswer {
  readonly exitCode: number | null;
  /** Both streams, in no certain order: for messages to people. */
  readonly said: string;
  readonly stdout: string;
}

/** Runs a short program to its end, without a shell. A program that can't start has exit code null. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): ProgramAnswer {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  return {
    exitCode: status,
    stdout: stdout ?? '',
    said: [stdout, stderr, error?.message].filter(Boolean).join('\n'),
  };
}
