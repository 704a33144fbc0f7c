// The active probe where a registry refuses, breaks off, forgets or lies: it ends, it says what it knows, and what it
// leaves is listed.
import { describe, expect, it } from "vitest";
import { CAPABILITIES } from "#lib/evidence";
import type { OnRequest, SandboxRegistry } from "#lib/sandbox";
import { openLedger } from "../index.ts";
import {
  contentsOf,
  type Place,
  type Probed,
  placeWith,
  probePlace,
  SCRATCH,
  temporaryFolder,
} from "../scratch.test-support.ts";

const isWrite = (method = "") => method !== "GET" && method !== "HEAD";
const isPush = (method = "") => method === "PUT" || method === "POST" || method === "PATCH";
/** What only a push shows. */
const BY_PUSHING = [
  "ociSubjectHeader",
  "subjectAccepted",
  "artifactManifest",
  "ociIndexSubject",
  "sha512",
  "conditionalWrites",
] as const;

/** Whatever is on the registry, and was not before, is listed as left. */
function expectAllListed(place: Place, { cleaning }: Probed): void {
  const left = new Set(cleaning.left.map(({ entry }) => `${entry.kind} ${entry.name}`));
  expect(contentsOf(place.registry).filter((name) => !left.has(name))).toEqual([]);
  for (const { reason, exchanges } of cleaning.left) {
    expect(reason).toBeTruthy();
    const sent = new Set(place.exchanges.map(({ id }) => id));
    expect(exchanges.filter((id) => !sent.has(id))).toEqual([]);
  }
}

/** Probes a registry that turns bad once reading is over. */
async function probeThat(onRequest: OnRequest, options: Parameters<typeof probePlace>[1] = {}) {
  const place = await placeWith();
  const afterReading = () => {
    place.registry.onRequest = onRequest;
  };
  const probed = await probePlace(place, { ...options, afterReading });
  expectAllListed(place, probed);
  return { place, ...probed };
}

describe("a push that is refused is never a no", () => {
  it.each([401, 403, 408, 429, 500, 502, 503])("every write is answered with %i", async (status) => {
    const { upgrade, steps, place } = await probeThat(({ method }) =>
      isWrite(method) ? { status } : undefined,
    );
    for (const name of BY_PUSHING) expect(upgrade.capabilities[name].support).toBe("unknown");
    expect(steps.every(({ outcome }) => outcome !== "no" && outcome !== "yes")).toBe(true);
    expect(upgrade.oci11.state).toBe("complete-passive");
    expect(contentsOf(place.registry)).toEqual([]);
    const because = status === 429 ? "rate-limited" : status === 401 || status === 403 ? "denied" : "failed";
    expect(upgrade.capabilities.subjectAccepted.because).toBe(because);
  });

  it.each([400, 405, 422])(
    "every write is answered with %i: no plain one either, so nothing is known",
    async (status) => {
      const { upgrade, steps } = await probeThat(({ method }) => (isWrite(method) ? { status } : undefined));
      for (const name of BY_PUSHING) expect(upgrade.capabilities[name].support).toBe("unknown");
      expect(steps[0]).toMatchObject({ id: "A1", outcome: "no" });
    },
  );

  it("writes are denied half-way", async () => {
    let pushes = 0;
    const { upgrade, cleaning } = await probeThat(({ method }) =>
      isPush(method) && ++pushes > 8 ? { status: 403 } : undefined,
    );
    expect(cleaning.left).toEqual([]);
    expect(upgrade.capabilities.subjectAccepted.support).toBe("supported");
    expect(upgrade.capabilities.conditionalWrites).toMatchObject({ support: "unknown", because: "denied" });
    for (const name of CAPABILITIES) {
      const { support, because } = upgrade.capabilities[name];
      if (because === "denied") expect(support).toBe("unknown");
    }
  });
});

describe("a registry that breaks off", () => {
  it.each([1, 2, 4, 6, 9, 14, 20])(
    "dies at its request %i after reading: it ends, and the ledger has the rest",
    async (n) => {
      const ledger = openLedger(temporaryFolder());
      let requests = 0;
      const { place, cleaning, run, upgrade } = await probeThat(() => (++requests > n ? "drop" : undefined), {
        ledger,
      });
      place.registry.onRequest = undefined;
      // Refused in so many words, as always: the one no that it can have said before.
      const no = BY_PUSHING.filter((name) => upgrade.capabilities[name].support === "unsupported");
      expect(no.filter((name) => name !== "artifactManifest")).toEqual([]);
      const entries = (await ledger.leftovers()).flatMap((one) => one.entries);
      expect(entries.map(({ name }) => name).sort()).toEqual(
        cleaning.left.map(({ entry }) => entry.name).sort(),
      );
      expect(entries.every((entry) => entry.run === run)).toBe(true);
      const listed = new Set(entries.map(({ kind, name }) => `${kind} ${name}`));
      expect(contentsOf(place.registry).filter((name) => !listed.has(name))).toEqual([]);
    },
  );

  it("stores and answers 500: what was said to have failed is cleaned up as well", async () => {
    const { place, cleaning, upgrade } = await storesAnd(500);
    expect(upgrade.capabilities.subjectAccepted.support).toBe("unknown");
    expect(cleaning.left).toEqual([]);
    expect(contentsOf(place.registry)).toEqual([]);
    const removed = cleaning.cleaned.filter(({ ending }) => ending === "removed");
    expect(removed.length).toBeGreaterThan(8);
  });
});

/** Manifests are kept, and the pusher is told otherwise. */
async function storesAnd(status: number) {
  const place = await placeWith();
  const probed = await probePlace(place, {
    afterReading: () => {
      place.registry.onRequest = async (request) => {
        const name = /\/manifests\/(.+)$/.exec(request.url ?? "")?.[1];
        if (request.method !== "PUT" || name === undefined) return undefined;
        await keep(place.registry, decodeURIComponent(name), request);
        return { status };
      };
    },
  });
  return { place, ...probed };
}

async function keep(
  registry: SandboxRegistry,
  name: string,
  request: AsyncIterable<Buffer> & { headers: object },
) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  registry.put(SCRATCH, {
    mediaType,
    bytes: Buffer.concat(chunks),
    tag: name.includes(":") ? undefined : name,
  });
}

describe("a registry that is busy", () => {
  it("answers 429 to each second request: it ends, and leaves nothing", async () => {
    let requests = 0;
    const { cleaning, upgrade } = await probeThat(() =>
      ++requests % 2 === 0 ? { status: 429, headers: { "Retry-After": "0" } } : undefined,
    );
    expect(cleaning.left).toEqual([]);
    for (const name of BY_PUSHING) expect(upgrade.capabilities[name].support).not.toBe("unsupported");
  });

  it("asks to be left alone for an hour: nothing more is sent, and all of it is said", async () => {
    let requests = 0;
    const { cleaning, steps, place } = await probeThat(() =>
      ++requests > 6 ? { status: 429, headers: { "Retry-After": "3600" } } : undefined,
    );
    expect(requests).toBeLessThan(12);
    expect(cleaning.left.length).toBeGreaterThan(0);
    expect(steps.filter(({ outcome }) => outcome === "no")).toEqual([]);
    expect(contentsOf(place.registry).length).toBeGreaterThan(0);
  });
});

describe("a registry that lies", () => {
  it("keeps a sha512 manifest under its sha256: no", async () => {
    const place = await placeWith();
    const { upgrade } = await probePlace(place, {
      afterReading: () => {
        place.registry.onRequest = async (request) => {
          if (request.method !== "PUT" || !request.url?.includes("sha512")) return undefined;
          await keep(place.registry, "sha256:", request);
          return { status: 201 };
        };
      },
    });
    expect(upgrade.capabilities.sha512).toMatchObject({
      support: "unsupported",
      reason: "it took it, and keeps it under its sha256 alone",
    });
    expect(contentsOf(place.registry)).toEqual([]);
  });

  it("forgets what it accepted: not called a no, and nothing is left", async () => {
    const { upgrade, steps, cleaning } = await probeThat(({ method, url = "" }) =>
      method === "PUT" && url.includes("/manifests/") ? { status: 201 } : undefined,
    );
    expect(cleaning.left).toEqual([]);
    expect(cleaning.cleaned.some(({ ending }) => ending === "absent")).toBe(true);
    expect(upgrade.capabilities.sha512.support).toBe("unknown");
    expect(upgrade.capabilities.referrersApi).toMatchObject({ support: "supported", confidence: "low" });
    expect(steps.find(({ id }) => id === "A3")).toMatchObject({ outcome: "no" });
  });

  it("keeps what was sent under another digest: said, and listed", async () => {
    const other = `sha256:${"d".repeat(64)}`;
    const { steps, cleaning } = await probeThat(({ method, url = "" }) =>
      method === "PUT" && url.includes("/manifests/sha256")
        ? { status: 201, headers: { "Docker-Content-Digest": other } }
        : undefined,
    );
    const facts = Object.fromEntries(steps.find(({ id }) => id === "A2")?.facts ?? []);
    expect(facts["Docker-Content-Digest"]).toContain(other);
    expect(cleaning.cleaned.map(({ entry }) => entry.name)).toContain(other);
  });

  it("names another subject in OCI-Subject: no", async () => {
    const { upgrade } = await probeThat(({ method, url = "" }) =>
      method === "PUT" && url.includes("/manifests/")
        ? { status: 201, headers: { "OCI-Subject": `sha256:${"0".repeat(64)}` } }
        : undefined,
    );
    expect(upgrade.capabilities.ociSubjectHeader).toMatchObject({
      support: "unsupported",
      confidence: "medium",
    });
  });

  it("says otherwise to a push than to a reader: both are told", async () => {
    const { upgrade, notes } = await probeThat(({ url = "" }) =>
      url.includes("/referrers/") ? { status: 404, body: "404 page not found" } : undefined,
    );
    expect(upgrade.capabilities.referrersApi.support).toBe("unknown");
    expect(upgrade.oci11.state).not.toBe("tag-schema");
    expect(notes).toEqual([expect.stringMatching(/^referrersApi: reading said ".*", pushing ".*"$/)]);
  });
});

describe("the time is over, or the caller leaves", () => {
  it("the steps that are left are not taken, what was pushed is taken away", async () => {
    let requests = 0;
    const slow: OnRequest = async () => {
      // The first step has all the time that it needs, the rest together has not.
      if (++requests > 12) await new Promise((resolve) => setTimeout(resolve, 100));
      return undefined;
    };
    const { steps, cleaning, place, upgrade } = await probeThat(slow, { workMs: 1200 });
    expect(steps.some(({ outcome }) => outcome === "not-run")).toBe(true);
    expect(steps[0]).toMatchObject({ outcome: "yes" });
    expect(upgrade.capabilities.conditionalWrites).toMatchObject({
      support: "unknown",
      because: "not-asked",
    });
    expect(cleaning.left).toEqual([]);
    expect(contentsOf(place.registry)).toEqual([]);
  });

  it("the caller's leaving does not stop the cleaning", async () => {
    const leaving = new AbortController();
    let pushes = 0;
    const { steps, cleaning, place } = await probeThat(
      ({ method }) => {
        if (isPush(method) && ++pushes === 7) leaving.abort();
        return undefined;
      },
      { signal: leaving.signal },
    );
    expect(steps.some(({ outcome }) => outcome === "not-run")).toBe(true);
    expect(cleaning.cleaned.length).toBeGreaterThan(2);
    expect(contentsOf(place.registry)).toEqual([]);
  });
});
