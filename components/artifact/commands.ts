// The command lines that give the same answer. Registry text is quoted, so that a pasted line runs nothing else.

import type { Exchange } from "#lib/evidence";
import type { Node } from "#lib/graph";
import { formatReference, shellQuoted } from "#lib/oci";

export { shellQuoted };

export type Command = { title: string; line: string };

const SENT = [
  ["accept", "Accept"],
  ["content-type", "Content-Type"],
  ["if-match", "If-Match"],
  ["if-none-match", "If-None-Match"],
] as const;

/**
 * The request as curl would send it, but for its credentials. What a PUT, POST or PATCH sent is not kept: the line
 * names a file in its place.
 */
export function curlOf({
  method,
  url,
  requestHeaders,
}: Pick<Exchange, "method" | "url" | "requestHeaders">): string {
  const parts = ["curl", "-sS", method === "HEAD" ? "-I" : "-i"];
  if (method !== "GET" && method !== "HEAD") parts.push("-X", method);
  for (const [name, shown] of SENT) {
    const value = requestHeaders[name];
    if (value) parts.push("-H", shellQuoted(`${shown}: ${value}`));
  }
  const type = requestHeaders["content-type"];
  if (type && method !== "GET" && method !== "HEAD") parts.push("--data-binary", bodyFile(type));
  return [...parts, shellQuoted(url)].join(" ");
}

function bodyFile(contentType: string): string {
  return /json/i.test(contentType) ? "@manifest.json" : "@blob";
}

/**
 * What shows one node: its manifest, and what refers to it. `exchange` is a request to the same registry, of which
 * the origin is taken (docker.io is asked at another host); without one the lines are made for https.
 */
export function commandsFor(
  node: Pick<Node, "digest" | "repository" | "kind" | "mediaType">,
  registry: string,
  exchange: Pick<Exchange, "url"> | undefined,
): Command[] {
  if (node.digest === "") return [];
  const reference = shellQuoted(
    formatReference({ registry, repository: node.repository, digest: node.digest }),
  );
  const isPlain = exchange?.url.startsWith("http://") ?? false;
  const base = exchange && URL.canParse(exchange.url) ? new URL(exchange.url).origin : `https://${registry}`;
  const headers = { accept: node.mediaType || "*/*" };
  const ask = (path: string) =>
    curlOf({
      method: "GET",
      url: `${base}/v2/${node.repository}/${path}/${node.digest}`,
      requestHeaders: headers,
    });
  const plain = isPlain ? "--plain-http " : "";
  const regctl = isPlain ? `regctl --host ${shellQuoted(`reg=${registry},tls=disabled`)}` : "regctl";
  const insecure = isPlain ? "--insecure " : "";
  return [
    { title: "The manifest", line: ask("manifests") },
    { title: "The manifest, with oras", line: `oras manifest fetch ${plain}${reference}` },
    {
      title: "What refers to it, from the API",
      line: curlOf({
        method: "GET",
        url: `${base}/v2/${node.repository}/referrers/${node.digest}`,
        requestHeaders: {},
      }),
    },
    { title: "What refers to it, with oras", line: `oras discover ${plain}${reference}` },
    { title: "What refers to it, with regctl", line: `${regctl} artifact tree ${reference}` },
    ...(node.kind === "index" || node.kind === "image"
      ? [
          {
            title: "What cosign finds",
            line: `cosign tree ${isPlain ? "--allow-http-registry " : ""}${reference}`,
          },
        ]
      : []),
    { title: "Bytes and digest, with crane", line: `crane manifest ${insecure}${reference} | sha256sum` },
  ];
}
