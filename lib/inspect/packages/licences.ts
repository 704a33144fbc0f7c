// Licences as SBOMs write them: identifiers in any case, expressions, names, and many ways of saying nothing.
import parseExpression from "spdx-expression-parse";
import IDS from "spdx-license-ids/index.json" with { type: "json" };

/** `known`: the SPDX identifiers in it. `text`: the licence as it is shown; undefined where nothing was said. */
export type Licence = { text?: string; known: string[] };

const CANONICAL = new Map(IDS.map((id) => [id.toLowerCase(), id]));
const NOTHING = new Set(["", "noassertion", "none", "unknown", "n/a"]);
/** What no licence list holds is not worth the parser's time. */
const MAX_EXPRESSION = 512;
const MAX_KNOWN = 20;
const MAX_CACHE = 5000;

type Expression = { license: string } | { left: Expression; right: Expression };

/** Reads licences, each text once: an SBOM of thousands of packages has a few dozen. */
export class LicenceReader {
  readonly #seen = new Map<string, Licence>();

  read(text: string | undefined): Licence {
    if (text === undefined) return { known: [] };
    const seen = this.#seen.get(text);
    if (seen) return seen;
    const licence = readLicence(text.trim());
    if (this.#seen.size < MAX_CACHE) this.#seen.set(text, licence);
    return licence;
  }
}

function readLicence(text: string): Licence {
  if (NOTHING.has(text.toLowerCase())) return { known: [] };
  const id = CANONICAL.get(text.toLowerCase());
  if (id !== undefined) return { text: id, known: [id] };
  return { text, known: text.length > MAX_EXPRESSION ? [] : expressionIds(text) };
}

/** The parser throws at whatever is no expression: names, deprecated forms, identifiers in the wrong case. */
function expressionIds(text: string): string[] {
  try {
    const ids = new Set<string>();
    const open: Expression[] = [parseExpression(text)];
    for (let next = open.pop(); next && ids.size < MAX_KNOWN; next = open.pop()) {
      if ("license" in next) ids.add(next.license);
      else open.push(next.right, next.left);
    }
    return [...ids];
  } catch {
    return [];
  }
}
