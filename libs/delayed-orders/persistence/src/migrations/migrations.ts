import { Migration20261123FirstSchema } from './migration-20261123-first-schema.js';
import { Migration20261124ThreeFeeds } from './migration-20261124-three-feeds.js';

/** Every migration, oldest first. A bundle has no folder to look into, so they are listed. */
export const MIGRATIONS = [
  { name: 'Migration20261123FirstSchema', class: Migration20261123FirstSchema },
  { name: 'Migration20261124ThreeFeeds', class: Migration20261124ThreeFeeds },
];
