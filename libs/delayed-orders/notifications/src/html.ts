/** Markup that the html tag made, and that may therefore stand in a page as it is. */
class SafeHtml {
  constructor(readonly markup: string) {}
}
export type { SafeHtml };

/** What may stand in a `${}` of the html tag. */
export type HtmlValue = string | number | SafeHtml | readonly SafeHtml[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/**
 * The only way to make markup: every value is escaped for text and for quoted attributes, except
 * what this tag made itself. Attributes must be quoted; values have no place in `<style>`, in
 * `<script>` or in an unchecked `href`.
 */
export function html(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  return new SafeHtml(literals.map((literal, i) => literal + escape(values[i] ?? '')).join(''));
}

function escape(value: HtmlValue): string {
  if (value instanceof SafeHtml) {
    return value.markup;
  }
  if (Array.isArray(value)) {
    return value.map(escape).join('');
  }
  return String(value).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');
}
