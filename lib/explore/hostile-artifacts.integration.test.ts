// What only somebody with bad intent pushes, opened over real HTTP: what is verified and what is shown are the same part of
// the document, and nothing that nobody signed is shown as if it were.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createRegistry, type Listening } from "#lib/sandbox";
import { SigstoreSigner } from "../../scripts/demo-content/sigstore-signer.mts";
import { SHARED, sharedBytes } from "../../scripts/test-support/shared-fixtures.ts";
import { context } from "./context.ts";
import {
  EMPTY_INDEX,
  envelopeOf,
  hexOf,
  IN_TOTO,
  jsonOf,
  keys,
  manyNames,
  problems,
  shownOf,
  signedBy,
  statement,
  values,
} from "./hostile.test-support.ts";
import { bytesOf, digestOf, inspected, type PlacedLayer, place } from "./inspect.test-support.ts";

const REPOSITORY = "team/app";
const DSSE = "application/vnd.dsse.envelope.v1+json";
const SIGNER = "https://refscope.example/signer";
/** The direction of what follows is turned: "evil" may look like "live". */
const TURNED = "https://refscope.example/\u202Egro.elpmaxe\u200B/signer";
const own = createRegistry();
const image = own.put(REPOSITORY, EMPTY_INDEX);
let server: Listening;
let host: string;
let signer: SigstoreSigner;
let folder: string;

beforeAll(async () => {
  server = await own.listen({ port: 0 });
  host = new URL(server.origin).host;
  const clock = new Date(Math.floor(Date.now() / 1000) * 1000);
  signer = await SigstoreSigner.start(clock);
  folder = mkdtempSync(join(tmpdir(), "refscope-hostile-"));
  const start = new Date(clock.getTime() - 1000).toISOString();
  writeFileSync(join(folder, "root.json"), JSON.stringify(signer.trustedRoot(start)));
  const rule = (name: string, subject: string) => ({
    ...{ name, subject, issuer: "https://refscope.example/login" },
    for: [`${host}/team/${name}`],
  });
  const trust = {
    sigstore: [{ name: "own", trustedRoot: "root.json" }],
    keys: [{ name: "own key", pem: keys.publicKey.export({ format: "pem", type: "spki" }).toString() }],
    // A rule for what is shown in the place of such characters is refused at start.
    identities: [
      rule("app", SIGNER),
      rule("exact", TURNED),
      rule("plain", TURNED.replaceAll(/\p{Cf}/gu, "")),
    ],
  };
  writeFileSync(join(folder, "trust.json"), JSON.stringify(trust));
  vi.stubEnv("REFSCOPE_DEMO", "off");
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", server.origin);
  vi.stubEnv("REFSCOPE_TRUST_FILE", join(folder, "trust.json"));
});
afterAll(async () => {
  await (await context()).reading.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

const evil = () => ({
  ...{ payloadType: IN_TOTO, signatures: [{ keyid: "", sig: "AAAA" }] },
  payload: Buffer.from(JSON.stringify(statement(image, "EVIL"))).toString("base64"),
});

async function open(content: unknown, layer: Partial<PlacedLayer> = {}, repository = REPOSITORY) {
  const bytes = content instanceof Uint8Array ? content : bytesOf(content);
  own.put(repository, EMPTY_INDEX);
  const digest = place(own, repository, [{ mediaType: DSSE, bytes, ...layer }]);
  return inspected(host, repository, digest, { subject: image });
}

test("what is signed and trusted here is verified", async () => {
  const opened = await open(envelopeOf(JSON.stringify(statement(image, "GOOD"))));
  expect(opened.verification.state, opened.verification.reason).toBe("verified");
  expect([values(opened, "Builder"), opened.subject.isNamedByContent]).toEqual([["GOOD"], true]);
});

describe("beside what is signed, somebody else's words are not shown as if they were signed", () => {
  const good = () => envelopeOf(JSON.stringify(statement(image, "GOOD")));
  const summary = () => ({
    image_summary: { digest: image, fully_qualified_digest: "EVIL" },
    provenance_summary: { provenance: [{ envelope: evil() }] },
  });

  test.each<[string, () => unknown]>([
    ["a description of Cloud Build", () => ({ ...good(), ...summary() })],
    [
      "a trusted root",
      () => ({ ...good(), certificateAuthorities: [{ uri: "EVIL" }], tlogs: [{ baseUrl: "EVIL" }] }),
    ],
    ["a bundle without its material", () => ({ ...good(), verificationMaterial: "x", dsseEnvelope: evil() })],
    ["a statement", () => ({ ...good(), ...statement(image, "EVIL") })],
    [
      "an SBOM",
      () => ({ ...good(), bomFormat: "CycloneDX", specVersion: "1.6", components: [{ name: "EVIL" }] }),
    ],
    [
      "a simple signing payload",
      () => ({ ...good(), critical: { image: { "docker-manifest-digest": "EVIL" } } }),
    ],
    [
      "a mark at its beginning and a second line",
      () => `\uFEFF${JSON.stringify(good())}\n${JSON.stringify(evil())}`,
    ],
  ])("%s", async (_, content) => {
    const opened = await open(content());
    expect(opened.verification.state, opened.verification.reason).toBe("verified");
    expect(opened.reports).toHaveLength(1);
    expect(values(opened, "Builder")).toEqual(["GOOD"]);
    expect(shownOf(opened)).not.toContain("EVIL");
  });

  test.each<[string, () => string]>([
    ["a second line", () => `${JSON.stringify(good())}\n${JSON.stringify(evil())}\n`],
    ["a second line after an empty one", () => `\n${JSON.stringify(good())}\n\n${JSON.stringify(evil())}`],
    ["a second one in a list", () => JSON.stringify([good(), evil()])],
  ])("%s is a report of its own, and takes nothing of the first one's state", async (_, content) => {
    const { reports } = await open(content());
    const said = reports.map((report) => [
      report.verification.state,
      ...values({ reports: [report] }, "Builder"),
    ]);
    expect(said).toEqual([
      ["verified", "GOOD"],
      [expect.stringMatching(/^(unsigned|invalid|unverifiable-no-material)$/), "EVIL"],
    ]);
  });

  test.skipIf(!SHARED)(
    "each real JSON document beside it, before or after",
    async () => {
      let tried = 0;
      for (const { file, kind } of SHARED?.files ?? []) {
        const json = kind === "oci-layout-part" ? undefined : jsonOf(sharedBytes(file));
        if (!json || sharedBytes(file).length > 500_000) continue;
        for (const content of [
          { ...json, ...good() },
          { ...good(), ...json },
        ]) {
          const opened = await open(content);
          tried++;
          if (!/^(verified|valid)/.test(opened.verification.state)) continue;
          expect(opened.reports, file).toHaveLength(1);
          expect([values(opened, "Builder"), opened.kind], file).toEqual([["GOOD"], "provenance"]);
        }
      }
      expect(tried).toBeGreaterThan(100);
    },
    30_000,
  );

  test("a second certificate: the signature counts for neither", async () => {
    const bundle = await signer.statementBundle(statement(image, "GOOD"), SIGNER);
    const other = await signer.statementBundle(statement(image, "GOOD"), "https://refscope.example/EVIL");
    const mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2";
    const verificationMaterial = {
      ...bundle.verificationMaterial,
      x509CertificateChain: { certificates: [bundle.verificationMaterial.certificate] },
      certificate: other.verificationMaterial.certificate,
    };
    const opened = await open({ ...bundle, mediaType, verificationMaterial });
    expect(opened.verification.state).toBe("error");
    expect(opened.verification.reason).toMatch(/in several ways: certificate, x509CertificateChain/);
    expect((await open(bundle)).verification.state).toBe("verified");
  });

  test("a date in an annotation does not replace the one that is signed", async () => {
    const said = { ...statement(image, "GOOD"), predicateType: "https://chainguard.dev/end-of-life" };
    const payload = JSON.stringify({ ...said, predicate: { eol_date: "2031-01-01" } });
    const annotations = { "vnd.microsoft.artifact.lifecycle.end-of-life.date": "2099-01-01" };
    const opened = await open(envelopeOf(payload), { descriptor: { annotations } });
    expect(values(opened, "End of life")).toEqual(["2031-01-01"]);
  });
});

describe("keys that are there twice", () => {
  const other = digestOf(bytesOf("other"));
  const twice = (first: string, last: string, padding = 0) => {
    const subject = (digest: string) => JSON.stringify([{ name: digest, digest: { sha256: hexOf(digest) } }]);
    const { subject: _, ...rest } = statement(image, "b");
    const filled = { ...rest, predicate: { ...rest.predicate, padding: "x".repeat(padding) } };
    return `{"subject":${subject(first)},"subject":${subject(last)},${JSON.stringify(filled).slice(1)}`;
  };

  test.each([0, 300 * 1024])("are read in one way only, with %d bytes more", async (padding) => {
    const right = await open(envelopeOf(twice(other, image, padding)));
    expect([right.verification.state, right.subject.isNamedByContent]).toEqual(["verified", true]);
    expect(values(right, "Subject")).toEqual([image]);
    const wrong = await open(envelopeOf(twice(image, other, padding)));
    expect([wrong.verification.state, wrong.subject.isNamedByContent]).toEqual(["subject-mismatch", false]);
    expect(values(wrong, "Subject")).toEqual([other]);
    if (padding === 0) expect(problems(wrong)).toMatch(/The key subject is there twice/);
  });

  test("of the envelope, too", async () => {
    const good = JSON.stringify(envelopeOf(JSON.stringify(statement(image, "GOOD"))));
    const opened = await open(`{"payload":"${evil().payload}",${good.slice(1)}`);
    expect([opened.verification.state, values(opened, "Builder")]).toEqual(["verified", ["GOOD"]]);
    const turned = await open(`${good.slice(0, -1)},"payload":"${evil().payload}"}`);
    expect(turned.verification.state).not.toBe("verified");
  });

  test("named __proto__ mean nothing and change nothing", async () => {
    const payload = JSON.stringify(statement(image, "GOOD")).replace(
      "{",
      `{"__proto__":{"subject":[],"polluted":1},"constructor":{"prototype":{"polluted":1}},`,
    );
    const opened = await open(envelopeOf(payload));
    expect([opened.verification.state, values(opened, "Builder")]).toEqual(["verified", ["GOOD"]]);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    const inherited = await open(`{"__proto__":${JSON.stringify(envelopeOf(payload))}}`);
    expect(inherited.verification.state).not.toBe("verified");
  });
});

describe("who signed", () => {
  /** The certificate holds the text as its UTF-8. */
  const written = Buffer.from(TURNED).toString("latin1");
  const turned = () => signer.statementBundle(statement(image, "GOOD"), written);

  test.each([
    ["team/exact", "verified"],
    ["team/plain", "identity-mismatch"],
  ] as const)(
    "with characters that nobody sees, in %s: compared exactly, and shown as odd",
    async (repository, state) => {
      const opened = await open(await turned(), {}, repository);
      expect(opened.verification.state, opened.verification.reason).toBe(state);
      expect(opened.verification.identity?.subject).toBe(TURNED.replaceAll(/\p{Cf}/gu, "\uFFFD"));
      expect(values(opened, "Identity")[0]).toBe(TURNED.replaceAll(/\p{Cf}/gu, "\uFFFD"));
      expect(JSON.stringify(opened.verification)).not.toMatch(/[\u202E\u200B]/);
      expect(shownOf(opened)).not.toMatch(/[\u202E\u200B]/);
      expect(problems(opened)).toMatch(/invisible or direction characters \(U\+202E\)/);
    },
  );

  // No real certificate is as large as one of 1000 names.
  test.each([
    [200, "self-consistent-untrusted"],
    [1000, "error"],
  ] as const)(
    "is nobody in particular of a certificate's %d names, and that takes no time",
    async (count, state) => {
      const bundle = await signer.statementBundle(statement(image, "GOOD"), SIGNER);
      const certificate = manyNames(count);
      const signature = signedBy(certificate.key, Buffer.from(bundle.dsseEnvelope.payload, "base64"));
      const rawBytes = certificate.bytes.toString("base64");
      const began = performance.now();
      const opened = await open({
        ...bundle,
        verificationMaterial: { ...bundle.verificationMaterial, certificate: { rawBytes } },
        dsseEnvelope: { ...bundle.dsseEnvelope, signatures: [{ sig: signature, keyid: "" }] },
      });
      expect(performance.now() - began).toBeLessThan(3000);
      expect(opened.verification.state, opened.verification.reason).toBe(state);
      expect(opened.verification.identity).toBeUndefined();
      expect(opened.reports[0]?.headline).not.toContain("name-0");
      expect(values(opened, "Identity").length).toBeLessThanOrEqual(50);
      expect(problems(opened)).toMatch(/More than 50 of one fact/);
    },
  );
});

describe("what is too much, out of range or of another version", () => {
  test("a statement of 40 MiB is not asked for, and that is said", async () => {
    const size = 40 * 1024 * 1024;
    const layer = { mediaType: IN_TOTO, descriptor: { size }, isMissing: true };
    const opened = await open(statement(image, "GOOD"), layer);
    expect(opened.verification.state).toBe("skipped");
    expect([opened.notes.join(" "), opened.verification.reason].join(" ")).toContain(String(size));
    expect(problems(opened)).toMatch(/could not be read/);
  });

  test.each([-1, 1, 1_000_000])("a descriptor that is wrong by %d bytes", async (by) => {
    const bytes = bytesOf(envelopeOf(JSON.stringify(statement(image, "GOOD"))));
    const opened = await open(bytes, { descriptor: { size: bytes.length + by } });
    expect(opened.verification.state).toBe("error");
    expect(opened.verification.reason).toMatch(/descriptor says/i);
  });

  test.each(["9.9", "0.4", "0.0"])("a bundle of version %s", async (version) => {
    const bundle = await signer.statementBundle(statement(image, "GOOD"), SIGNER);
    const opened = await open({
      ...bundle,
      mediaType: `application/vnd.dev.sigstore.bundle.v${version}+json`,
    });
    expect(opened.verification.state).toBe("unverifiable-no-material");
    expect(opened.verification.reason).toContain(`v${version}+json`);
    expect(problems(opened)).toMatch(/version is none of/);
  });

  test.each([DSSE, "application/json"])(
    "an envelope that is cut is not called unsigned, as %s",
    async (mediaType) => {
      const bytes = bytesOf(envelopeOf(JSON.stringify(statement(image, "GOOD"))));
      const opened = await open(bytes.slice(0, -20), { mediaType });
      expect(opened.verification.state).toBe("error");
      expect(problems(opened)).toMatch(/The JSON was read up to/);
    },
  );

  test("two signatures in one envelope: each is counted, and none is verified", async () => {
    const good = envelopeOf(JSON.stringify(statement(image, "GOOD")));
    const two = { ...good, signatures: [...good.signatures, { keyid: "", sig: "AAAA" }] };
    const bundle = await signer.statementBundle(statement(image, "GOOD"), SIGNER);
    for (const content of [two, { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, ...two } }]) {
      const opened = await open(content);
      expect(opened.verification.state).toBe("unverifiable-no-material");
      expect(opened.verification.reason).toMatch(/carries 2 signatures/);
      expect(values(opened, "Signatures")).toEqual(["2"]);
    }
  });

  test("dates beyond all dates are shown as they are written, and prove nothing", async () => {
    const said = statement(image, "GOOD");
    const metadata = { startedOn: "+999999-01-01T00:00:00Z", finishedOn: "9".repeat(400) };
    const predicate = { ...said.predicate, runDetails: { ...said.predicate.runDetails, metadata } };
    const opened = await open(envelopeOf(JSON.stringify({ ...said, predicate })));
    expect(opened.verification.state).toBe("verified");
    expect(values(opened, "Started").join("")).toContain("+999999");
    const bundle = await signer.statementBundle(said, SIGNER);
    const [entry] = bundle.verificationMaterial.tlogEntries;
    const late = { ...entry, integratedTime: "9".repeat(30) };
    const material = { ...bundle.verificationMaterial, tlogEntries: [late] };
    const unproven = await open({ ...bundle, verificationMaterial: material });
    expect(unproven.verification.state).toBe("invalid");
    expect(unproven.verification.reason).not.toMatch(/Refscope failed/);
  });

  test("a log index that no number holds is shown, and said to be inexact; as text it is exact", async () => {
    const bundle = await signer.statementBundle(statement(image, "GOOD"), SIGNER);
    const [entry] = bundle.verificationMaterial.tlogEntries;
    const withIndex = (index: string) =>
      JSON.stringify({
        ...bundle,
        verificationMaterial: {
          ...bundle.verificationMaterial,
          tlogEntries: [{ ...entry, logIndex: "INDEX" }],
        },
      }).replace('"INDEX"', index);
    const number = await open(withIndex("9007199254740993"));
    expect(number.verification.state).not.toBe("verified");
    expect(problems(number)).toMatch(/larger than numbers in JSON are exact/);
    const text = await open(withIndex('"9007199254740993"'));
    expect(text.verification.state).not.toBe("verified");
    expect(values(text, "Log index")).toEqual(["9007199254740993"]);
    expect(problems(text)).not.toMatch(/exact/);
  });
});
