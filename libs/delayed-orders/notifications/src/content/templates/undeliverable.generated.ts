/** The page of a mail, still to be filled. Made of undeliverable.mjml by `npm run mails`: change that. */
export const undeliverable = `<!doctype html>
<html lang="{{locale}}" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>{{ subject }}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
 .mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
 .mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
 .moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
:root {
color-scheme: light dark;
supported-color-schemes: light dark;
}
@media (prefers-color-scheme: dark) {
 .paper,
 .paper > div {
background-color: #161615 !important;
}
 .sheet,
 .sheet > table {
background: #222220 !important;
background-color: #222220 !important;
}
 .sheet > table > tbody > tr > td {
border-right-color: #3d3c38 !important;
border-bottom-color: #3d3c38 !important;
border-left-color: #3d3c38 !important;
}
 .words div,
 .facts table,
 .facts td {
color: #efeee9 !important;
}
 .quiet div,
 .facts th {
color: #b6b4ab !important;
}
 .facts th,
 .facts td {
border-color: #3d3c38 !important;
}
 .expected > table > tbody > tr > td {
background-color: #2d2c28 !important;
}
 .offer > table > tbody > tr > td {
background-color: #1c2f25 !important;
border-color: #35624b !important;
}
 .button td,
 .button a {
background: #8fe0b4 !important;
background-color: #8fe0b4 !important;
color: #0d2417 !important;
}
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no">
</head>
<body class="paper" style="padding: 24px 12px; word-spacing: normal; background-color: #f3f2ee;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">{{ preheader }}</div>
<div aria-label="FTGO" aria-roledescription="email" role="article" lang="{{locale}}" dir="ltr" style="word-spacing:normal;background-color:#f3f2ee;">
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="sheet-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="sheet" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;border-radius:8px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;">
<tbody>
<tr>
<td style="border:1px solid #dcdad3;border-top:4px solid #5c5a54;border-radius:8px;direction:ltr;font-size:0px;padding:22px 0 24px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" width="600px" ><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:598px;" width="598" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:598px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:598px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" class="quiet" style="font-size:0px;padding:0 24px 14px;word-break:break-word;">
<div style="word-break: keep-all; overflow-wrap: anywhere; font-family: -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif; font-size: 14px; font-weight: 600; letter-spacing: 1px; line-height: 20px; text-align: left; color: #5c5a54;">FTGO</div>
</td>
</tr>
<tr>
<td align="left" class="words" style="font-size:0px;padding:0 24px 14px;word-break:break-word;">
<div style="word-break: keep-all; overflow-wrap: anywhere; font-family: -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif; font-size: 22px; font-weight: 600; line-height: 30px; text-align: left; color: #1d1d1b;"><h1 style="margin: 0; font-size: inherit; line-height: inherit; font-weight: inherit;">{{ heading }}</h1></div>
</td>
</tr>
{{#greeting}}
<tr>
<td align="left" class="words" style="font-size:0px;padding:0 24px 14px;word-break:break-word;">
<div style="word-break: keep-all; overflow-wrap: anywhere; font-family: -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif; font-size: 16px; line-height: 25px; text-align: left; color: #1d1d1b;">{{ greeting }}</div>
</td>
</tr>
{{/greeting}}{{#paragraphs}}
<tr>
<td align="left" class="words" style="font-size:0px;padding:0 24px 14px;word-break:break-word;">
<div style="word-break: keep-all; overflow-wrap: anywhere; font-family: -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif; font-size: 16px; line-height: 25px; text-align: left; color: #1d1d1b;">{{.}}</div>
</td>
</tr>
{{/paragraphs}}
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><![endif]-->
{{#offer}}
<!--[if mso | IE]><tr><td class="" width="600px" ><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:598px;" width="598" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:598px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:4px 24px 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="offer-outlook" style="vertical-align:top;width:550px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix offer" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%" style="border-collapse:separate;">
<tbody>
<tr>
<td style="background-color:#eef7f1;border:1px solid #b9dcc7;border-radius:8px;vertical-align:top;border-collapse:separate;padding:18px;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style width="100%">
<tbody>
<tr>
<td align="left" class="words" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="word-break: keep-all; overflow-wrap: anywhere; font-family: -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif; font-size: 17px; font-weight: 600; line-height: 24px; text-align: left; color: #1d1d1b;"><h2 style="margin: 0; font-size: inherit; line-height: inherit; font-weight: inherit;">{{ heading }}</h2></div>
</td>
</tr>
<tr>
<td align="left" class="words" style="font-size:0px;padding:0 0 14px;word-break:break-word;">
<div style="word-break: keep-all; overflow-wrap: anywhere; font-family: -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif; font-size: 16px; line-height: 25px; text-align: left; color: #1d1d1b;">{{ body }}</div>
</td>
</tr>
{{#link}}
<tr>
<td align="left" class="button" style="font-size:0px;padding:0 0 14px;word-break:break-word;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;">
<tbody>
<tr>
<td align="center" bgcolor="#14613c" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:12px 22px;background:#14613c;" valign="middle">
<a href="{{link}}" style="display:inline-block;background:#14613c;color:#ffffff;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif;font-size:16px;font-weight:600;line-height:22px;margin:0;text-decoration:none;text-transform:none;padding:12px 22px;mso-padding-alt:0px;border-radius:6px;" target="_blank">
{{ button }}
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
{{/link}}
<tr>
<td align="left" class="words" style="font-size:0px;padding:0 0 6px;word-break:break-word;">
<div style="word-break: keep-all; overflow-wrap: anywhere; font-family: -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif; font-size: 15px; font-weight: 600; line-height: 22px; text-align: left; color: #1d1d1b;">{{ code }}</div>
</td>
</tr>
<tr>
<td align="left" class="quiet" style="font-size:0px;padding:0;word-break:break-word;">
<div style="word-break: keep-all; overflow-wrap: anywhere; font-family: -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif; font-size: 14px; line-height: 21px; text-align: left; color: #5c5a54;">{{
terms
}}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><![endif]-->
{{/offer}}
<!--[if mso | IE]><tr><td class="" width="600px" ><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:598px;" width="598" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:598px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:598px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" class="facts" style="font-size:0px;padding:6px 24px 0;word-break:break-word;">
<table cellpadding="0" cellspacing="0" width="100%" border="0" style="word-break: keep-all; overflow-wrap: anywhere; color: #1d1d1b; font-family: -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif; font-size: 15px; line-height: 22px; table-layout: fixed; width: 100%; border: none;">
{{#facts}}
<tr class="fact">
<th scope="row" style="width: 38%; padding: 8px 12px 8px 0; border-top: 1px solid #e4e2dc; color: #5c5a54; font-weight: 400; text-align: left; vertical-align: top;" width="38%" align="left" valign="top">{{ label }}</th>
<td style="padding: 8px 0; border-top: 1px solid #e4e2dc; text-align: left; vertical-align: top;" align="left" valign="top">{{ value }}</td>
</tr>
{{/facts}}
</table>
</td>
</tr>
<tr>
<td align="left" class="quiet" style="font-size:0px;padding:20px 24px 0;word-break:break-word;">
<div style="word-break: keep-all; overflow-wrap: anywhere; font-family: -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',Helvetica,Arial,sans-serif; font-size: 13px; line-height: 20px; text-align: left; color: #5c5a54;">{{ footer }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>`;
