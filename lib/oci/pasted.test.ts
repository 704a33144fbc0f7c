// What people paste, good and bad.
import { describe, expect, it } from "vitest";
import { ExplorerError } from "#lib/errors";
import { parseReference } from "./index.ts";

const hex = "0123456789abcdef".repeat(4);
const sha256 = `sha256:${hex}`;
const sha512 = `sha512:${hex}${hex}`;
const at = `@${sha256}`;

/** Pasted, and the canonical text it comes to. */
const GOOD: [pasted: string, canonical: string][] = [
  // As Docker reads them
  ["ubuntu", "docker.io/library/ubuntu:latest"],
  ["ubuntu:22.04", "docker.io/library/ubuntu:22.04"],
  [`ubuntu${at}`, `docker.io/library/ubuntu${at}`],
  [`ubuntu:22.04${at}`, `docker.io/library/ubuntu:22.04${at}`],
  ["bitnami/redis", "docker.io/bitnami/redis:latest"],
  ["docker.io/ubuntu", "docker.io/library/ubuntu:latest"],
  ["docker.io/library/ubuntu", "docker.io/library/ubuntu:latest"],
  ["index.docker.io/library/ubuntu", "docker.io/library/ubuntu:latest"],
  ["index.docker.io/ubuntu:1", "docker.io/library/ubuntu:1"],
  ["registry-1.docker.io/bitnami/redis:7", "docker.io/bitnami/redis:7"],
  ["registry.hub.docker.com/library/nginx", "docker.io/library/nginx:latest"],
  ["localhost/app", "localhost/app:latest"],
  ["localhost:5000/app:1", "localhost:5000/app:1"],
  ["localhost:5000", "docker.io/library/localhost:5000"],
  ["127.0.0.1:5000/a/b", "127.0.0.1:5000/a/b:latest"],
  ["myhost:5000/app", "myhost:5000/app:latest"],
  ["myhost/app", "docker.io/myhost/app:latest"],
  ["MyHost/app", "MyHost/app:latest"],
  ["GHCR.IO/org/app", "ghcr.io/org/app:latest"],
  ["LOCALHOST/app", "localhost/app:latest"],
  ["host.example:05000/app", "host.example:5000/app:latest"],
  ["[::1]:5000/app", "[::1]:5000/app:latest"],
  ["[2001:DB8::1]/a/b:1", "[2001:db8::1]/a/b:1"],
  ["[::ffff:127.0.0.1]:5000/app", "[::ffff:127.0.0.1]:5000/app:latest"],
  ["ghcr.io/a/b/c/d/e/f/g:1", "ghcr.io/a/b/c/d/e/f/g:1"],
  ["quay.io/a__b/c---d/e.f_g:V1.0-rc_1", "quay.io/a__b/c---d/e.f_g:V1.0-rc_1"],
  ["a.io/b:_x", "a.io/b:_x"],
  [`a.io/b:${"t".repeat(128)}`, `a.io/b:${"t".repeat(128)}`],
  [`a.io/${"r".repeat(255)}`, `a.io/${"r".repeat(255)}:latest`],
  [`a.io/b@${sha512}`, `a.io/b@${sha512}`],
  ["a.io/b@blake2b+x:Zm9v_-=", "a.io/b@blake2b+x:Zm9v_-="],
  [`a.io/b:sha256-${hex}.sig`, `a.io/b:sha256-${hex}.sig`],
  // Around it
  ["  ubuntu:22.04\n", "docker.io/library/ubuntu:22.04"],
  ["\u00a0\ufeffubuntu\u200b", "docker.io/library/ubuntu:latest"],
  ['"ghcr.io/org/app:1"', "ghcr.io/org/app:1"],
  ["'ghcr.io/org/app:1',", "ghcr.io/org/app:1"],
  ["`ghcr.io/org/app:1`", "ghcr.io/org/app:1"],
  ["“ghcr.io/org/app:1”", "ghcr.io/org/app:1"],
  ["<ghcr.io/org/app:1>", "ghcr.io/org/app:1"],
  // Commands
  ["docker pull nginx", "docker.io/library/nginx:latest"],
  ["$ docker pull nginx:1.27", "docker.io/library/nginx:1.27"],
  ["sudo docker pull nginx", "docker.io/library/nginx:latest"],
  ["docker pull --platform linux/arm64 nginx", "docker.io/library/nginx:latest"],
  ["docker pull --platform=linux/arm64 -q nginx", "docker.io/library/nginx:latest"],
  ["docker pull \\\n  ghcr.io/org/app:1", "ghcr.io/org/app:1"],
  ["docker pull nginx; docker images", "docker.io/library/nginx:latest"],
  ["docker run --rm -it nginx", "docker.io/library/nginx:latest"],
  ["docker run -p 80:80 nginx", "docker.io/library/nginx:latest"],
  ["docker run -it --rm ghcr.io/org/app:1 sh -c 'ls -l'", "ghcr.io/org/app:1"],
  ["docker run --rm -it -v $(pwd):/src -w /src node:24 npm test", "docker.io/library/node:24"],
  [
    'docker run -e "GREETING=good morning" -d --name web nginx:1 nginx -g "daemon off;"',
    "docker.io/library/nginx:1",
  ],
  ["docker run --rm \\\n  -p 8080:80 \\\n  nginx:1.27 \\\n  nginx-debug", "docker.io/library/nginx:1.27"],
  ["podman container run --replace --name a quay.io/podman/hello arg", "quay.io/podman/hello:latest"],
  ["docker create --name web nginx:1 sh; docker start web", "docker.io/library/nginx:1"],
  ["docker image inspect nginx", "docker.io/library/nginx:latest"],
  ["docker manifest inspect ghcr.io/org/app:1", "ghcr.io/org/app:1"],
  ["docker buildx imagetools inspect alpine", "docker.io/library/alpine:latest"],
  ["podman pull quay.io/podman/hello", "quay.io/podman/hello:latest"],
  ["crane manifest gcr.io/distroless/static | jq .", "gcr.io/distroless/static:latest"],
  ["oras discover -o tree ghcr.io/org/app:1", "ghcr.io/org/app:1"],
  ["oras discover --format json localhost:5000/app:1", "localhost:5000/app:1"],
  ["cosign tree ghcr.io/org/app:1", "ghcr.io/org/app:1"],
  ["cosign verify --key cosign.pub ghcr.io/org/app:1", "ghcr.io/org/app:1"],
  [
    "cosign verify ghcr.io/org/app:1 --certificate-identity a@b.c --certificate-oidc-issuer=https://x",
    "ghcr.io/org/app:1",
  ],
  ["skopeo inspect --raw docker://ghcr.io/org/app:1", "ghcr.io/org/app:1"],
  ["regctl artifact tree ghcr.io/org/app:1", "ghcr.io/org/app:1"],
  ["notation ls ghcr.io/org/app:1", "ghcr.io/org/app:1"],
  // Files
  ["FROM node:24-alpine", "docker.io/library/node:24-alpine"],
  ["from --platform=$BUILDPLATFORM node:24 AS build", "docker.io/library/node:24"],
  ["image: nginx:1.27", "docker.io/library/nginx:1.27"],
  ["    image: 'ghcr.io/org/app:1' # pinned", "ghcr.io/org/app:1"],
  ["- image: nginx", "docker.io/library/nginx:latest"],
  ['"image": "ghcr.io/org/app:1",', "ghcr.io/org/app:1"],
  ['image = "nginx:1"', "docker.io/library/nginx:1"],
  ["- uses: docker://alpine:3.20", "docker.io/library/alpine:3.20"],
  // Schemes
  ["docker://alpine", "docker.io/library/alpine:latest"],
  ["oci://ghcr.io/org/charts/app:1.2.3", "ghcr.io/org/charts/app:1.2.3"],
  ["OCI://registry.example:8443/a", "registry.example:8443/a:latest"],
  ["https://ghcr.io/org/app:1", "ghcr.io/org/app:1"],
  ["http://localhost:5000/app:1", "localhost:5000/app:1"],
  ["https://gcr.io/distroless/static-debian12/", "gcr.io/distroless/static-debian12:latest"],
  [`https://gcr.io/distroless/static${at}`, `gcr.io/distroless/static${at}`],
  [`https://gcr.io/distroless/static%40sha256%3A${hex}`, `gcr.io/distroless/static${at}`],
  ["https://myhost/app", "myhost:443/app:latest"],
  ["http://myhost/app", "myhost:80/app:latest"],
  // Pages
  ["https://hub.docker.com/_/ubuntu", "docker.io/library/ubuntu:latest"],
  ["hub.docker.com/_/ubuntu", "docker.io/library/ubuntu:latest"],
  ["https://hub.docker.com/_/ubuntu/tags?page=1&name=22", "docker.io/library/ubuntu:latest"],
  ["https://hub.docker.com/r/bitnami/redis", "docker.io/bitnami/redis:latest"],
  ["https://hub.docker.com/r/bitnami/redis/tags", "docker.io/bitnami/redis:latest"],
  ["https://hub.docker.com/r/library/nginx/#description", "docker.io/library/nginx:latest"],
  ["https://hub.docker.com/repository/docker/me/app/general", "docker.io/me/app:latest"],
  [
    `https://hub.docker.com/layers/library/nginx/1.27/images/sha256-${hex}?context=explore`,
    `docker.io/library/nginx:1.27${at}`,
  ],
  ["https://hub.docker.com/layers/bitnami/redis/7", "docker.io/bitnami/redis:7"],
  ["https://hub.docker.com/v2/repositories/library/nginx/tags", "docker.io/library/nginx:latest"],
  ["https://registry.hub.docker.com/v2/repositories/library/nginx/", "docker.io/library/nginx:latest"],
  ["https://github.com/orgs/Acme/packages/container/package/app", "ghcr.io/acme/app:latest"],
  ["https://github.com/orgs/acme/packages/container/charts%2Fapp/12345?tag=v2", "ghcr.io/acme/charts/app:v2"],
  ["https://github.com/users/Me/packages/container/package/app", "ghcr.io/me/app:latest"],
  ["https://github.com/acme/repo/pkgs/container/app", "ghcr.io/acme/app:latest"],
  ["https://github.com/acme/repo/pkgs/container/app/98765?tag=v1", "ghcr.io/acme/app:v1"],
  ["https://quay.io/repository/prometheus/node-exporter", "quay.io/prometheus/node-exporter:latest"],
  ["https://quay.io/repository/org/name?tab=tags&tag=v1.8", "quay.io/org/name:v1.8"],
  [`https://quay.io/repository/org/name/manifest/${sha256}`, `quay.io/org/name${at}`],
  ["https://quay.io/org/name:1", "quay.io/org/name:1"],
  ["https://gallery.ecr.aws/docker/library/nginx", "public.ecr.aws/docker/library/nginx:latest"],
  // The distribution API
  ["https://registry.example:8443/v2/a/b/manifests/1.0", "registry.example:8443/a/b:1.0"],
  [`https://registry.example/v2/a/manifests/${sha256}`, `registry.example/a${at}`],
  [`http://localhost:5000/v2/a/b/c/referrers/sha256%3A${hex}?artifactType=x`, `localhost:5000/a/b/c${at}`],
  ["https://registry-1.docker.io/v2/library/ubuntu/tags/list?n=10", "docker.io/library/ubuntu:latest"],
  ["https://quay.io/v2/org/name/manifests/v1", "quay.io/org/name:v1"],
];

/** Pasted, what the fault says, the part it points at, and what it suggests. */
const BAD: [pasted: string, told: string, part: string, suggestion?: string][] = [
  ["", "no reference here", ""],
  [" \n\t ", "no reference here", ""],
  ['""', "no reference here", ""],
  // Repository
  [
    "registry.example.com/Shop/checkout:2.4.1",
    "A repository name has no capital letters. Read as host registry.example.com, repository Shop/checkout, tag 2.4.1.",
    "Shop",
    "registry.example.com/shop/checkout:2.4.1",
  ],
  ["Ubuntu", "no capital letters", "Ubuntu", "ubuntu"],
  ["MyOrg/App:1", "no capital letters", "App", "myorg/app:1"],
  ["docker pull ghcr.io/Org/app", "no capital letters", "Org", "ghcr.io/org/app"],
  ["https://ghcr.io/Org/app:V1", "no capital letters", "Org", "ghcr.io/org/app:V1"],
  ["a.io/b//c", "no empty part", "/", "a.io/b/c"],
  ["a.io/b/", "no empty part", "/", "a.io/b"],
  ["/ubuntu", "no empty part", "/", "ubuntu"],
  ["a.io/", "name is missing", ""],
  ["a.io/:1", "name is missing", ""],
  [":1", "name is missing", ""],
  ["a.io/-b", "not allowed", "-b"],
  ["a.io/b-", "not allowed", "b-"],
  ["a.io/b..c", "not allowed", "b..c"],
  ["a.io/b___c", "not allowed", "b___c"],
  ["a.io/../etc/passwd", "not allowed", ".."],
  ["a.io/b%20c", "not allowed", "b%20c"],
  ["a.io/bä", "not allowed", "bä"],
  ["a.io/b\u0000c", "not allowed", "b\u0000c"],
  ["a.io/b?c=d", "not allowed", "b?c=d"],
  [`a.io/${"r".repeat(256)}`, "at most 255 characters", "r".repeat(256)],
  // Host
  ["a..b/c", "A registry's host", "a..b"],
  ["-a.io/b", "A registry's host", "-a.io"],
  ["a_b.io/c", "A registry's host", "a_b.io"],
  ["ghcr.io./a/b", "A registry's host", "ghcr.io.", "ghcr.io/a/b"],
  ["../a", "A registry's host", ".."],
  ["a.io:/b", "A port is", ":"],
  ["a.io:0/b", "A port is", ":0"],
  ["a.io:65536/b", "A port is", ":65536"],
  ["a.io:https/b", "A port is", ":https"],
  ["::1/b", "IPv6", "::1"],
  ["fe80::1:5000/b", "IPv6", "fe80::1:5000"],
  ["[::1/b", "IPv6", "[::1"],
  ["[::1]]/b", "A port is", "]"],
  ["[::g]/b", "IPv6", "[::g]"],
  ["[1.2]/b", "IPv6", "[1.2]"],
  ["[::1]x:5/b", "A port is", "x:5"],
  // Tag
  ["a.io/b:", "tag after the colon is missing", ":", "a.io/b"],
  ["a.io/b:-1", "A tag has letters", "-1"],
  ["a.io/b:.1", "A tag has letters", ".1"],
  ["a.io/b:1.0+build.5", "A tag has letters", "1.0+build.5", "a.io/b:1.0_build.5"],
  ["a.io/b:ü", "A tag has letters", "ü"],
  ["a.io/b:1:2", "A tag has letters", "1:2"],
  [`a.io/b:${"t".repeat(129)}`, "at most 128 characters; this one has 129", "t".repeat(129)],
  // Digest
  [sha256, "A digest alone", sha256],
  [`@${sha256}`, "A digest alone", `@${sha256}`],
  [sha512, "A digest alone", sha512],
  [hex, "A digest alone", hex],
  [`sha256-${hex}.att`, "A digest alone", `sha256-${hex}.att`],
  ["a.io/b@sha256:abc", "64 hex digits; this one has 3", "sha256:abc"],
  [`a.io/b@${sha512.slice(0, -1)}`, "128 hex digits; this one has 127", sha512.slice(0, -1)],
  [`a.io/b@${sha256.toUpperCase()}`, "algorithm", sha256.toUpperCase(), `a.io/b@${sha256}`],
  [`a.io/b@sha256:${hex.toUpperCase()}`, "lower case", `sha256:${hex.toUpperCase()}`, `a.io/b@${sha256}`],
  [`a.io/b@sha256-${hex}`, "algorithm:encoded", `sha256-${hex}`, `a.io/b@${sha256}`],
  [`a.io/b:${sha256}`, "follows @, not a colon", sha256, `a.io/b@${sha256}`],
  ["a.io/b@", "algorithm:encoded", ""],
  ["a.io/b@latest", "algorithm:encoded", "latest"],
  [`a.io/b${at}${at}`, "64 hex digits", `${sha256}${at}`],
  // Spaces, words, commands
  ["ghcr.io/org/ app:1", "no spaces", " ", "ghcr.io/org/app:1"],
  ["hello world", "no spaces", " "],
  ["what is attached to nginx", "no spaces", " "],
  ["docker pull", "names no image", "docker pull"],
  ["docker nginx", "no spaces", " "],
  ["docker pull --quiet", "names no image", "docker pull --quiet"],
  ["docker pull nginx redis", "More than one word", "redis"],
  ["docker run --brand-new web nginx sh -c true", "More than one word", "nginx"],
  ["image: $IMAGE", "not allowed", "$IMAGE"],
  ["rm -rf /", "no spaces", " "],
  // Schemes and addresses
  ["ftp://a.io/b", "ftp:// is not a way", "ftp://", "a.io/b"],
  ["file:///etc/passwd", "file:// is not a way", "file://"],
  ["javascript://%0aalert(1)", "javascript:// is not a way", "javascript://"],
  ["https://", "names a registry, but no image", ""],
  ["https://ghcr.io/", "names a registry, but no image", "ghcr.io/"],
  ["https://registry.example/v2/", "names a registry, but no image", "registry.example/v2/"],
  [
    `https://registry.example/v2/a/blobs/${sha256}`,
    "address of a blob",
    `registry.example/v2/a/blobs/${sha256}`,
  ],
  [
    "https://hub.docker.com/search?q=nginx",
    "This page of hub.docker.com names no image",
    "hub.docker.com/search?q=nginx",
  ],
  ["https://github.com/acme/repo", "This page of github.com names no image", "github.com/acme/repo"],
  ["https://user:hunter2@ghcr.io/a/b:1", "holds no credentials", "(credentials)", "ghcr.io/a/b:1"],
  ["docker://user:hunter2@ghcr.io/a", "holds no credentials", "(credentials)", "ghcr.io/a"],
  // Length
  [`a.io/${"b/".repeat(300)}c`, "at most 512 characters", `a.io/${"b/".repeat(300)}c`.slice(0, 512)],
];

function faultOf(pasted: string): ExplorerError {
  try {
    parseReference(pasted);
  } catch (thrown) {
    if (thrown instanceof ExplorerError) return thrown;
    throw thrown;
  }
  throw new Error(`${pasted} was read`);
}

describe("what people paste", () => {
  it.each(GOOD)("%j is %s", (pasted, canonical) => expect(parseReference(pasted).text).toBe(canonical));

  it.each(BAD)("%j is refused: %s", (pasted, told, part, suggestion) => {
    const fault = faultOf(pasted);
    expect(fault.code).toBe("bad-reference");
    expect(fault.message).toContain(told);
    const { text, start, end } = fault.input!;
    expect(text.slice(start, end)).toBe(part);
    expect(fault.input?.suggestion).toBe(suggestion);
  });

  it("points into the text as it was pasted", () => {
    const pasted = '  $ docker pull "ghcr.io/Org/app:1"\n';
    const { input } = faultOf(pasted);
    expect(input).toEqual({ text: pasted, start: 25, end: 28, suggestion: "ghcr.io/org/app:1" });
  });

  it("never shows credentials", () => {
    for (const scheme of ["https://", "http://", "docker://", ""]) {
      const fault = faultOf(`${scheme}user:hunter2@ghcr.io/a/b:1`);
      expect(JSON.stringify([fault.message, fault.input])).not.toContain("hunter2");
    }
  });

  it("finds a short reference in a long command, and shows no more than 2048 characters of a long paste", () => {
    const flags = "--quiet ".repeat(40);
    expect(parseReference(`docker pull ${flags} nginx`).text).toBe("docker.io/library/nginx:latest");
    const fault = faultOf(`docker pull ${"-".repeat(5000)} a.io/B`);
    expect(fault.input).toEqual({ text: "a.io/B", start: 5, end: 6, suggestion: "a.io/b" });
    expect(faultOf("x ".repeat(40_000)).input?.text.length).toBeLessThanOrEqual(2048);
    expect(faultOf("x".repeat(200_000)).input?.text.length).toBeLessThanOrEqual(2048);
  });
});
