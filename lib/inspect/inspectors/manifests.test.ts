// Artifacts of which the manifest, or what it lists, is the content.
import { describe, expect, it } from "vitest";
import { facts, inspected, inspectedArtifact, rows, SUBJECT } from "../inspect.test-support.ts";

const LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
const IMAGE = "application/vnd.oci.image.config.v1+json";
/** A digest that is one, told by a letter. */
const sha = (letter: string) => `sha256:${letter.repeat(64)}`;
const EOL = "vnd.microsoft.artifact.lifecycle.end-of-life.date";

describe("end-of-life dates", () => {
  const of = (date?: string) =>
    inspectedArtifact({
      artifactType: "application/vnd.microsoft.artifact.lifecycle",
      subject: SUBJECT,
      annotations: date === undefined ? {} : { [EOL]: date },
    })[0];

  it.each([
    ["2020-01-01", "End of life since 2020-01-01", 0],
    ["2030-06-01T00:00:00Z", "Supported until 2030-06-01T00:00:00Z", 0],
    ["soon", "End of life, without a date that can be read", 1],
    [undefined, "End of life, without a date that can be read", 1],
  ])("%s", (date, headline, problems) => {
    const report = of(date);
    expect(report).toMatchObject({ inspector: "end-of-life", kind: "lifecycle", headline });
    expect(report?.problems).toHaveLength(problems);
  });
});

describe("accelerators", () => {
  it.each(["v1", "v2"])("SOCI %s: which layers it covers", (version) => {
    const [report] = inspectedArtifact({
      artifactType: `application/vnd.amazon.soci.index.${version}+json`,
      config: `application/vnd.amazon.soci.index.${version}+json`,
      layers: [
        {
          type: "application/octet-stream",
          size: 100,
          digest: sha("1"),
          annotations: {
            "com.amazon.soci.image-layer-digest": sha("2"),
            "com.amazon.soci.image-layer-mediaType": LAYER,
            "com.amazon.soci.span-size": "4194304",
          },
        },
        { type: "application/octet-stream", size: 50, digest: sha("3") },
      ],
      annotations: { "com.amazon.soci.build-tool-identifier": "AWS SOCI CLI v0.1" },
      subject: SUBJECT,
    });
    expect(report).toMatchObject({ inspector: "soci", kind: "accelerator", title: `SOCI index ${version}` });
    expect(
      ["Layers covered", "Size of the tables of contents", "Span size", "Tool", "Image"].flatMap((name) =>
        facts(report, name),
      ),
    ).toEqual(["1", "100", "4194304", "AWS SOCI CLI v0.1", SUBJECT]);
    expect(rows(report, "layers")).toEqual([
      { layer: sha("2"), mediaType: LAYER, digest: sha("1"), size: 100 },
    ]);
  });

  it("Nydus: blobs and a bootstrap, or none", () => {
    const blob = { type: "application/vnd.oci.image.layer.nydus.blob.v1", size: 9, digest: sha("b") };
    const bootstrap = {
      type: LAYER,
      size: 1,
      digest: sha("5"),
      annotations: {
        "containerd.io/snapshot/nydus-bootstrap": "true",
        "containerd.io/snapshot/nydus-fs-version": "6",
      },
    };
    const [whole] = inspectedArtifact({ config: IMAGE, layers: [blob, bootstrap] });
    expect(whole).toMatchObject({
      inspector: "nydus",
      kind: "accelerator",
      headline: "The image in Nydus's form: 1 blob and a bootstrap",
      problems: [],
    });
    expect(
      ["Bootstrap", "File system version", "Size of the blobs"].flatMap((name) => facts(whole, name)),
    ).toEqual([sha("5"), "6", "9"]);
    const [broken] = inspectedArtifact({ config: IMAGE, layers: [blob] });
    expect(broken?.problems).toEqual(["It has no bootstrap layer, without which nothing can mount it."]);
  });

  it("eStargz: an image still, and which of its layers", () => {
    const toc = {
      "containerd.io/snapshot/stargz/toc.digest": sha("7"),
      "io.containers.estargz.uncompressed-size": "999",
    };
    const [report] = inspectedArtifact({
      config: IMAGE,
      layers: [
        { type: LAYER, annotations: toc, digest: sha("a") },
        { type: LAYER, digest: sha("b") },
      ],
    });
    expect(report).toMatchObject({
      inspector: "estargz",
      kind: "image",
      headline: "1 of 2 layers can be read before they are pulled whole",
    });
    expect(rows(report, "layers")[0]).toMatchObject({ toc: sha("7"), uncompressed: "999" });
  });
});

describe("models, components, charts and configuration", () => {
  it("a model, by its config", () => {
    const [report] = inspectedArtifact({
      artifactType: "application/vnd.cncf.model.manifest.v1+json",
      config: "application/vnd.cncf.model.config.v1+json",
      configContent: {
        descriptor: { name: "qwen", version: "2", licenses: ["Apache-2.0"], authors: ["x"] },
        config: { architecture: "transformer", format: "safetensors", paramSize: "8b" },
        modelfs: {},
      },
      layers: [
        {
          type: "application/vnd.cncf.model.weight.v1.tar",
          size: 100,
          digest: sha("8"),
          annotations: { "org.cncf.model.filepath": "model.safetensors" },
        },
      ],
    });
    expect(report).toMatchObject({
      inspector: "ai-model",
      kind: "other",
      headline: "Model qwen 2 of 8b parameters",
      problems: [],
    });
    expect(
      ["Architecture", "Format", "Licence", "Author", "Files", "Size"].flatMap((name) => facts(report, name)),
    ).toEqual(["transformer", "safetensors", "Apache-2.0", "x", "1", "100"]);
    expect(rows(report, "files")[0]).toMatchObject({ path: "model.safetensors" });
  });

  it("a WebAssembly component, by its config", () => {
    const [report] = inspectedArtifact({
      config: "application/vnd.wasm.config.v0+json",
      configContent: {
        architecture: "wasm",
        os: "wasip2",
        component: { imports: ["wasi:io/streams"], exports: ["wasi:http/handler"], target: "w" },
      },
      layers: [{ type: "application/wasm", size: 5 }],
    });
    expect(report).toMatchObject({ inspector: "wasm", headline: "A component for wasip2, world w" });
    expect([facts(report, "Import"), facts(report, "Export")]).toEqual([
      ["wasi:io/streams"],
      ["wasi:http/handler"],
    ]);
  });

  it("whose config was not fetched, say so", () => {
    const artifact = {
      config: "application/vnd.wasm.config.v0+json",
      layers: [{ type: "application/wasm" }],
    };
    const report = inspected({
      schemaVersion: 2,
      ...artifact,
      config: { mediaType: artifact.config, digest: SUBJECT, size: 1 },
      layers: [],
    });
    expect(report.problems).toEqual(["Its config was not fetched, so what stands there is not shown."]);
  });

  const chart = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
  const prov = "application/vnd.cncf.helm.chart.provenance.v1.prov";
  const provenance = (digest: string) =>
    `-----BEGIN PGP SIGNED MESSAGE-----\n\nname: app\n...\nfiles:\n  app.tgz: ${digest}\n`;

  it.each([
    ["that names its archive", `sha256:${"cd".repeat(32)}`, "yes"],
    ["that names another", `sha256:${"ef".repeat(32)}`, "no"],
  ])("a chart with a provenance file %s", (_, named, answer) => {
    const [report] = inspectedArtifact({
      config: "application/vnd.cncf.helm.config.v1+json",
      configContent: {
        name: "app",
        version: "1",
        dependencies: [{ name: "db", version: "2", repository: "oci://r.example" }],
      },
      layers: [
        { type: chart, digest: `sha256:${"cd".repeat(32)}` },
        { type: prov, content: provenance(named) },
      ],
    });
    expect(report).toMatchObject({
      inspector: "helm-chart",
      kind: "other",
      title: "Helm chart",
      headline: "Chart app 1",
    });
    expect(facts(report, "The provenance file names this archive")).toEqual([answer]);
    expect(report?.problems.some((problem) => problem.startsWith("The provenance file does not name"))).toBe(
      answer === "no",
    );
    expect(rows(report, "dependencies")).toEqual([
      { name: "db", version: "2", repository: "oci://r.example" },
    ]);
  });

  it("Flux, OPA, Kyverno and node features", () => {
    const [flux] = inspectedArtifact({
      config: "application/vnd.cncf.flux.config.v1+json",
      layers: [{ type: "application/vnd.cncf.flux.content.v1.tar+gzip" }],
      annotations: {
        "org.opencontainers.image.source": "https://g.example",
        "org.opencontainers.image.revision": "main@sha1:ab",
      },
    });
    expect(flux).toMatchObject({
      title: "Flux artifact",
      headline: "Kubernetes manifests for Flux, from https://g.example at main@sha1:ab",
    });
    const [opa] = inspectedArtifact({
      config: "application/vnd.cncf.openpolicyagent.config.v1+json",
      configContent: { revision: "7", roots: ["a"] },
      layers: [
        {
          type: "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego",
          content: "package a",
          annotations: { "org.opencontainers.image.title": "a.rego" },
        },
      ],
    });
    expect([facts(opa, "Bundle's revision"), opa?.raw.find(({ title }) => title === "a.rego")?.text]).toEqual(
      [["7"], "package a"],
    );
    const [kyverno] = inspectedArtifact({
      config: "application/vnd.cncf.kyverno.config.v1+json",
      layers: [{ type: "application/vnd.cncf.kyverno.policy.layer.v1+yaml", content: "kind: Policy" }],
    });
    expect(kyverno).toMatchObject({ inspector: "configuration", title: "Kyverno policy" });
    const [nodes] = inspectedArtifact({
      artifactType: "application/vnd.nfd.image-compatibility.v1alpha1",
      subject: SUBJECT,
      layers: [{ type: "application/x-yaml", content: "a: b" }],
    });
    expect(nodes).toMatchObject({ title: "node compatibility" });
  });
});
