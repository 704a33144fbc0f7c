// Pushes one image with everything attached that real clients attach, and says what they say of it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, scratch } from "./servers.ts";

/** What was pushed: digests as the clients printed them. */
export type Pushed = {
  index: string;
  amd64: string;
  arm64: string;
  sbom: string;
  signature: string;
  report: string;
};

/** Pushes `repository:1.0`, an index of two platforms, by crane; attaches an SBOM, a signature on it, and a report on amd64 by oras. */
export async function pushImage(
  host: string,
  repository: string,
  env: Record<string, string> = {},
): Promise<Pushed> {
  const folder = scratch();
  try {
    const name = `${host}/${repository}`;
    const layer = join(folder.path, "layer.tar");
    writeFileSync(join(folder.path, "hello.txt"), "hello\n");
    await run("tar", ["--mtime=@0", "--owner=0", "--group=0", "-cf", layer, "-C", folder.path, "hello.txt"]);
    const platform = async (arch: string) => {
      await run("crane", ["append", "--insecure", "--oci-empty-base", "-f", layer, "-t", `${name}:${arch}`], {
        env,
      });
      await run(
        "crane",
        [
          "mutate",
          "--insecure",
          "--set-platform",
          `linux/${arch}`,
          "-t",
          `${name}:${arch}`,
          `${name}:${arch}`,
        ],
        { env },
      );
      return (await run("crane", ["digest", "--insecure", `${name}:${arch}`], { env })).trim();
    };
    const amd64 = await platform("amd64");
    const arm64 = await platform("arm64");
    await run(
      "crane",
      [
        "index",
        "append",
        "--insecure",
        "-m",
        `${name}@${amd64}`,
        "-m",
        `${name}@${arm64}`,
        "-t",
        `${name}:1.0`,
      ],
      { env },
    );
    const index = (await run("crane", ["digest", "--insecure", `${name}:1.0`], { env })).trim();
    const attach = (digest: string, type: string, file: string) =>
      orasAttach(`${name}@${digest}`, type, file, folder.path, env);
    const sbom = await attach(index, "application/spdx+json", "sbom.json");
    const signature = await attach(sbom, "application/vnd.dev.cosign.artifact.sig.v1+json", "signature.json");
    const report = await attach(amd64, "application/sarif+json", "report.json");
    return { index, amd64, arm64, sbom, signature, report };
  } finally {
    folder.remove();
  }
}

async function orasAttach(
  subject: string,
  type: string,
  file: string,
  cwd: string,
  env: Record<string, string>,
): Promise<string> {
  writeFileSync(join(cwd, file), JSON.stringify({ file, subject }));
  const out = await run(
    "oras",
    [
      "attach",
      "--plain-http",
      "--format",
      "json",
      "--artifact-type",
      type,
      subject,
      `${file}:application/json`,
    ],
    { cwd, env },
  );
  return JSON.parse(out).digest;
}

type Discovered = { digest: string; referrers?: Discovered[]; manifests?: Discovered[] };

/** Every digest below `reference` as `oras discover` lists them. */
export async function orasDiscover(reference: string): Promise<string[]> {
  const tree: Discovered = JSON.parse(
    await run("oras", ["discover", "--plain-http", "--format", "json", "--depth", "10", reference]),
  );
  const below = (node: Discovered): string[] =>
    (node.referrers ?? node.manifests ?? []).flatMap((child) => [child.digest, ...below(child)]);
  return below(tree).sort();
}
