// Sixty texts that would run, load, lead or mislead where a page takes a registry's text for more than text. What runs
// calls `ran`, and what loads asks for a host that nobody has.

const RUN = "ran(1)";
const HOST = "canary.invalid";

const MARKUP = [
  `<script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `</title></style></textarea><script>${RUN}</script>`,
  `<img src=x onerror=${RUN}>`,
  `<img src=//${HOST}/a.png>`,
  `<svg onload=${RUN}>`,
  `<svg><script href=//${HOST}/a.js></script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe src=//${HOST}/></iframe>`,
  `<object data=//${HOST}/a.swf></object>`,
  `<embed src=//${HOST}/a>`,
  `<link rel=stylesheet href=//${HOST}/a.css>`,
  `<base href=//${HOST}/>`,
  `<meta http-equiv=refresh content="0;url=//${HOST}/">`,
  `<details open ontoggle=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<form action=//${HOST}/><button formaction=javascript:${RUN}>`,
  `<a href="javascript:${RUN}">go</a>`,
  `<style>@import url(//${HOST}/a.css);</style>`,
  `<math><maction xlink:href="javascript:${RUN}">x</maction></math>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<!--><img src=x onerror=${RUN}>-->`,
  `' onmouseover='${RUN}`,
  `" autofocus onfocus="${RUN}" x="`,
];

const ADDRESSES = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  `java\tscript:${RUN}`,
  `\u0001javascript:${RUN}`,
  `javascript:${RUN}//https://${HOST}/`,
  `data:text/html,<script>${RUN}</script>`,
  `data:text/html;base64,PHNjcmlwdD5yYW4oMSk8L3NjcmlwdD4=`,
  `vbscript:${RUN}`,
  `blob:https://${HOST}/1`,
  `file:///etc/passwd`,
  `http://${HOST}/plain`,
  `//${HOST}/scheme`,
  `https://github.com@${HOST}/`,
  `https://${HOST}\\@github.com/`,
  `https://gith\u0443b.com/homograph`,
  `git+https://user:secret@${HOST}/repo`,
  `https://${HOST}/a real address`,
  `https://${HOST}/whole?a=<script>${RUN}</script>`,
  `https://${HOST}/whole`,
];

const OTHERS = [
  `url(//${HOST}/a.png)`,
  `x;background:url(//${HOST}/b.png)`,
  `{{constructor.constructor('${RUN}')()}}`,
  `\${${RUN}}`,
  `<%= ${RUN} %>`,
  `#{${RUN}}`,
  `![x](//${HOST}/c.png) [go](javascript:${RUN})`,
  `&lt;script&gt;${RUN}&lt;/script&gt;&#60;img src=x onerror=${RUN}&#62;`,
  "__proto__",
  "constructor",
  `\u202e${"gpj.exe"} \u2066left\u2069 \u061c`,
  "zero\u200bwidth\u200d\u2060\ufeff soft\u00adhyphen",
  "\u0000\u0007\u001b[31mred\u001b[0m\u001b]0;title\u0007\r\nline two\u2028line three",
  `${"x".repeat(10_000)}`,
  `${"مرحبا ".repeat(40)}\ud800`,
];

export const PAYLOADS = [...MARKUP, ...ADDRESSES, ...OTHERS];

/** The one host that a link may lead to, and only by https. */
export const CANARY = HOST;
