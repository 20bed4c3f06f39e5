import { html, type SafeHtml } from './html.js';
import type { NoticeMessage, OfferSection } from './notice-message.js';

const FONT =
  "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif";

/**
 * Lays a message out as a page for mail programs: inline styles for light, a style block for dark,
 * no images, one table, which holds facts.
 */
export function page(message: NoticeMessage): string {
  return html`<!doctype html>
    <html lang="${message.locale}" dir="ltr">
      ${head(message)}
      <body
        class="paper"
        style="margin:0;padding:0;background-color:#f3f2ee;color:#1d1d1b;${FONT};-webkit-text-size-adjust:100%"
      >
        ${preview(message)}
        <div class="paper" style="padding:24px 12px;background-color:#f3f2ee">
          <div
            class="sheet"
            role="article"
            lang="${message.locale}"
            style="max-width:560px;margin:0 auto;padding:24px;background-color:#ffffff;border:1px solid #dcdad3;border-radius:8px;word-break:keep-all;overflow-wrap:anywhere"
          >
            <p
              class="quiet"
              style="margin:0 0 16px;font-size:14px;line-height:20px;font-weight:600;letter-spacing:.08em;color:#5c5a54"
            >
              FTGO
            </p>
            <h1 style="margin:0 0 16px;font-size:22px;line-height:30px;font-weight:600">
              ${message.heading}
            </h1>
            ${paragraphs(message)} ${message.offer === undefined ? '' : offer(message.offer)}
            ${factTable(message)}
            <p class="quiet" style="margin:20px 0 0;font-size:13px;line-height:20px;color:#5c5a54">
              ${message.footer}
            </p>
          </div>
        </div>
      </body>
    </html>`.markup;
}

function head({ subject }: NoticeMessage): SafeHtml {
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width,initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="supported-color-schemes" content="light dark" />
    <title>${subject}</title>
    <style>
      :root {
        color-scheme: light dark;
        supported-color-schemes: light dark;
      }
      @media (prefers-color-scheme: dark) {
        .paper {
          background-color: #161615 !important;
          color: #efeee9 !important;
        }
        .sheet {
          background-color: #222220 !important;
          border-color: #3d3c38 !important;
        }
        .quiet {
          color: #b6b4ab !important;
        }
        .offer {
          background-color: #1c2f25 !important;
          border-color: #35624b !important;
        }
        .button {
          background-color: #8fe0b4 !important;
          color: #0d2417 !important;
        }
        .line {
          border-color: #3d3c38 !important;
        }
      }
    </style>
  </head>`;
}

/** The line that mail lists show beside the subject. */
function preview({ paragraphs: [first = ''] }: NoticeMessage): SafeHtml {
  return html`<div
    style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all"
  >
    ${first}
  </div>`;
}

function paragraphs(message: NoticeMessage): readonly SafeHtml[] {
  const lines = [
    ...(message.greeting === undefined ? [] : [message.greeting]),
    ...message.paragraphs,
  ];
  return lines.map(
    (line) => html`<p style="margin:0 0 14px;font-size:16px;line-height:25px">${line}</p> `,
  );
}

function offer(section: OfferSection): SafeHtml {
  return html`<div
    class="offer"
    style="margin:20px 0;padding:18px;background-color:#eef7f1;border:1px solid #b9dcc7;border-radius:8px"
  >
    <h2 style="margin:0 0 8px;font-size:17px;line-height:24px;font-weight:600">
      ${section.heading}
    </h2>
    <p style="margin:0 0 14px;font-size:16px;line-height:25px">${section.body}</p>
    ${section.link === undefined ? '' : button(section.link, section.button)}
    <p style="margin:0 0 6px;font-size:15px;line-height:22px;font-weight:600">${section.code}</p>
    <p class="quiet" style="margin:0;font-size:14px;line-height:21px;color:#5c5a54">
      ${section.terms}
    </p>
  </div>`;
}

function button(link: string, label: string): SafeHtml {
  return html`<p style="margin:0 0 14px">
    <a
      class="button"
      href="${link}"
      style="display:inline-block;padding:12px 22px;background-color:#14613c;color:#ffffff;border-radius:6px;font-size:16px;line-height:22px;font-weight:600;text-decoration:none"
      >${label}</a
    >
  </p>`;
}

function factTable({ facts }: NoticeMessage): SafeHtml {
  const cell = 'padding:8px 0;font-size:15px;line-height:22px;text-align:left;vertical-align:top';
  const rows = facts.map(
    ([label, value]) =>
      html`<tr>
        <th
          class="quiet line"
          scope="row"
          style="${cell};width:38%;padding-right:12px;font-weight:400;color:#5c5a54;border-top:1px solid #e4e2dc"
        >
          ${label}
        </th>
        <td class="line" style="${cell};border-top:1px solid #e4e2dc">${value}</td>
      </tr>`,
  );
  return html`<table
    style="width:100%;margin:20px 0 0;border-collapse:collapse;table-layout:fixed;${FONT}"
  >
    ${rows}
  </table>`;
}
