// Package URLs: https://github.com/package-url/purl-spec/blob/main/PURL-SPECIFICATION.rst. Read leniently: SBOMs hold
// many that the specification would refuse, and one such must not hide a package.

/** `version` and the rest as they mean, their percent signs resolved; `qualifiers` in the order given. */
export type Purl = {
  type: string;
  namespace?: string;
  name: string;
  version?: string;
  qualifiers: [string, string][];
  subpath?: string;
};

const TYPE = /^pkg:\/*([A-Za-z][A-Za-z0-9.+-]*)\//;

/** The type alone, which is what a package's ecosystem goes by: "npm". Undefined for what is no package URL. */
export function purlType(purl: string): string | undefined {
  return TYPE.exec(purl)?.[1]?.toLowerCase();
}

/** Undefined for what has no type or no name. */
export function readPurl(purl: string): Purl | undefined {
  const start = TYPE.exec(purl);
  const type = start?.[1]?.toLowerCase();
  if (!start || type === undefined) return undefined;
  const [before, hash] = split(purl.slice(start[0].length), "#");
  const [path, query] = split(before, "?");
  const at = path.lastIndexOf("@");
  // A scope begins with "@": only what follows the last slash can be a version.
  const hasVersion = at > 0 && at > path.lastIndexOf("/");
  const segments = (hasVersion ? path.slice(0, at) : path).split("/").filter(Boolean).map(decoded);
  const name = segments.pop();
  if (name === undefined) return undefined;
  const version = hasVersion ? decoded(path.slice(at + 1)) : undefined;
  return {
    type,
    ...(segments.length > 0 ? { namespace: segments.join("/") } : {}),
    name,
    ...(version ? { version } : {}),
    qualifiers: qualifiersOf(query),
    ...(hash ? { subpath: hash.split("/").filter(Boolean).map(decoded).join("/") } : {}),
  };
}

/** Before and after the first mark. */
function split(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function qualifiersOf(query: string | undefined): [string, string][] {
  return (query ?? "").split("&").flatMap((pair): [string, string][] => {
    const [key, value] = split(pair, "=");
    return key !== "" && value ? [[key.toLowerCase(), decoded(value)]] : [];
  });
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
