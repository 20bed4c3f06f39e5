/** One mail in the gallery. */
export interface ShownMail {
  readonly name: string;
  readonly subject: string;
}

const WIDTHS = [390, 800] as const;
const SHADES = ['light', 'dark'] as const;

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page in a frame takes the frame's colour scheme for the reader's. */
const frame = (name: string, width: number, shade: string): string =>
  `<iframe src="${escape(name)}.html" width="${width}" height="620" loading="lazy" style="color-scheme: ${shade}" title="${escape(name)}, ${width} pixels, ${shade}"></iframe>`;

/** All mails on one page, as a phone and as a desk show them, by day and by night. */
export function galleryPage(mails: readonly ShownMail[]): string {
  const figures = mails.map(({ name, subject }) => {
    const frames = SHADES.flatMap((shade) => WIDTHS.map((width) => frame(name, width, shade)));
    return `<section><h2>${escape(name)}</h2><p>${escape(subject)} · <a href="${escape(name)}.txt">as text</a></p><div>${frames.join('')}</div></section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The mails of FTGO delayed delivery</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 0; }
p { margin: 0 0 .5rem; }
div { display: flex; flex-wrap: wrap; gap: 1rem; }
iframe { border: 1px solid #888; border-radius: .5rem; max-width: 100%; }
</style>
</head>
<body>
<h1>The mails</h1>
${figures.join('\n')}
</body>
</html>
`;
}
