/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** What a picture of a page would show, as numbers that no font can spoil. */
export interface Look {
  readonly overflow: number;
  readonly smallestPx: number;
  readonly leastContrast: number;
  readonly buttonHeights: readonly number[];
  readonly links: readonly string[];
  /** How many there are of any kind. */
  readonly elements: number;
  readonly images: number;
  readonly scripts: number;
  readonly title: string;
}

/** Runs within the page, so it holds everything that it needs. */
export function lookAtPage(): Look {
  const channel = (value: number): number => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const luminance = (rgb: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = rgb.map(channel);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const rgbOf = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const backgroundOf = (element: Element | null): readonly number[] => {
    if (element === null) return [255, 255, 255];
    const rgba = rgbOf(getComputedStyle(element).backgroundColor);
    return rgba.length < 4 || (rgba[3] ?? 0) > 0 ? rgba : backgroundOf(element.parentElement);
  };
  const texts = [...document.querySelectorAll('body *')].filter(
    (element) =>
      element.checkVisibility({ opacityProperty: true }) &&
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
  );
  const contrast = (element: Element): number => {
    const [one, other] = [rgbOf(getComputedStyle(element).color), backgroundOf(element)]
      .map((rgb) => luminance(rgb.slice(0, 3)))
      .sort((a, b) => b - a) as [number, number];
    return (one + 0.05) / (other + 0.05);
  };
  return {
    overflow: document.documentElement.scrollWidth - window.innerWidth,
    smallestPx: Math.min(...texts.map((each) => parseFloat(getComputedStyle(each).fontSize))),
    leastContrast: Math.min(...texts.map(contrast)),
    buttonHeights: [...document.querySelectorAll('a')].map((each) => each.offsetHeight),
    links: [...document.links].map(({ href }) => href),
    elements: document.querySelectorAll('*').length,
    images: document.images.length,
    scripts: document.scripts.length,
    title: document.title,
  };
}
