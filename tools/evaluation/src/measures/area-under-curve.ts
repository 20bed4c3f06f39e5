/** Something scored: how likely it was said to be, and whether it was. */
export interface Scored {
  readonly score: number;
  readonly isPositive: boolean;
}

/**
 * The probability that a positive one has a higher score than another, ties counted half (the area
 * under the ROC curve). NaN where all are alike.
 */
export function areaUnderCurve(items: readonly Scored[]): number {
  return areaOfSorted(
    items.toSorted((a, b) => a.score - b.score),
    () => 1,
  );
}

/** The same of items in the order of their scores that count more or less; quick to ask again. */
export function areaOfSorted<Item extends Scored>(
  sorted: readonly Item[],
  weightOf: (item: Item) => number,
): number {
  let [below, concordant, positives, negatives] = [0, 0, 0, 0];
  let [tiedPositives, tiedNegatives] = [0, 0];
  let score = Number.NaN;
  const settle = (): void => {
    concordant += tiedPositives * (below + tiedNegatives / 2);
    below += tiedNegatives;
    tiedPositives = tiedNegatives = 0;
  };
  for (const item of sorted) {
    if (item.score !== score) settle();
    score = item.score;
    const weight = weightOf(item);
    if (item.isPositive) tiedPositives += weight;
    else tiedNegatives += weight;
    if (item.isPositive) positives += weight;
    else negatives += weight;
  }
  settle();
  return concordant / (positives * negatives);
}
