/**
 * Compiles the MJML templates of the mails into TypeScript that the programs bundle: MJML is a
 * tool of developers, and no program needs it. Usage: node tools/build/build-mails.mjs [--check]
 * `--check` writes nothing; exit code 1 names what is out of date.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import mjml2html from 'mjml';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(root, 'libs/delayed-orders/notifications/src/content/templates');
const isCheck = process.argv.includes('--check');

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.mjml'))
  .map((file) => file.slice(0, -'.mjml'.length));
const compiled = await Promise.all(names.map(compile));
const stale = compiled.filter(({ path, text }) => text !== current(path));

if (isCheck) {
  if (stale.length > 0) fail(`out of date: ${namesOf(stale)}. Run: npm run mails`);
  process.stdout.write(`${names.length} templates; 0 out of date\n`);
} else {
  for (const { path, text } of stale) writeFileSync(path, text);
  process.stdout.write(`${names.length} templates; ${stale.length} written\n`);
}

/** One template as a module that exports its page, with mustache's tags still in it. */
async function compile(name) {
  const source = join(folder, `${name}.mjml`);
  const { html, errors } = await mjml2html(readFileSync(source, 'utf8'), {
    filePath: source,
    ignoreIncludes: false,
    keepComments: false,
    // Otherwise the name of a font alone makes the mail load it from somebody's server.
    fonts: {},
  });
  if (errors.length > 0) {
    const lines = errors.map(({ line, message }) => `${name}.mjml, line ${line}: ${message}`);
    fail(lines.join('\n'));
  }
  const text = `/** The page of a mail, still to be filled. Made of ${name}.mjml by \`npm run mails\`: change that. */
export const ${constantOf(name)} = \`${literal(html)}\`;
`;
  return { path: join(folder, `${name}.generated.ts`), text };
}

/**
 * Without the indentation, which nobody sees and everybody's mailbox stores. MJML names the article
 * by the title, and so puts a stranger's words into an attribute; ours has a name of its own.
 */
function literal(html) {
  const named = html.replace(/aria-label="[^"]*"/, 'aria-label="FTGO"');
  const lines = named.split('\n').map((line) => line.trim());
  return (
    lines
      .filter((line) => line !== '')
      // SMTP doubles a dot that begins a line, and not every program on the way takes it off again.
      .map((line) => (line.startsWith('.') ? ` ${line}` : line))
      .join('\n')
      .replace(/[`\\]|\$\{/g, '\\$&')
  );
}

function constantOf(name) {
  return name.replace(/-./g, ([, letter]) => letter.toUpperCase());
}

function current(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function namesOf(files) {
  return files.map(({ path }) => relative(root, path)).join(', ');
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
