// The use case over real HTTP: what it tells, what it remembers, and a registry that is upgraded under its eyes.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { type Audit, type AuditEvent, auditEventSchema, auditSchema } from "#lib/api";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import { createRegistry, type SandboxRegistry } from "#lib/sandbox";
import { transition } from "#lib/upgrade";
import { auditRepository } from "./audit-repository.ts";
import { context } from "./context.ts";
import { auditsOf, lastAudit, lastVerdict } from "./home.ts";
import { probeRegistry } from "./probe-registry.ts";

let registry: SandboxRegistry;
let host: string;

beforeEach(async () => {
  registry = createRegistry({ referrersApi: "off" });
  const listening = await registry.listen();
  host = new URL(listening.origin).host;
  Reflect.deleteProperty(globalThis, Symbol.for("refscope.context"));
  vi.stubEnv("REFSCOPE_DEMO", "off");
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", `http://${host}`);
  return async () => {
    await (await context()).client.close();
    await listening.close();
    vi.unstubAllEnvs();
  };
});

let made = 0;
const sizes = new Map<string, number>();

function put(json: object, tag?: string, index?: boolean): string {
  const mediaType = "manifests" in json ? MEDIA_TYPES.ociIndex : MEDIA_TYPES.ociManifest;
  const config = { mediaType: MEDIA_TYPES.ociConfig, digest: `sha256:${"0".repeat(64)}`, size: 2 };
  const shape = "manifests" in json ? {} : { config, layers: [] };
  const bytes = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    ...shape,
    ...json,
    annotations: { made: `${made++}` },
  });
  const digest = registry.put("shop/app", { tag, mediaType, bytes, index });
  sizes.set(digest, bytes.length);
  return digest;
}

const about = (digest: string) => ({ subject: { mediaType: MEDIA_TYPES.ociManifest, digest, size: 1 } });
const entry = (digest: string) => ({
  ...{ mediaType: MEDIA_TYPES.ociManifest, digest },
  size: sizes.get(digest) ?? 0,
});

/** An image with two referrers, kept in its referrers tag. */
function imageWithReferrers(tag: string): { image: string; referrers: string[] } {
  const image = put({}, tag);
  const referrers = [put(about(image)), put(about(image))];
  put({ manifests: referrers.map(entry) }, referrersTag(image), false);
  return { image, referrers };
}

async function auditNow(
  signal = new AbortController().signal,
): Promise<{ audit: Audit; events: AuditEvent[] }> {
  const events: AuditEvent[] = [];
  const request = { registry: host, repository: "shop/app", maxTags: 20_000 };
  const audit = await auditRepository(request, {
    signal,
    onExchange: () => {},
    emit: (event) => events.push(event),
  });
  return { audit, events };
}

/** Where the repository stands after this audit. */
function stepsOf({ upgrade, tags, compared }: Audit) {
  const { reindexGap } = upgrade;
  const digestTags = tags.referrers + tags.cosign + tags.others;
  const isListWhole = tags.truncated === undefined;
  const audited = { digestTags, referrersTags: tags.referrers, isListWhole, compared, reindexGap };
  return transition(upgrade, [audited]).steps.map(({ place }) => place);
}

describe("a registry upgraded while it runs", () => {
  test("from step 1 to step 3, and the gap closes digest by digest as each is indexed", async () => {
    const one = imageWithReferrers("1.0");
    const two = imageWithReferrers("2.0");
    const before = await auditNow();
    expect(stepsOf(before.audit)).toEqual(["here", "unknown", "ahead"]);
    expect(before.audit.upgrade.proposalE).toMatchObject({ state: "bicycle", step: 1 });
    expect(before.audit.upgrade.reindexGap).toBeUndefined();

    expect(registry.setReferrersApi("on", { reindex: false })).toBe(0);
    const gap = await auditNow();
    const all = [...one.referrers, ...two.referrers];
    expect(gap.audit.upgrade.reindexGap?.toSorted()).toEqual(all.toSorted());
    expect(stepsOf(gap.audit)).toEqual(["behind", "gap", "here"]);

    const [first = "", ...rest] = all;
    const stored = registry.store.repository("shop/app").manifests.get(first);
    if (stored) registry.store.index("shop/app", stored);
    const less = await auditNow();
    expect(less.audit.upgrade.reindexGap?.toSorted()).toEqual(rest.toSorted());

    expect(registry.setReferrersApi("on", { reindex: true })).toBe(4);
    const closed = await auditNow();
    expect(closed.audit).toMatchObject({
      compared: 4,
      completeness: "complete",
      upgrade: { reindexGap: [] },
    });
    expect(stepsOf(closed.audit)).toEqual(["behind", "behind", "here"]);
    expect(closed.audit.findings).toEqual([]);
  });

  test("with reindexOnEnable there never is a gap", async () => {
    imageWithReferrers("1.0");
    registry.setReferrersApi("on");
    const { audit } = await auditNow();
    expect(audit.upgrade).toMatchObject({ reindexGap: [], proposalE: { step: 3 } });
    expect(stepsOf(audit)).toEqual(["behind", "behind", "here"]);
  });
});

describe("what is told and remembered", () => {
  test("events and answer are as the contract says, and every finding has its receipts", async () => {
    imageWithReferrers("1.0");
    registry.setReferrersApi("on", { reindex: false });
    const { audit, events } = await auditNow();
    expect(auditSchema.parse(audit)).toEqual(audit);
    for (const event of events) expect(auditEventSchema.parse(event)).toEqual(event);
    const told = new Set(events.flatMap((event) => (event.type === "exchange" ? event.exchange.id : [])));
    const kept = new Set(audit.exchanges.map(({ id }) => id));
    expect(told).toEqual(kept);
    const cited = [...audit.findings.flatMap(({ exchanges }) => exchanges)];
    expect(cited.length).toBeGreaterThan(0);
    for (const id of cited) expect(kept).toContain(id);
    for (const { evidence } of Object.values(audit.upgrade.capabilities)) {
      for (const id of evidence) expect(kept).toContain(id);
    }
    expect(audit.requests).toBe(registry.requests.lines().length);
  });

  test("the verdict of a registry that was never probed is the audit's", async () => {
    const { referrers } = imageWithReferrers("1.0");
    registry.setReferrersApi("on", { reindex: false });
    const { audit } = await auditNow();
    expect(await lastAudit(host, "shop/app")).toEqual(audit);
    expect((await auditsOf(host)).map(({ repository }) => repository)).toEqual(["shop/app"]);
    const known = await lastVerdict(host);
    expect(known).toMatchObject({ isAudit: true, upgrade: { repository: "shop/app" } });
    expect(known?.upgrade?.reindexGap?.toSorted()).toEqual(referrers.toSorted());
  });

  test("a probe's verdict stays, and takes in the gap of the whole repository", async () => {
    const options = { signal: new AbortController().signal, onExchange: () => {} };
    imageWithReferrers("1.0");
    imageWithReferrers("2.0");
    registry.setReferrersApi("on", { reindex: false });
    const probe = await probeRegistry({ registry: host, repository: "shop/app" }, options);
    expect(probe.upgrade.reindexGap).toHaveLength(2);
    await auditNow();
    const known = await lastVerdict(host);
    expect(known?.probe?.upgrade.reindexGap).toHaveLength(4);
    expect(known?.upgrade?.capabilities).toEqual(probe.upgrade.capabilities);
    expect(known?.exchanges).toEqual(probe.exchanges);
  });

  test("an audit that proves the contrary of a probe takes its place", async () => {
    const options = { signal: new AbortController().signal, onExchange: () => {} };
    imageWithReferrers("1.0");
    await probeRegistry({ registry: host, repository: "shop/app" }, options);
    registry.setReferrersApi("on");
    await auditNow();
    const known = await lastVerdict(host);
    expect(known).toMatchObject({ isAudit: true, upgrade: { proposalE: { step: 3 }, reindexGap: [] } });
    expect(known?.probe).toBeUndefined();
  });

  test("stopped, it answers with what it has, and that is remembered as stopped", async () => {
    for (let n = 0; n < 80; n++) imageWithReferrers(`v${n}`);
    registry.setReferrersApi("on", { reindex: false });
    const stop = new AbortController();
    let asked = 0;
    registry.onRequest = ({ url }) => {
      if (url?.includes("/referrers/") && ++asked === 30) stop.abort();
      return undefined;
    };
    const { audit } = await auditNow(stop.signal);
    expect(audit.end).toBe("stopped");
    expect(audit.findings.every(({ kind }) => kind === "tag-only")).toBe(true);
    expect((await lastAudit(host, "shop/app"))?.end).toBe("stopped");
  });
});

describe("what keeps an audit from beginning", () => {
  test.each([
    [401, "credentials-refused"],
    [403, "credentials-refused"],
    [429, "rate-limited"],
    [404, "not-found"],
    [500, "registry-error"],
  ])("%i for the tag list is %s, with its receipt", async (status, code) => {
    imageWithReferrers("1.0");
    registry.onRequest = ({ url }) => (url?.includes("/tags/list") ? { status } : undefined);
    await expect(auditNow()).rejects.toMatchObject({
      code,
      exchanges: expect.arrayContaining([expect.any(String)]),
    });
    expect(await lastAudit(host, "shop/app")).toBeUndefined();
  });

  test("a repository's name that is none sends nothing", async () => {
    const request = { registry: host, repository: "Shop/App", maxTags: 10 };
    const options = { signal: new AbortController().signal, onExchange: () => {}, emit: () => {} };
    await expect(auditRepository(request, options)).rejects.toMatchObject({ code: "bad-reference" });
    expect(registry.requests.lines()).toEqual([]);
  });
});
