// Takes secrets out of everything that is kept as evidence, and makes registry text safe to print.

const REMOVED = "[removed]";

// Query parameters whose values registries and token services are known to fill harmlessly. Everything else
// (X-Amz-*, sig, token, Policy, _state, ...) is taken for a secret: new signing schemes come without notice.
const PLAIN_PARAMETERS = new Set([
  "n",
  "last",
  "next",
  "next_page",
  "page",
  "page_size",
  "cache",
  "artifacttype",
  "digest",
  "mount",
  "from",
  "ns",
  "service",
  "scope",
]);

// Members of a JSON body that hold secrets; the value may be cut off by the excerpt's end.
const SECRET_MEMBER =
  /("(?:[a-z_]*token|password|passwd|secret|client_secret|credentials?|signature|authorization|api_?key|assertion)"\s*:\s*")(?:[^"\\]|\\.)*("|$)/gi;
// The look-behind keeps it linear: one start a word.
const JWT = /(?<![\w-])eyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?/g;
const QUERY_VALUE = /([?&]|&amp;|\\u0026)([\w.~%[\]-]{1,64})=([^&\s"'<>#\\]+)/g;

/** What each of the three patterns needs; most headers have none of it. */
const SUSPECT = /["=]|eyJ/;

/** The same text with query values, tokens and the given secrets replaced. Linear in its length. */
export function redact(text: string, secrets: string[] = []): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, REMOVED);
  if (!SUSPECT.test(clean)) return clean;
  return clean
    .replace(SECRET_MEMBER, `$1${REMOVED}$2`)
    .replace(JWT, REMOVED)
    .replace(QUERY_VALUE, (whole, separator: string, name: string) =>
      PLAIN_PARAMETERS.has(name.toLowerCase()) ? whole : `${separator}${name}=${REMOVED}`,
    );
}

/** The URL as it may be shown: no user info, no fragment, only harmless query values. */
export function redactUrl(url: URL, secrets: string[] = []): string {
  const isPlain = url.username === "" && url.password === "" && !url.href.includes("#");
  if (isPlain) return redact(url.href, secrets);
  const clean = new URL(url);
  clean.username = "";
  clean.password = "";
  clean.hash = "";
  return redact(clean.href, secrets);
}

/**
 * The strings that must not appear in evidence when this Authorization header was sent: the credential, and
 * for Basic (RFC 7617) the password inside it. Too short ones are left out: replacing them would only garble.
 */
export function secretsOf(authorization: string): string[] {
  const [scheme = "", credential = ""] = authorization.split(" ", 2);
  const secrets = [authorization, credential];
  if (scheme.toLowerCase() === "basic") {
    const pair = Buffer.from(credential, "base64").toString("utf8");
    const password = pair.slice(pair.indexOf(":") + 1);
    secrets.push(pair, password, encodeURIComponent(password));
  }
  return secrets.filter((secret) => secret.length >= 4);
}

// C0 but tab and newline, DEL, C1, zero-width, bidirectional and invisible format characters.
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is its purpose
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Control and direction characters as `\u001b`, so that text from a registry cannot act on a terminal or page. */
export function escapeControls(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
