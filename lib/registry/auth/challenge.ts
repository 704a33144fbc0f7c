// The WWW-Authenticate header (RFC 9110, 11.6.1): what a registry asks for before it answers.
import { readQuoted, skipSpace } from "../header-scan.ts";

const MAX_HEADER = 8192;
const TOKEN = /[A-Za-z0-9!#$%&'*+.^_`|~-]/;

/** One challenge; `scheme` and the parameters' names are lower case. */
export type Challenge = { scheme: string; parameters: Map<string, string> };

/**
 * All challenges, in order. Several headers arrive joined by ", ", so a comma may end a parameter or a challenge:
 * a word followed by "=" is a parameter of the challenge before it, any other word begins a new one. Text that is
 * neither is skipped. Linear in the header's length; a header of more than 8 KiB holds no challenge.
 */
export function parseChallenges(header: string | undefined): Challenge[] {
  if (!header || header.length > MAX_HEADER) return [];
  const challenges: Challenge[] = [];
  let at = 0;
  while (at < header.length) {
    const word = readToken(header, at);
    if (word === "") {
      at++;
      continue;
    }
    at += word.length;
    const value = readAssigned(header, at);
    if (!value) {
      challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
      continue;
    }
    at = value.end;
    const parameters = challenges.at(-1)?.parameters;
    const name = word.toLowerCase();
    if (parameters && !parameters.has(name)) parameters.set(name, value.text);
  }
  return challenges;
}

/** The value after `=` (white space around it is allowed), or nothing when the word stands alone. */
function readAssigned(header: string, from: number): { text: string; end: number } | undefined {
  let at = skipSpace(header, from);
  if (header[at] !== "=") return undefined;
  at = skipSpace(header, at + 1);
  if (header[at] === '"') return readQuoted(header, at + 1);
  const start = at;
  // Wider than a token: registries write realms without quotes.
  while (at < header.length && !" \t,".includes(header.charAt(at))) at++;
  return { text: header.slice(start, at), end: at };
}

function readToken(header: string, from: number): string {
  let at = from;
  while (at < header.length && TOKEN.test(header.charAt(at))) at++;
  return header.slice(from, at);
}
