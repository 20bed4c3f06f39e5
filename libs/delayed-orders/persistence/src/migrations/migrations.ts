import { Migration20261123FirstSchema } from './migration-20261123-first-schema.js';

/** Every migration, oldest first. A bundle has no folder to look into, so they are listed. */
export const MIGRATIONS = [
  { name: 'Migration20261123FirstSchema', class: Migration20261123FirstSchema },
];
