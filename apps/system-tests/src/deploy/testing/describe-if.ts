/**
 * Describes tests that need something which a machine may lack.
 * @param lacking what is missing and how to get it, or undefined when everything is there. The
 *   tests are then reported as skipped, with this reason in their title.
 */
export function describeIf(lacking: string | undefined, title: string, tests: () => void): void {
  if (lacking === undefined) describe(title, tests);
  else describe.skip(`${title} (skipped: ${lacking})`, tests);
}
