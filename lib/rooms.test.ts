// The map of the house, checked: docs/architecture.md as a table. A change here is a change of architecture and
// belongs in docs/decisions.
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { read, type Said, type Source, sourcesIn } from "./rooms.test-support.ts";

const PURE = [
  "errors",
  "oci",
  "evidence",
  "graph",
  "upgrade",
  "visibility",
  "inspect",
  "compare",
  "export",
  "api",
];
const SERVER = [
  "registry",
  "discovery",
  "audit",
  "clients",
  "scratch",
  "sandbox",
  "scenarios",
  "verify",
  "explore",
];
const LIB = [...PURE, ...SERVER];

/** Which rooms a room may import. */
const MAY_IMPORT: Record<string, string[]> = {
  "lib/errors": [],
  "lib/oci": ["lib/errors"],
  "lib/evidence": [],
  "lib/graph": ["lib/oci", "lib/evidence"],
  "lib/upgrade": ["lib/oci", "lib/evidence"],
  "lib/export": inLib("evidence", "graph"),
  "lib/visibility": inLib("oci", "evidence", "graph", "upgrade"),
  "lib/inspect": inLib("oci", "errors", "evidence", "graph"),
  "lib/compare": inLib("oci", "evidence", "graph", "inspect"),
  "lib/api": inLib("errors", "oci", "evidence", "graph", "upgrade", "visibility", "inspect", "compare"),
  "lib/registry": inLib("oci", "errors", "evidence"),
  "lib/discovery": inLib("oci", "errors", "evidence", "graph", "upgrade", "registry"),
  "lib/audit": inLib("oci", "errors", "evidence", "graph", "upgrade", "registry", "discovery"),
  "lib/clients": inLib("oci", "errors", "evidence", "upgrade", "registry"),
  "lib/scratch": inLib("oci", "errors", "evidence", "upgrade", "registry"),
  "lib/sandbox": ["lib/oci"],
  "lib/scenarios": inLib("oci", "errors", "evidence", "upgrade", "registry", "clients", "scratch", "sandbox"),
  "lib/verify": inLib("oci", "errors", "evidence", "graph", "inspect"),
  "lib/explore": inLib(...LIB),
  components: inLib(...PURE),
  app: [...inLib(...PURE), "lib/explore", "components"],
  e2e: [],
};
const ROOMS = Object.keys(MAY_IMPORT);
const PURE_ROOMS = inLib(...PURE);

/** Packages that a pure room may use besides zod: each is pure itself (docs/decisions/0009). */
const MAY_USE: Record<string, string[]> = {
  "lib/inspect": ["fast-xml-parser", "spdx-expression-parse", "spdx-license-ids/index.json"],
};

/** What a pure room would reach the machine, the page or the network by. */
const IMPURE_NAMES = words(
  "process Buffer require module global globalThis window document fetch XMLHttpRequest WebSocket EventSource",
);
const NETWORK_NAMES = words("fetch XMLHttpRequest WebSocket EventSource");
const NETWORK_MODULES = words("undici http https http2 net tls dns dgram");

/** The one file of the browser that calls our own API. */
const ENDPOINT = "components/use-endpoint.ts";
const SERVER_ONLY = "lib/explore/context.ts";

/** Where a registry's host may be named: what cannot be detected, Docker's default, and the addresses that people paste. */
const MAY_NAME_HOSTS = ["lib/registry/quirks.ts", "lib/oci/reference-grammar.ts", "lib/oci/web-address.ts"];
const HOST = new RegExp(
  `(?<![a-z0-9-])(${[
    ..."docker.io ghcr.io quay.io gcr.io pkg.dev azurecr.io mcr.microsoft.com public.ecr.aws".split(" "),
    ..."hub.docker.com amazonaws.com registry.k8s.io registry.gitlab.com cgr.dev dhi.io".split(" "),
    ..."redhat.io nvcr.io jfrog.io lscr.io".split(" "),
  ]
    .map((host) => host.replaceAll(".", "\\."))
    .join("|")})(?![a-z0-9-]|\\.[a-z])`,
  "i",
);

/** Each check names what it found as "file: thing"; no finding, no complaint. */
const CHECKS = {
  "opens only the rooms below it": (said) =>
    ours(said).flatMap(({ path, imports }) =>
      imports
        .map((specifier) => ({ specifier, to: roomOf(targetOf(path, specifier) ?? "") }))
        .filter(({ to }) => to && to !== roomOf(path) && !MAY_IMPORT[roomOf(path) ?? ""]?.includes(to))
        .map(({ specifier }) => `${path}: ${specifier}`),
    ),
  "goes through doors": (said) =>
    said.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => isPastTheDoor(path, specifier))
        .map((specifier) => `${path}: ${specifier}`),
    ),
  "keeps pure rooms pure": (said) =>
    ours(said)
      .filter(({ path }) => PURE_ROOMS.includes(roomOf(path) ?? ""))
      .flatMap(({ path, imports, names }) => [
        ...imports
          .filter((specifier) => !/^(\.{1,2}\/|#lib\/)/.test(specifier) && specifier !== "zod")
          .filter((specifier) => !MAY_USE[roomOf(path) ?? ""]?.includes(specifier))
          .map((specifier) => `${path}: ${specifier}`),
        ...names.filter((name) => IMPURE_NAMES.has(name)).map((name) => `${path}: ${name}`),
      ]),
  "marks the server once": (said) =>
    said.flatMap(({ path, imports }) =>
      imports.includes("server-only") === (path === SERVER_ONLY)
        ? []
        : [`${path}: server-only ${path === SERVER_ONLY ? "is gone" : "strays"}`],
    ),
  "goes out by one room": (said) =>
    ours(said)
      .filter(({ path }) => roomOf(path) !== "e2e")
      .flatMap(({ path, imports, names }) => [
        ...imports
          .filter((specifier) => isWayOut(path, specifier))
          .map((specifier) => `${path}: ${specifier}`),
        ...names
          .filter((name) => NETWORK_NAMES.has(name) && path !== ENDPOINT)
          .map((name) => `${path}: ${name}`),
      ]),
  "names no registry": (said) =>
    ours(said)
      .filter(({ path }) => roomOf(path) !== "e2e" && !MAY_NAME_HOSTS.includes(path))
      .flatMap(({ path, texts }) =>
        texts.flatMap((text) => HOST.exec(text)?.[1] ?? []).map((host) => `${path}: ${host}`),
      ),
} as const satisfies Record<string, (said: Said[]) => string[]>;

type Check = keyof typeof CHECKS;
const NAMES = Object.keys(CHECKS).filter((name): name is Check => name in CHECKS);

describe("the house as it stands", () => {
  const ROOT = new URL("..", import.meta.url).pathname;
  const sources = sourcesIn(ROOT, ["lib", "app", "components", "e2e"]);
  const house = sources.map(read);

  test("is read whole", () => {
    const seen = new Set(house.map(({ path }) => roomOf(path)));
    expect(ROOMS.filter((room) => !seen.has(room))).toEqual([]);
    const strays = house.filter(({ path }) => path.startsWith("lib/") && !roomOf(path) && !isTest(path));
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  test.each(NAMES)("%s", (check) => {
    expect(CHECKS[check](house)).toEqual([]);
  });
});

describe("planted faults", () => {
  /** What a check must find, and what looks like it and must be let through. */
  const PLANTED: Record<
    Check,
    { faults: [path: string, text: string][]; sound: [path: string, text: string][] }
  > = {
    "opens only the rooms below it": {
      faults: [
        ["lib/oci/a.ts", 'import { Node } from "#lib/graph";'],
        ["lib/graph/a.ts", 'import type { Finding } from "#lib/discovery";'],
        ["lib/upgrade/a.ts", 'export { Graph } from "#lib/graph";'],
        ["lib/registry/a.ts", 'export * from "#lib/discovery";'],
        ["lib/discovery/a.ts", 'const room = await import("#lib/explore");'],
        ["lib/sandbox/a.ts", 'import "#lib/errors";'],
        ["lib/errors/a.ts", 'type A = import("#lib/oci").Digest;'],
        ["lib/api/a.ts", 'import { x } from "../registry/index.ts";'],
        ["components/graph/a.tsx", 'import { context } from "#lib/explore";'],
        ["components/a.tsx", 'import Page from "../app/page.tsx";'],
        ["app/page.tsx", 'import { discover } from "#lib/discovery";'],
        ["e2e/a.spec.ts", 'import { start } from "#lib/sandbox";'],
      ],
      sound: [
        ["lib/graph/a.ts", 'import { Descriptor } from "#lib/oci";\n// import { x } from "#lib/explore";'],
        ["lib/graph/a.ts", "export const text = 'import { x } from \"#lib/explore\"';"],
        ["lib/explore/a.ts", 'import { discover } from "#lib/discovery";'],
        ["app/page.tsx", 'import { Graph } from "#components/graph/view";'],
        ["lib/discovery/a.integration.test.ts", 'import { start } from "#lib/sandbox";'],
      ],
    },
    "goes through doors": {
      faults: [
        ["lib/graph/a.ts", 'import { parse } from "#lib/oci/digest";'],
        ["lib/graph/a.ts", 'import { parse } from "../oci/index.ts";'],
        ["lib/registry/wire/a.ts", 'import { parse } from "../../oci/digest.ts";'],
        ["app/r/page.tsx", 'import { view } from "../../components/graph/view.tsx";'],
        ["components/a.tsx", 'import type { Graph } from "../lib/graph/shapes.ts";'],
        ["lib/graph/a.test.ts", 'import { parse } from "#lib/oci/digest.ts";'],
      ],
      sound: [
        ["lib/registry/wire/a.ts", 'import { quirkOf } from "../quirks.ts";'],
        ["lib/graph/a.ts", 'import { parse } from "#lib/oci";'],
        [
          "components/a.tsx",
          'import { view } from "./graph/view.tsx";\nimport { icon } from "#components/ui/icon";',
        ],
        ["lib/graph/a.test.ts", 'import config from "../../vitest.config.mts";'],
      ],
    },
    "keeps pure rooms pure": {
      faults: [
        ["lib/oci/a.ts", 'import { createHash } from "node:crypto";'],
        ["lib/oci/a.ts", 'import fs from "fs";'],
        ["lib/graph/a.ts", 'import cytoscape from "cytoscape";'],
        ["lib/graph/a.ts", 'import { XMLParser } from "fast-xml-parser";'],
        ["lib/inspect/a.ts", 'import jose from "jose";'],
        ["lib/upgrade/a.ts", "export const debug = process.env.DEBUG;"],
        ["lib/upgrade/a.ts", "const { env } = globalThis.process;"],
        ["lib/api/a.ts", "export const ask = () => fetch('/api');"],
        ["lib/api/a.ts", "export const ask = { fetch };"],
        ["lib/evidence/a.ts", "export function hash(bytes: Buffer) {}"],
        ["lib/evidence/a.ts", "export const late = await import(name);"],
        ["lib/errors/a.ts", "export const fs = require('node:fs');"],
      ],
      sound: [
        ["lib/oci/a.ts", 'import { z } from "zod";\n// process.env, fetch and Buffer are named here only.'],
        ["lib/graph/a.ts", "export const fact = { process: 1 }.process; // no global"],
        ["lib/graph/a.ts", 'export const text = "fetch(process.env)";'],
        ["lib/registry/a.ts", 'import { createHash } from "node:crypto";\nexport const env = process.env;'],
        ["lib/inspect/a.ts", 'import { XMLParser } from "fast-xml-parser";'],
        ["lib/graph/a.test.ts", 'import { readFileSync } from "node:fs";'],
      ],
    },
    "marks the server once": {
      faults: [
        ["lib/registry/index.ts", 'import "server-only";'],
        ["app/page.tsx", 'import "server-only";'],
        [SERVER_ONLY, 'import { z } from "zod";'],
      ],
      sound: [
        [SERVER_ONLY, 'import "server-only";'],
        ["lib/registry/index.ts", '// import "server-only" stands elsewhere'],
      ],
    },
    "goes out by one room": {
      faults: [
        ["lib/discovery/a.ts", 'import { request } from "undici";'],
        ["lib/explore/a.ts", 'import http from "node:http";'],
        ["lib/explore/a.ts", 'import https from "https";'],
        ["app/api/route.ts", 'import { lookup } from "node:dns/promises";'],
        ["components/a.tsx", 'const net = await import("node:net");'],
        ["lib/sandbox/a.ts", 'import tls from "node:tls";'],
        ["lib/discovery/a.ts", "export const got = await fetch(url);"],
        ["lib/registry/a.ts", "export const got = await globalThis['fetch'](url);"],
        ["components/a.tsx", "export const ask = () => window.fetch('/api/explore');"],
        ["app/page.tsx", "new WebSocket('wss://x');"],
      ],
      sound: [
        ["lib/registry/wire/a.ts", 'import { Agent } from "undici";\nimport tls from "node:tls";'],
        ["lib/sandbox/a.ts", 'import { createServer } from "node:http";'],
        [ENDPOINT, "export const ask = () => fetch('/api/explore');"],
        ["lib/discovery/a.ts", "registry.fetch(); // fetch"],
        ["lib/discovery/a.integration.test.ts", 'import { createServer } from "node:http";'],
        ["e2e/a.spec.ts", "await fetch(url);"],
      ],
    },
    "names no registry": {
      faults: [
        ["lib/discovery/a.ts", 'export const odd = host === "ghcr.io";'],
        ["lib/registry/a.ts", 'const api = "https://registry-1.docker.io";'],
        ["lib/registry/a.ts", "const quay = url`https://quay.io/v2/`;"],
        ["lib/discovery/a.ts", "export const odd = /^ghcr\\.io$/.test(host);"],
        ["lib/explore/a.ts", 'const ecr = /x/.test("123.dkr.ecr.eu-west-1.amazonaws.com");'],
        ["components/a.tsx", "export const Hint = () => <p>Try GHCR.io/org/app</p>;"],
        ["app/page.tsx", 'export const Box = () => <input placeholder="quay.io/org/app" />;'],
      ],
      sound: [
        ["lib/registry/quirks.ts", 'export const hosts = ["docker.io"];'],
        ["lib/discovery/a.ts", "// ghcr.io answers 303\nexport const status = 303;"],
        ["lib/graph/a.ts", 'export const docs = ["https://pkg.go.dev/x", "https://scout.docker.com/sbom"];'],
        ["lib/graph/a.ts", 'export const type = "application/vnd.docker.image.rootfs";'],
        ["lib/graph/a.ts", 'export const near = ["docker.iox", "docker.io.example", "myghcr.io"];'],
        ["lib/graph/a.test.ts", 'export const host = "ghcr.io";'],
      ],
    },
  };

  describe.each(NAMES)("%s", (check) => {
    test.each(PLANTED[check].faults)("finds %s: %s", (path, text) => {
      expect(foundBy(check, { path, text })).not.toEqual([]);
    });

    test.each(PLANTED[check].sound)("lets through %s: %s", (path, text) => {
      expect(foundBy(check, { path, text })).toEqual([]);
    });
  });

  function foundBy(check: Check, source: Source): string[] {
    return CHECKS[check]([read(source)]);
  }
});

function inLib(...rooms: string[]): string[] {
  return rooms.map((room) => `lib/${room}`);
}

function words(text: string): Set<string> {
  return new Set(text.split(" "));
}

function roomOf(path: string): string | undefined {
  return ROOMS.find((room) => path === room || path.startsWith(`${room}/`));
}

/** Tests, and what only they import, may reach where the product must not. */
function isTest(path: string): boolean {
  return /\.test(-support)?\.[mc]?tsx?$|\/__fixtures__\//.test(path);
}

function ours(said: Said[]): Said[] {
  return said.filter(({ path }) => !isTest(path));
}

/** Where an import leads inside the project; undefined for a package. */
function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
}

/** A room in lib has one door, `#lib/<room>`; relative paths stay inside. Components are named file by file. */
function isPastTheDoor(path: string, specifier: string): boolean {
  if (/^#lib\/[^/]+\//.test(specifier)) return true;
  if (!specifier.startsWith(".")) return false;
  const to = roomOf(targetOf(path, specifier) ?? "");
  return to !== undefined && to !== roomOf(path);
}

function isWayOut(path: string, specifier: string): boolean {
  const [name = ""] = specifier.replace(/^node:/, "").split("/");
  if (!NETWORK_MODULES.has(name) || (name !== "undici" && !isBuiltin(specifier))) return false;
  const room = roomOf(path);
  return room !== "lib/registry" && !(room === "lib/sandbox" && name === "http");
}
