// Who can see what, held against the clients themselves: on repositories of different make, what oras, regctl, crane
// and (where it is there) cosign really come upon must be the column that their rule predicts, digest by digest.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Visibility } from "#lib/api";
import { see } from "./ask.ts";
import { cosignTags, everyday, type Fill, gap, inIndex, nested } from "./fill.ts";
import { orasDiscover } from "./push.ts";
import { has, type RealRegistry, run, startDockerRegistry, startMotorcycle } from "./servers.ts";

const olareg = () => startMotorcycle({ kind: "olareg" });
/** `sees`: how many of the rows oras, regctl, regctl with digest tags, crane and cosign 3 come upon. */
const REPOSITORIES: {
  name: string;
  needs: string;
  start: () => Promise<RealRegistry>;
  fill: Fill;
  rows: number;
  sees: [oras: number, regctl: number, withTags: number, crane: number, cosign: number];
}[] = [
  {
    name: "tags alone, on docker-registry",
    ...{ needs: "docker-registry", start: startDockerRegistry, fill: everyday },
    ...{ rows: 3, sees: [2, 3, 3, 0, 1] },
  },
  {
    name: "the API, on olareg",
    ...{ needs: "motorcycle", start: olareg, fill: everyday },
    ...{ rows: 3, sees: [2, 3, 3, 0, 1] },
  },
  {
    name: "cosign's tags",
    ...{ needs: "docker-registry", start: startDockerRegistry, fill: cosignTags },
    ...{ rows: 4, sees: [1, 1, 4, 0, 4] },
  },
  {
    name: "attestations in the index",
    ...{ needs: "motorcycle", start: olareg, fill: inIndex },
    ...{ rows: 2, sees: [0, 2, 2, 1, 0] },
  },
  {
    name: "a gap between tag and API",
    ...{ needs: "motorcycle", start: () => startMotorcycle({ kind: "ggcr" }), fill: gap },
    ...{ rows: 3, sees: [2, 2, 3, 0, 2] },
  },
  {
    name: "a chain of referrers",
    ...{ needs: "motorcycle", start: olareg, fill: nested },
    ...{ rows: 3, sees: [3, 3, 3, 0, 1] },
  },
];
const COLUMNS = ["oras", "regctl", "regctl-tags", "crane", "cosign-3-tree"];

describe.each(REPOSITORIES)("$name", ({ needs, start, fill, rows, sees }) => {
  const ready = [needs, "oras", "crane"].every(has);
  let registry: RealRegistry;
  let seen: Visibility;
  let reference: string;

  beforeAll(async () => {
    if (!ready) return;
    registry = await start();
    await fill(registry.host);
    reference = `${registry.host}/shop/app:1.0`;
    const answer = await see(reference, `http://${registry.host}`);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    seen = answer.ok;
  });
  afterAll(() => registry?.stop());

  test.skipIf(!ready)("all that was attached is a row, and of no client is nothing known", () => {
    expect(seen.rows).toHaveLength(rows);
    expect(seen.completeness).toBe("complete");
    expect(COLUMNS.map((column) => predicted(seen, column).length)).toEqual(sees);
  });

  test.skipIf(!ready)("oras discover", async () => {
    expect(predicted(seen, "oras")).toEqual(unique(await orasDiscover(reference)));
  });

  test.skipIf(!ready || !has("regctl"))("regctl artifact tree, without and with digest tags", async () => {
    expect(predicted(seen, "regctl")).toEqual(await regctlTree(seen, reference, []));
    expect(predicted(seen, "regctl-tags")).toEqual(await regctlTree(seen, reference, ["--digest-tags"]));
  });

  test.skipIf(!ready)("crane copy", async () => {
    expect(predicted(seen, "crane")).toEqual(await copiedByCrane(seen, registry.host));
  });

  test.skipIf(!ready || !has("cosign"))("cosign tree", async () => {
    const version = await run("cosign", ["version", "--json"]);
    const { gitVersion = "" }: { gitVersion?: string } = JSON.parse(version);
    const column = gitVersion.startsWith("v2.") ? "cosign-2-tree" : "cosign-3-tree";
    expect(predicted(seen, column)).toEqual(await cosignTree(seen, reference));
  });
});

/** What the column says that the client comes upon. Not one cell may be open: these registries answer everything. */
function predicted({ rows, columns, verdicts, cells }: Visibility, column: string): string[] {
  const at = columns.findIndex(({ id }) => id === column);
  const states = rows.map((_, row) => verdicts[cells[row]?.[at] ?? -1]?.state);
  expect(states).not.toContain("not-known");
  return unique(rows.filter((_, row) => states[row] !== "not-found").map(({ digest }) => digest));
}

/** Its pretty output names every manifest by digest; the image, its children and the tag's index are no rows. */
async function regctlTree(seen: Visibility, reference: string, flags: string[]): Promise<string[]> {
  const host = reference.slice(0, reference.indexOf("/"));
  const out = await run("regctl", [
    "artifact",
    "tree",
    "--host",
    `reg=${host},tls=disabled`,
    ...flags,
    reference,
  ]);
  return rowsAmong(seen, out);
}

/** What arrived in a repository that held nothing. */
async function copiedByCrane(seen: Visibility, host: string): Promise<string[]> {
  await run("crane", ["copy", "--insecure", `${host}/shop/app:1.0`, `${host}/copied/app:1.0`]);
  const arrived = await Promise.all(
    seen.rows.map(async ({ digest }) => {
      const { ok } = await fetch(`http://${host}/v2/copied/app/manifests/${digest}`, {
        method: "HEAD",
        headers: { accept: "application/vnd.oci.image.manifest.v1+json" },
      });
      return ok ? [digest] : [];
    }),
  );
  return unique(arrived.flat());
}

/** It names referrers by digest, and its own tags by name. */
async function cosignTree(seen: Visibility, reference: string): Promise<string[]> {
  const out = await run("cosign", ["tree", "--allow-http-registry", reference]);
  const lines = out.split("\n").filter((line) => line.includes("──") && !line.includes("🍒"));
  const tags = lines.flatMap((line) => /(\S+:sha256-[0-9a-f]{64}\.\w+)/.exec(line)?.[1] ?? []);
  const named = await Promise.all(tags.map((tag) => run("crane", ["digest", "--insecure", tag])));
  return rowsAmong(seen, [...lines, ...named].join("\n"));
}

function rowsAmong({ rows }: Visibility, text: string): string[] {
  const known = new Set(rows.map(({ digest }) => digest));
  const named = text.match(/sha256:[0-9a-f]{64}/g) ?? [];
  return unique(named.filter((digest) => known.has(digest)));
}

function unique(digests: string[]): string[] {
  return [...new Set(digests)].sort();
}
