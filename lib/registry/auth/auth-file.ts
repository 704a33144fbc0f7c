// Docker's config.json and containers' auth.json: which credential a file holds for a registry or a namespace.
import { z } from "zod";
import { type Credential, createCredential } from "./credential.ts";

const entrySchema = z.looseObject({
  auth: z.string().nullish(),
  username: z.string().nullish(),
  password: z.string().nullish(),
  identitytoken: z.string().nullish(),
});
type Entry = z.infer<typeof entrySchema>;
const fileSchema = z.looseObject({
  auths: z.record(z.string(), z.unknown()).nullish(),
  credsStore: z.string().nullish(),
  credHelpers: z.record(z.string(), z.unknown()).nullish(),
});

/** What a file holds. Keys are `host[:port][/namespace...]`, hosts in lower case, without scheme. */
export type AuthFile = {
  credentials: Map<string, Credential>;
  /** Names of helper programs, by host. */
  helpers: Map<string, string>;
  /** The helper for all other hosts. */
  store?: string;
  /** What could not be read; names keys, never their values. */
  warnings: string[];
};

/**
 * Reads a file's text. Nothing in it is a fault: what is malformed becomes a warning, and the rest counts.
 * `place` is the file's name as the reader sees it. `flat` is the form before `auths` (.dockercfg).
 */
export function parseAuthFile(text: string, place: string, form: "auths" | "flat" = "auths"): AuthFile {
  const file: AuthFile = { credentials: new Map(), helpers: new Map(), warnings: [] };
  const json = readJson(text);
  const parsed = fileSchema.safeParse(form === "flat" ? { auths: json } : json);
  if (!parsed.success) {
    file.warnings.push(`${place} is not a file of credentials, and was not used`);
    return file;
  }
  for (const [key, value] of Object.entries(parsed.data.auths ?? {})) {
    const credential = readEntry(value, place);
    if (credential === "malformed") file.warnings.push(`${place}: the entry for ${key} cannot be read`);
    else if (credential) file.credentials.set(authKey(key), credential);
  }
  for (const [key, name] of Object.entries(parsed.data.credHelpers ?? {})) {
    if (typeof name === "string" && name !== "") file.helpers.set(authKey(key), name);
    else file.warnings.push(`${place}: the helper for ${key} has no name`);
  }
  file.store = parsed.data.credsStore || undefined;
  return file;
}

/**
 * A key as files write it, in one form: "https://index.docker.io/v1/" is "index.docker.io", and
 * "Quay.io/team/" is "quay.io/team".
 */
export function authKey(raw: string): string {
  const isUrl = /^https?:\/\//i.test(raw);
  const key = raw.replace(/^https?:\/\//i, "").replace(/\/(v[12]\/?)?$/, "");
  const slash = key.indexOf("/");
  if (slash < 0) return key.toLowerCase();
  const host = key.slice(0, slash).toLowerCase();
  // An address names a registry; only containers' plain keys name a namespace.
  return isUrl ? host : host + key.slice(slash);
}

/** The keys that hold for a repository, the longest first, the host last (containers-auth.json(5)). */
export function keysFor(host: string, repository = ""): string[] {
  const segments = repository === "" ? [] : repository.split("/");
  return [...segments.map((_, i) => [host, ...segments.slice(0, segments.length - i)].join("/")), host];
}

/** Nothing for an entry without a secret: `docker login` leaves those where a helper keeps it. */
function readEntry(value: unknown, place: string): Credential | "malformed" | undefined {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) return "malformed";
  const pair = readPair(parsed.data);
  if (pair === "malformed") return pair;
  const { identitytoken } = parsed.data;
  if (identitytoken) return createCredential("identity-token", pair?.username ?? "", identitytoken, place);
  return pair && createCredential("password", pair.username, pair.password, place);
}

function readPair(entry: Entry): { username: string; password: string } | "malformed" | undefined {
  if (entry.auth) {
    if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(entry.auth)) return "malformed";
    const text = Buffer.from(entry.auth, "base64").toString("utf8");
    const colon = text.indexOf(":");
    if (colon < 0) return "malformed";
    // Docker pads with NUL bytes, and takes them off again.
    return { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, "") };
  }
  if (entry.username && entry.password) return { username: entry.username, password: entry.password };
  return undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
