// Where credentials come from: the files of Docker and containers/image, and the helper programs they name.
import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { quirkOf } from "../quirks.ts";
import { type AuthFile, authKey, keysFor, parseAuthFile } from "./auth-file.ts";
import { type Credential, createCredential } from "./credential.ts";
import { askHelper, type HelperAnswer } from "./credential-helper.ts";

/** Finds the credential for a repository of a host as references name it ("docker.io", "localhost:5000"). */
export interface CredentialSource {
  find(host: string, repository?: string): Promise<Credential | undefined>;
}

/** `warnings` are sentences about files and helpers that could not be used, as of the last `find`. */
export interface CredentialStore extends CredentialSource {
  warnings(): string[];
}

/** No credentials at all. */
export const NO_CREDENTIALS: CredentialSource = { find: async () => undefined };

type Environment = Record<string, string | undefined>;
type Place = { path: string; form: "auths" | "flat" };
/** A file as it was last read, if it was there; `stamp` tells whether it has changed since. */
type Loaded = { stamp: string; file: AuthFile | undefined };

const MAX_FILE = 1024 * 1024;
const HELPER_TTL_MS = 60_000;
/** Every request of an exploration asks; a login may take a second to be seen. */
const CHECK_MS = 1000;

/**
 * The credentials that `docker login` and `podman login` leave behind, read when asked for and again when a file
 * has changed. The order is containers-auth.json(5)'s; the first file that knows the repository decides.
 */
export function readCredentials(env: Environment, now: () => number = Date.now): CredentialStore {
  return storeOf(placesOf(env), env, now);
}

/** The credentials of one file alone, in the form of Docker's config.json, and of the helpers that it names. */
export function readCredentialFile(
  path: string,
  env: Environment,
  now: () => number = Date.now,
): CredentialStore {
  return storeOf([{ path, form: "auths" }], env, now);
}

function storeOf(found: Place[], env: Environment, now: () => number): CredentialStore {
  const places = found.map((place) => ({ name: basename(place.path), read: watchFile(place) }));
  const filesNow = everySecond(() => Promise.all(places.map(({ read }) => read())), now);
  const helpers = createHelperCache(env, now);
  let warnings: string[] = [];
  return {
    async find(host, repository) {
      const files = await filesNow();
      warnings = files.flatMap((file) => file?.warnings ?? []);
      for (const [i, file] of files.entries()) {
        const place = places[i]?.name ?? "";
        if (!file || isBare(file)) continue;
        const credential = await findIn(file, place, host, repository, helpers.ask);
        if (credential) return credential;
      }
      return undefined;
    },
    warnings: () => [...warnings, ...helpers.warnings()],
  };
}

/** REGISTRY_AUTH_FILE, containers' two, Docker's (DOCKER_CONFIG names its folder), and the one before that. */
function placesOf(env: Environment): Place[] {
  const home = env.HOME ?? homedir();
  const paths = [
    env.REGISTRY_AUTH_FILE,
    env.XDG_RUNTIME_DIR && join(env.XDG_RUNTIME_DIR, "containers", "auth.json"),
    join(env.XDG_CONFIG_HOME || join(home, ".config"), "containers", "auth.json"),
    join(env.DOCKER_CONFIG || join(home, ".docker"), "config.json"),
  ];
  const places: Place[] = paths.flatMap((path) => (path ? [{ path, form: "auths" }] : []));
  return [...places, { path: join(home, ".dockercfg"), form: "flat" }];
}

/** Looks once in CHECK_MS; those who ask in between, or at once, share what was found. */
function everySecond<T>(look: () => Promise<T>, now: () => number): () => Promise<T> {
  let last: Promise<T> | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (last && now() - lookedAt < CHECK_MS) return last;
    lookedAt = now();
    last = look();
    return last;
  };
}

/** Reads the file, and again when it is asked for and has changed. */
function watchFile(place: Place): () => Promise<AuthFile | undefined> {
  let last: Promise<Loaded> | undefined;
  return async () => {
    last = last ? last.then((known) => load(place, known)) : load(place);
    return (await last).file;
  };
}

/** Most people have such a file, with nothing in it that matters here. */
function isBare({ credentials, helpers, store }: AuthFile): boolean {
  return credentials.size === 0 && helpers.size === 0 && store === undefined;
}

/** Never throws: what cannot be used is a file without credentials and with a warning. */
async function load(place: Place, known?: Loaded): Promise<Loaded> {
  const name = basename(place.path);
  try {
    const stats = await stat(place.path);
    const stamp = `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
    if (known?.stamp === stamp) return known;
    // A pipe in the file's place would never end.
    const isUsable = stats.isFile() && stats.size <= MAX_FILE;
    if (!isUsable) return { stamp, file: unusable(`${name} is not a file of up to 1 MiB`) };
    return { stamp, file: parseAuthFile(await readFile(place.path, "utf8"), name, place.form) };
  } catch (error) {
    return { stamp: "", file: isMissing(error) ? undefined : unusable(`${name} cannot be read`) };
  }
}

function unusable(warning: string): AuthFile {
  return { credentials: new Map(), helpers: new Map(), warnings: [warning] };
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ENOTDIR";
}

type AskHelper = (name: string, server: string) => Promise<HelperAnswer>;

async function findIn(
  file: AuthFile,
  place: string,
  host: string,
  repository: string | undefined,
  ask: AskHelper,
): Promise<Credential | undefined> {
  const quirk = quirkOf(host);
  const keys = [...keysFor(host, repository), ...(quirk?.hosts ?? [])].map(authKey);
  const server = quirk?.credentialKey ?? host;
  const helper = first(keys, file.helpers);
  const own = helper && (await fromHelper(helper, server, place, ask));
  if (own) return own;
  const plain = first(keys, file.credentials);
  if (plain) return plain;
  return file.store && file.store !== helper ? fromHelper(file.store, server, place, ask) : undefined;
}

function first<T>(keys: string[], map: Map<string, T>): T | undefined {
  const key = keys.find((candidate) => map.has(candidate));
  return key === undefined ? undefined : map.get(key);
}

async function fromHelper(
  name: string,
  server: string,
  place: string,
  ask: AskHelper,
): Promise<Credential | undefined> {
  const answer = await ask(name, server);
  if (!answer || "problem" in answer || answer.secret === "") return undefined;
  // "<token>" is how a helper says that the secret is an identity token.
  const kind = answer.username === "<token>" ? "identity-token" : "password";
  return createCredential(kind, answer.username, answer.secret, `${place}, docker-credential-${name}`);
}

/** A helper is a program to start, and every request asks: its answer holds for a minute, also a bad one. */
function createHelperCache(env: Environment, now: () => number) {
  const answers = new Map<string, { at: number; answer: Promise<HelperAnswer> }>();
  const problems = new Map<string, string>();
  const ask: AskHelper = (name, server) => {
    const key = `${name} ${server}`;
    const known = answers.get(key);
    if (known && now() - known.at < HELPER_TTL_MS) return known.answer;
    if (answers.size >= 1000) answers.clear();
    const answer = askHelper(name, server, { env });
    answers.set(key, { at: now(), answer });
    return answer.then((said) => {
      if (said && "problem" in said) problems.set(name, said.problem);
      else problems.delete(name);
      return said;
    });
  };
  return { ask, warnings: () => [...problems.values()] };
}
