import { TEMPLATES } from './page.js';

describe('the compiled templates', () => {
  it.each(Object.entries(TEMPLATES))('%s escapes every value, and has no partials', (_, page) => {
    expect(page).not.toMatch(/\{\{\s*[{&>=]/);
  });

  it.each(Object.entries(TEMPLATES))(
    '%s has values in text and quoted attributes only',
    (_, page) => {
      const styles = page.match(/<style[\s\S]*?<\/style>|style="[^"]*"|<!--\[if[\s\S]*?-->/g) ?? [];

      expect(styles.length).toBeGreaterThan(5);
      expect(styles.filter((style) => style.includes('{{'))).toEqual([]);
      expect(page).not.toMatch(/=\s*\{\{/);
      const attributes = page.match(/[a-z-]+="[^"]*\{\{[^"]*"/g) ?? [];
      expect(attributes.filter((each) => !/^(lang|href)="/.test(each))).toEqual([]);
    },
  );

  it.each(Object.entries(TEMPLATES))('%s has no line that SMTP would have to stuff', (_, page) => {
    expect(page).not.toMatch(/^\./m);
  });

  it.each(Object.entries(TEMPLATES))('%s is an article for screen readers', (_, page) => {
    expect(page).toContain('role="article"');
    expect(page).toContain('aria-label="FTGO"');
    expect(page).toMatch(/<html lang="\{\{ ?locale ?\}\}" dir="ltr"/);
    expect(page.match(/<table(?![^>]*role="presentation")/g)).toHaveLength(1);
  });
});
