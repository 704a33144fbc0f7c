import { describe, expect, test } from "vitest";
import type { RegistryOptions } from "../registry.ts";
import {
  type Answer,
  ARTIFACT,
  descriptor,
  digests,
  IMAGE,
  INDEX,
  image,
  index,
  listening,
  ORAS,
  push,
  type Running,
  ZERO,
} from "../sandbox.test-support.ts";

const SBOM = "application/spdx+json";

/** A registry with an image and, pushed over HTTP, `count` referrers: every second an SBOM. */
async function attached(count: number, options: RegistryOptions = {}) {
  const running = await listening(options);
  const subject = running.registry.put("r", { tag: "1.0", mediaType: IMAGE, bytes: image("subject") });
  const referrers: string[] = [];
  for (let i = 0; i < count; i++) {
    const artifactType = i % 2 === 0 ? SBOM : "text/x";
    const body = image(`referrer ${i}`, { artifactType, subject: descriptor(subject) });
    const put = await push(running, `/v2/r/manifests/tag-${i}`, IMAGE, body);
    referrers.push(put.headers.get("docker-content-digest") ?? "");
  }
  return { running, subject, referrers, list: `/v2/r/referrers/${subject}` };
}

/** All pages, by their relative Links; no more than ten. */
async function pages(running: Running, first: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let path: string | undefined = first; path !== undefined && answers.length < 10; ) {
    const answer: Answer = await running.ask(path);
    answers.push(answer);
    path = /^<([^>]*)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
  }
  return answers;
}

describe("OCI 1.1", () => {
  test("lists descriptors with artifactType and annotations pulled up", async () => {
    const { running, list, referrers } = await attached(2);
    const answer = await running.ask(list);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, INDEX]);
    expect(answer.json).toMatchObject({ schemaVersion: 2, mediaType: INDEX });
    expect(digests(answer)).toEqual(referrers);
    expect(answer.json?.manifests?.[0]).toMatchObject({
      mediaType: IMAGE,
      artifactType: SBOM,
      annotations: { note: "referrer 0" },
      size: expect.any(Number),
    });
  });

  test("an empty repository, an unknown digest and one never pushed: 200 and []", async () => {
    const { ask } = await listening();
    const answer = await ask(`/v2/never/referrers/${ZERO}`);
    expect([answer.status, answer.json?.manifests]).toEqual([200, []]);
    expect((await ask(`/v2/never/referrers/${ZERO}`, { method: "POST" })).status).toBe(405);
  });

  test("a digest that is none: 400", async () => {
    const { ask } = await listening();
    expect(await ask("/v2/a/referrers/not-a-digest")).toMatchObject({ status: 400, code: "DIGEST_INVALID" });
  });

  test("filters by artifactType and says so, also when nothing is left", async () => {
    const { running, list, referrers } = await attached(3);
    const sboms = await running.ask(`${list}?artifactType=${encodeURIComponent(SBOM)}`);
    expect(digests(sboms)).toEqual([referrers[0], referrers[2]]);
    expect(sboms.headers.get("oci-filters-applied")).toBe("artifactType");
    const none = await running.ask(`${list}?artifactType=none`);
    expect([digests(none), none.headers.get("oci-filters-applied")]).toEqual([[], "artifactType"]);
  });

  test("pages with Link, and the filter goes along", async () => {
    const { running, list, referrers } = await attached(5, { referrersPageSize: 2 });
    const all = await pages(running, list);
    expect(all.map((page) => digests(page).length)).toEqual([2, 2, 1]);
    expect(all.flatMap(digests)).toEqual(referrers);
    const filtered = await pages(running, `${list}?artifactType=${encodeURIComponent(SBOM)}`);
    expect(filtered.flatMap(digests)).toEqual([referrers[0], referrers[2], referrers[4]]);
  });

  test("a list that would pass 4 MiB is cut by size", async () => {
    const { registry, ...running } = await listening();
    for (let i = 0; i < 5; i++) {
      const annotations = { note: `${i}${"x".repeat(1024 * 1024)}` };
      registry.put("r", { mediaType: IMAGE, bytes: image("", { annotations, subject: descriptor(ZERO) }) });
    }
    const all = await pages({ registry, ...running }, `/v2/r/referrers/${ZERO}`);
    expect(all.map((page) => digests(page).length)).toEqual([3, 2]);
    expect(Math.max(...all.map((page) => page.text.length))).toBeLessThan(4 * 1024 * 1024);
  });

  test("a deleted referrer leaves the list; a deleted subject leaves its referrers", async () => {
    const { running, subject, referrers, list } = await attached(2);
    await running.ask(`/v2/r/manifests/${referrers[0]}`, { method: "DELETE" });
    await running.ask(`/v2/r/manifests/${subject}`, { method: "DELETE" });
    expect(digests(await running.ask(list))).toEqual([referrers[1]]);
  });

  test("an index as referrer is listed without artifactType, unless indexSubject is off", async () => {
    const body = index([], { subject: descriptor(ZERO) });
    for (const indexSubject of [true, false]) {
      const { registry, ask } = await listening({ indexSubject });
      const digest = registry.put("r", { mediaType: INDEX, bytes: body });
      const answer = await ask(`/v2/r/referrers/${ZERO}`);
      expect(answer.json?.manifests).toEqual(
        indexSubject ? [{ mediaType: INDEX, digest, size: body.length }] : [],
      );
    }
  });

  test("refers is stored and not listed, unless refersField is on", async () => {
    for (const refersField of [false, true]) {
      const { registry, ask } = await listening({ refersField });
      registry.put("r", { mediaType: IMAGE, bytes: image("x", { refers: descriptor(ZERO) }) });
      expect(digests(await ask(`/v2/r/referrers/${ZERO}`))).toHaveLength(refersField ? 1 : 0);
    }
  });

  test("another Content-Type (Harbor before 2.9)", async () => {
    const { ask } = await listening({ referrersContentType: "application/json" });
    expect((await ask(`/v2/r/referrers/${ZERO}`)).headers.get("content-type")).toBe("application/json");
  });
});

describe("the release candidates", () => {
  test("filter in an annotation, no OCI-Subject, artifact manifests listed", async () => {
    const { running, subject, list } = await attached(1, {
      artifactTypeFilter: "annotation",
      ociSubjectHeader: false,
      artifactManifest: "accepted",
    });
    const body = JSON.stringify({ mediaType: ARTIFACT, artifactType: SBOM, subject: descriptor(subject) });
    const put = await push(running, "/v2/r/manifests/x", ARTIFACT, body);
    expect([put.status, put.headers.get("oci-subject")]).toEqual([201, null]);
    const answer = await running.ask(`${list}?artifactType=${encodeURIComponent(SBOM)}`);
    expect(answer.json?.manifests?.map((entry) => entry.mediaType)).toEqual([IMAGE, ARTIFACT]);
    expect(answer.json?.annotations).toEqual({
      "org.opencontainers.referrers.filtersApplied": "artifactType",
    });
    expect(answer.headers.get("oci-filters-applied")).toBeNull();
  });

  test("a filter ignored", async () => {
    const { running, list } = await attached(3, { artifactTypeFilter: "ignored" });
    const answer = await running.ask(`${list}?artifactType=none`);
    expect([digests(answer).length, answer.headers.get("oci-filters-applied")]).toEqual([3, null]);
  });
});

// Each row is one of the registries in the table of real ones: mode, status, content type, what is in the body.
describe("answers that are no list", () => {
  test.each<[string, RegistryOptions["referrersApi"], number, string | null, string]>([
    ["distribution", "off", 404, "text/plain; charset=utf-8", "404 page not found\n"],
    ["olareg, switched off", "405", 405, null, ""],
    ["Artifactory before 7.90", "406", 406, null, ""],
    ["old Google front ends", "html", 200, "text/html; charset=utf-8", "<!doctype html>"],
    ["GitLab's dependency proxy", "html-404", 404, "text/html; charset=utf-8", "<!doctype html>"],
    ["Harbor 2.7", "401-bare", 401, "application/json; charset=utf-8", "UNAUTHORIZED"],
    ["GHCR", "redirect", 303, null, ""],
    ["Harbor's proxy cache", "empty", 200, INDEX, '"manifests":[]'],
    [
      "Quay, for an unknown digest",
      "400-unknown",
      400,
      "application/json; charset=utf-8",
      "MANIFEST_INVALID",
    ],
  ])("%s", async (_, referrersApi, status, contentType, part) => {
    const { ask } = await listening({ referrersApi });
    const answer = await ask(`/v2/r/referrers/${ZERO}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, contentType]);
    expect(answer.text).toContain(part);
    expect(answer.headers.get("www-authenticate")).toBeNull();
  });

  test("where there is no route, a path nobody knows and a bad digest look the same", async () => {
    const { ask } = await listening({ referrersApi: "off" });
    const answers = [];
    for (const path of [`referrers/${ZERO}`, `referrerz/${ZERO}`, "referrers/not-a-digest"]) {
      const { status, headers, text } = await ask(`/v2/r/${path}`);
      answers.push([status, headers.get("content-type"), text]);
    }
    expect(new Set(answers.map(String)).size).toBe(1);
  });

  test("the redirect goes to another origin and cuts the digest short", async () => {
    const { ask } = await listening({ referrersApi: "redirect", redirectTo: "https://elsewhere.invalid" });
    const location = (await ask(`/v2/a/b/referrers/${ZERO}`)).headers.get("location");
    expect(location).toBe(
      "https://elsewhere.invalid/-/v2/packages/container/a/b/referrers/sha256:000000000000",
    );
  });

  test("a cache answers none though referrers are stored", async () => {
    const { running, list } = await attached(1, { referrersApi: "empty", indexing: true });
    expect(digests(await running.ask(list))).toEqual([]);
  });
});

describe("Quay's list", () => {
  test("takes in what the referrers tag lists, whatever its subject is, once", async () => {
    const { running, subject, referrers, list } = await attached(1, { referrersApi: "400-unknown" });
    const { registry } = running;
    const stray = registry.put("r", {
      mediaType: IMAGE,
      bytes: image("stray", { subject: descriptor(ZERO) }),
    });
    const entries = [descriptor(stray), descriptor(referrers[0] ?? ""), descriptor(ZERO)];
    registry.put("r", { tag: subject.replace(":", "-"), mediaType: INDEX, bytes: index(entries) });
    expect(digests(await running.ask(list))).toEqual([referrers[0], stray]);
  });
});

describe("switching the API on", () => {
  /** Pushed while there was no API: one referrer with its tag, one without, one whose tag lies. */
  async function upgraded(options: RegistryOptions, reindex?: boolean) {
    const { running, subject, list } = await attached(2, { referrersApi: "off", ...options });
    const { registry } = running;
    const [tagged, untagged] = [...registry.store.repository("r").manifests.keys()].slice(1);
    const liar = registry.put("r", { mediaType: IMAGE, bytes: image("liar", { subject: descriptor(ZERO) }) });
    const entries = [descriptor(tagged ?? ""), descriptor(liar)];
    registry.put("r", { tag: subject.replace(":", "-"), mediaType: INDEX, bytes: index(entries) });
    expect((await running.ask(list)).status).toBe(404);
    const count = registry.setReferrersApi("on", reindex === undefined ? {} : { reindex });
    return { count, listed: digests(await running.ask(list)), tagged, untagged, running, subject, list };
  }

  test("re-indexes valid entries of referrers tags (olareg)", async () => {
    const { count, listed, tagged } = await upgraded({});
    expect([count, listed]).toEqual([1, [tagged]]);
  });

  test("and not, where reindexOnEnable is off or the caller says so", async () => {
    expect((await upgraded({ reindexOnEnable: false })).listed).toEqual([]);
    expect((await upgraded({}, false)).listed).toEqual([]);
    expect((await upgraded({ reindexOnEnable: false }, true)).listed).toHaveLength(1);
  });

  test("new pushes are listed in every case", async () => {
    const { running, subject, list } = await upgraded({ reindexOnEnable: false });
    await push(running, "/v2/r/manifests/new", IMAGE, image("new", { subject: descriptor(subject) }));
    expect(digests(await running.ask(list))).toHaveLength(1);
  });

  test("switched off again, the list is gone", async () => {
    const { running, list } = await upgraded({});
    running.registry.setReferrersApi("405");
    expect((await running.ask(list)).status).toBe(405);
  });
});

test("ORAS manifests are not in this list", async () => {
  const { registry, ask } = await listening({ orasApi: ["ext"] });
  registry.put("r", { mediaType: ORAS, bytes: JSON.stringify({ subject: descriptor(ZERO) }) });
  expect(digests(await ask(`/v2/r/referrers/${ZERO}`))).toEqual([]);
});
