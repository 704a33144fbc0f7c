// A chart's provenance file: its Chart.yaml and the digest of its archive, clear-signed with PGP.
// https://helm.sh/docs/topics/provenance/
import type { Document } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { isClearSigned, issuerKeyId, readClearSigned } from "../signing/pgp.ts";

const MAX_TEXT = 1024 * 1024;
const MAX_FILES = 50;
const FIELD = /^([A-Za-z]+):[ \t]+(\S.*)$/;
const FILE = /^[ \t]+([^\s:]+):[ \t]+(\S+)$/;

export const helmProvenance: Inspector = {
  id: "helm-provenance",
  matches: ({ content }: Document) => content.form === "text" && isClearSigned(content.text),
  inspect: ({ content }, draft) => {
    const message = readClearSigned(content.form === "text" ? content.text.slice(0, MAX_TEXT) : "");
    const { fields, files } = chartOf(message.text);
    const source = message.signature ? "signed" : "claimed";
    const name = [fields.get("name"), fields.get("version")].filter(Boolean).join(" ");
    draft.is("signature", "Helm provenance file", `Signed with PGP: chart ${name || "without a name"}`);
    draft.fact("summary", "Chart", fields.get("name"), source);
    draft.fact("summary", "Version", fields.get("version"), source);
    draft.fact("summary", "App version", fields.get("appVersion"), source);
    draft.fact("summary", "Description", fields.get("description"), source);
    fileFacts(draft, files, source);
    draft.fact("signer", "PGP key id", message.signature && issuerKeyId(message.signature), "claimed");
    draft.fact("signer", "Hash", message.hash, "claimed");
    if (!message.signature) draft.problem("It carries no PGP signature that could be read.");
  },
};

/** Two YAML documents: the chart's plain `key: value` lines, then `files:` with a line a file. */
function chartOf(text: string): { fields: Map<string, string>; files: [string, string][] } {
  const fields = new Map<string, string>();
  const files: [string, string][] = [];
  let isChart = true;
  for (const line of text.split("\n")) {
    if (line.startsWith("...")) isChart = false;
    const [, key, value] = (isChart ? FIELD : FILE).exec(line.trimEnd()) ?? [];
    if (key === undefined || value === undefined) continue;
    if (isChart) fields.set(key, unquoted(value));
    else if (files.length < MAX_FILES) files.push([key, unquoted(value)]);
  }
  return { fields, files };
}

function unquoted(text: string): string {
  return /^(?:"[^"]*"|'[^']*')$/.test(text) ? text.slice(1, -1) : text;
}

function fileFacts(draft: Draft, files: [string, string][], source: "signed" | "claimed"): void {
  for (const [name, digest] of files) {
    draft.fact("integrity", `Digest of ${name}`, digest, source);
    const [algorithm = "", value = ""] = digest.split(":");
    draft.subject({ name, digests: [[algorithm, value]] }, source);
  }
  if (files.length === 0) draft.problem("It names no file.");
}
