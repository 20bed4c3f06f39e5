import { Migration20261123FirstSchema } from './migration-20261123-first-schema.js';
import { Migration20261124ThreeFeeds } from './migration-20261124-three-feeds.js';
import { Migration20261126DelayDetection } from './migration-20261126-delay-detection.js';
import { Migration20261127Notifications } from './migration-20261127-notifications.js';

/** Every migration, oldest first. A bundle has no folder to look into, so they are listed. */
export const MIGRATIONS = [
  { name: 'Migration20261123FirstSchema', class: Migration20261123FirstSchema },
  { name: 'Migration20261124ThreeFeeds', class: Migration20261124ThreeFeeds },
  { name: 'Migration20261126DelayDetection', class: Migration20261126DelayDetection },
  { name: 'Migration20261127Notifications', class: Migration20261127Notifications },
];
