import { join, resolve } from 'node:path';

/** The checkout's root; tests start somewhere below it. */
export const REPOSITORY_ROOT = resolve(import.meta.dirname, '../../../../..');

/** Where tools that the machine lacks are kept, and nothing that has to be: may be deleted. */
export const LOCAL_DIR = process.env['LOCAL_DIR'] ?? join(REPOSITORY_ROOT, '.local');

/** Folders in which a program may lie; Debian keeps servers in /usr/sbin, which users lack. */
export const PROGRAM_FOLDERS = [
  ...(process.env['PATH'] ?? '').split(':').filter(Boolean),
  '/usr/sbin',
];

/** Set to write generated files anew instead of comparing them: `WRITE_GENERATED=1 npx nx test …`. */
export const WRITE_GENERATED = process.env['WRITE_GENERATED'] === '1';
