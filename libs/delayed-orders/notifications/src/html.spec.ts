import { html } from './html.js';

describe('html', () => {
  it('escapes every value, in text and in quoted attributes', () => {
    const hostile = `<img src=x onerror="alert('1')">&\``;

    expect(html`<p title="${hostile}">${hostile}</p>`.markup).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&#96;">' +
        '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&#96;</p>',
    );
  });

  it('keeps what it made itself, alone or in a list', () => {
    const items = ['Ajanta', 'A&W'].map((name) => html`<li>${name}</li>`);

    const list = html`<i>${items}${html`<li>last</li>`}</i>`;

    expect(list.markup).toBe('<i><li>Ajanta</li><li>A&amp;W</li><li>last</li></i>');
  });

  it('escapes an object that only looks like its own', () => {
    const forged = JSON.parse('{"markup":"<script>"}') as ReturnType<typeof html>;

    expect(html`${forged}`.markup).not.toContain('<script>');
  });

  it('writes numbers as they are', () => {
    expect(html`${42}`.markup).toBe('42');
  });
});
