/** The frame of our own pages: no script, nothing loaded. @param content trusted markup of ours. */
export function plainPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 10vh auto; padding: 0 1rem; }
.amount { font-size: 2.5rem; font-weight: 700; margin: 0; }
button { font: inherit; padding: .7rem 2rem; border: 0; border-radius: .5rem; background: #0a6b3d; color: #fff; }
</style>
</head>
<body>
<main>
<h1>FTGO</h1>
${content}
</main>
</body>
</html>
`;
}
