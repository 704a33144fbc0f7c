// What people paste around a reference: quotes, prompts, commands, Dockerfile and YAML lines, schemes, addresses.
import { type Piece, pieceFault, slicePiece } from "./piece.ts";
import { suggest } from "./reference-grammar.ts";
import { runImageAt } from "./run-command.ts";
import { readWebAddress } from "./web-address.ts";

/** Characters, of anything pasted. More is not looked at. */
const MAX_PASTED = 100_000;
/** A paste longer than this is not shown back whole. */
const MAX_SHOWN = 2048;
const MAX_WORDS = 200;

const EDGES = new Set([..."\"'`“”‘’«»<>", "\u200b", "\u200c", "\u200d", "\u2060"]);
const ENDINGS = new Set([...",;\\"]);
const PROMPTS = new Set(["$", "#", "%", ">", "sudo", "-"]);
const OPERATORS = new Set(["|", "||", "&&", "&", ";", ">", ">>", "<", "2>", "#"]);
const KEYS = new Set(["image", "uses"]);

/** Commands whose one word besides flags is the image. */
const COMMANDS = [
  ...["docker", "podman", "nerdctl"].flatMap((program) =>
    [
      "pull",
      "push",
      "run",
      "create",
      "container run",
      "container create",
      "inspect",
      "image pull",
      "image inspect",
      "manifest inspect",
    ].map((verb) => `${program} ${verb}`),
  ),
  "docker buildx imagetools inspect",
  ...["manifest", "digest", "config", "validate"].map((verb) => `crane ${verb}`),
  ...["discover", "pull", "manifest fetch"].map((verb) => `oras ${verb}`),
  ...[
    "verify",
    "tree",
    "triangulate",
    "verify-attestation",
    "download attestation",
    "download signature",
  ].map((verb) => `cosign ${verb}`),
  "skopeo inspect",
  ...["manifest get", "manifest head", "artifact list", "artifact tree"].map((verb) => `regctl ${verb}`),
  ...["list", "ls", "inspect", "verify"].map((verb) => `notation ${verb}`),
].map((command) => command.split(" "));

/** Those after whose image comes what is run in it. */
const RUNS = new Set(["run", "create"]);

/** Flags of those commands whose value is the next word. */
const VALUE_FLAGS = new Set(
  (
    "--platform --format -f --key -k --certificate-identity --certificate-identity-regexp --certificate-oidc-issuer " +
    "--certificate-oidc-issuer-regexp --type --output -o --artifact-type --depth --creds --authfile -u --username " +
    "-p --password --name -e --env -v --volume --network --registry-config --distribution-spec"
  ).split(" "),
);

/** Finds the reference in what was pasted. Throws bad-reference when there is none, or more than one. */
export function unwrapPasted(pasted: string): Piece {
  if (pasted.length > MAX_PASTED) {
    const piece = { text: pasted, from: pasted.slice(0, MAX_SHOWN), at: 0 };
    throw pieceFault(piece, 0, MAX_SHOWN, "This text is too long to be a reference.");
  }
  const stripped = strip({ text: pasted, from: pasted, at: 0 });
  const words = wordsOf(stripped);
  const named = words.length < 2 ? stripped : strip(fromWords(stripped, words));
  const isShown = pasted.length <= MAX_SHOWN;
  return withoutScheme(isShown ? named : { text: named.text, from: named.text.slice(0, MAX_SHOWN), at: 0 });
}

/** Drops whitespace, quotes and what a list or a line continuation leaves at the ends. */
function strip(piece: Piece): Piece {
  const { text } = piece;
  let start = 0;
  let end = text.length;
  while (start < end && isEdge(text.charAt(start))) start++;
  while (end > start && (isEdge(text.charAt(end - 1)) || ENDINGS.has(text.charAt(end - 1)))) end--;
  return slicePiece(piece, start, end);
}

function isEdge(character: string): boolean {
  return EDGES.has(character) || character.trim() === "";
}

function wordsOf(piece: Piece): Piece[] {
  const words: Piece[] = [];
  for (const match of piece.text.matchAll(/\S+/g)) {
    words.push(slicePiece(piece, match.index, match.index + match[0].length));
    if (words.length > MAX_WORDS) break;
  }
  return words;
}

/** The image among several words: a command's, a Dockerfile's FROM, or the value of a YAML or JSON `image`. */
function fromWords(piece: Piece, words: Piece[]): Piece {
  const first = words.findIndex((word) => !PROMPTS.has(word.text));
  const rest = first < 0 ? [] : words.slice(first);
  const texts = rest.map((word) => word.text);
  const key = strip({ text: texts[0] ?? "", from: "", at: 0 }).text.replace(/["']?[:=]$/, "");
  if (KEYS.has(key) && texts[0] !== key) return onlyImage(piece, rest.slice(1));
  if (KEYS.has(key) && (texts[1] === "=" || texts[1] === ":")) return onlyImage(piece, rest.slice(2));
  if (key.toLowerCase() === "from") {
    const stage = texts.findIndex((text) => text.toLowerCase() === "as");
    return onlyImage(piece, rest.slice(1, stage < 0 ? undefined : stage));
  }
  const command = COMMANDS.find((parts) => parts.every((part, at) => texts[at] === part));
  if (command) {
    const words = rest.slice(command.length);
    const image = RUNS.has(command.at(-1) ?? "") ? runImage(words) : undefined;
    return image ?? onlyImage(piece, words);
  }
  const gap = /\s+/.exec(piece.text);
  const start = gap?.index ?? 0;
  const shown = piece.from.length > MAX_SHOWN ? { ...piece, from: piece.from.slice(0, MAX_SHOWN) } : piece;
  // A space beside a separator is a slip; two words are two words.
  const isSlip = words.length === 2 && /^\S{0,512}(?:[/:@]\s+|\s+[/:@])/.test(piece.text);
  throw pieceFault(
    shown,
    start,
    start + (gap?.[0].length ?? 0),
    "A reference has no spaces. Paste the image's name alone.",
    isSlip ? suggest(texts.join("")) : undefined,
  );
}

function runImage(words: Piece[]): Piece | undefined {
  const at = runImageAt(words.map((word) => word.text));
  const image = at === undefined ? undefined : words[at];
  return image && !OPERATORS.has(image.text) ? image : undefined;
}

/** The one word that is neither a flag nor a flag's value. Guessing among several could name a wrong image. */
function onlyImage(piece: Piece, words: Piece[]): Piece {
  const named: Piece[] = [];
  let isValue = false;
  for (const word of words) {
    if (OPERATORS.has(word.text)) break;
    if (!isValue && !word.text.startsWith("-") && word.text !== "\\") named.push(word);
    if (word.text.endsWith(";")) break;
    isValue = !isValue && VALUE_FLAGS.has(word.text);
  }
  const [image, second] = named;
  if (!image) throw pieceFault(piece, 0, piece.text.length, "This command names no image.");
  if (second) {
    const start = second.at - piece.at;
    throw pieceFault(
      piece,
      start,
      start + second.text.length,
      "More than one word of this command could be the image. Paste the image's name alone.",
    );
  }
  return image;
}

/** Takes `docker://` and `oci://` off, and reads web addresses. */
function withoutScheme(piece: Piece): Piece {
  const match = /^([a-z][a-z0-9+.-]{0,30}):\/\//i.exec(piece.text);
  const scheme = match?.[1]?.toLowerCase();
  const rest = slicePiece(piece, match?.[0].length ?? 0);
  refuseCredentials(rest);
  if (scheme === "docker" || scheme === "oci") return rest;
  if (scheme === undefined || scheme === "https" || scheme === "http") return readWebAddress(rest, scheme);
  throw pieceFault(
    piece,
    0,
    scheme.length + 3,
    `${scheme}:// is not a way to an image. Write docker://, oci://, https:// or no scheme at all.`,
    suggest(rest.text),
  );
}

/** Credentials are left out of what the fault shows: faults are logged. */
function refuseCredentials({ text }: Piece): void {
  const slash = text.indexOf("/");
  const at = text.lastIndexOf("@", slash);
  if (slash < 0 || at < 0 || /^[a-z0-9]+:[0-9a-f]{32}/.test(text.slice(at + 1, slash))) return;
  const rest = text.slice(at + 1, at + 1 + MAX_SHOWN);
  const shown = `(credentials)@${rest}`;
  const sentence = "A reference holds no credentials. Log in with docker login instead.";
  throw pieceFault({ text: shown, from: shown, at: 0 }, 0, "(credentials)".length, sentence, suggest(rest));
}
