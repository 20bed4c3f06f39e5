/** Share of a standard normal distribution below `score`; off by less than 0.00002. */
export function normalShare(score: number): number {
  // Zelen and Severo's approximation (Abramowitz and Stegun 26.2.16).
  const t = 1 / (1 + 0.33267 * Math.abs(score));
  const density = Math.exp((-score * score) / 2) / Math.sqrt(2 * Math.PI);
  const above = density * t * (0.4361836 + t * (-0.1201676 + t * 0.937298));
  return score < 0 ? above : 1 - above;
}

/** The score below which `share` (above 0, below 1) of a standard normal distribution lies; off by less than 0.0005. */
export function normalQuantile(share: number): number {
  // Hastings' approximation (Abramowitz and Stegun 26.2.23).
  const t = Math.sqrt(-2 * Math.log(Math.min(share, 1 - share)));
  const above =
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return share < 0.5 ? -above : above;
}
