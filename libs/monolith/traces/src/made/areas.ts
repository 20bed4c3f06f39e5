/** Parts of the made trace's town. */
export const AREAS = [
  'Temescal',
  'Koreatown',
  'Rockridge',
  'Uptown',
  'Grand Lake',
  'Jack London Square',
  'Fruitvale',
  'Piedmont Avenue',
] as const;
