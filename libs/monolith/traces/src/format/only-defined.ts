/** `T` with every property that may be undefined turned into one that may be absent. */
export type OnlyDefined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without the properties that are undefined. */
export function onlyDefined<T extends object>(value: T): OnlyDefined<T> {
  const present = Object.entries(value).filter(([, property]) => property !== undefined);
  return Object.fromEntries(present) as OnlyDefined<T>;
}
