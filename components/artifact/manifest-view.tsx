"use client";
// The manifest itself: its bytes asked for on demand, every field, and the bytes as a file.
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { Node } from "#lib/graph";
import { Button } from "../ui/button.tsx";
import { formatCount, visibleLines, visibleText } from "../ui/format.ts";
import { Asking, Mark } from "../ui/mark.tsx";
import { EndpointError, postForBytes } from "../use-endpoint.ts";
import { type JsonValue, parseForReading } from "./json-text.ts";
import { JsonTree } from "./json-tree.tsx";
import type { DigestTarget } from "./node-link.tsx";
import { saveBytes } from "./save-bytes.ts";

const SHOWN_TEXT = 20_000;

export function ManifestView({ node, target }: { node: Node; target: DigestTarget }) {
  const { digest, repository } = node;
  const { registry } = target;
  const query = useQuery({
    queryKey: ["raw", registry, repository, digest],
    queryFn: async ({ signal }) =>
      readDocument(await postForBytes("/api/raw", { registry, repository, digest }, signal)),
    enabled: digest !== "" && node.state === "present",
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  if (node.state !== "present" || digest === "") {
    return (
      <p className="px-4 py-3 text-ink-2">There are no bytes to show: this manifest could not be read.</p>
    );
  }
  if (query.error) {
    const problem = query.error instanceof EndpointError ? query.error.problem : undefined;
    return (
      <div className="grid justify-items-start gap-2 px-4 py-3">
        <Mark mark="failed" tone="bad">
          {problem?.title ?? "The bytes could not be read"}
        </Mark>
        {problem && <p className="break-words text-ink-2">{visibleText(problem.detail)}</p>}
        <Button onClick={() => query.refetch()}>Try again</Button>
      </div>
    );
  }
  if (!query.data) {
    return (
      <p className="px-4 py-3">
        <Asking>asking for the bytes</Asking>
      </p>
    );
  }
  const { bytes, value, text } = query.data;
  return (
    <div className="px-4 py-2">
      <div className="flex items-center gap-2 pb-2 text-12 text-ink-3">
        <span>{formatCount(bytes.byteLength)} bytes, digest checked</span>
        <Button dense className="ml-auto" onClick={() => saveBytes(bytes, `${digest}.json`)}>
          <Download size={13} aria-hidden />
          Raw bytes
        </Button>
      </div>
      {value === undefined ? (
        <pre className="overflow-auto text-[11.5px] leading-[18px] break-all whitespace-pre-wrap">
          {visibleLines(text.slice(0, SHOWN_TEXT))}
        </pre>
      ) : (
        <JsonTree value={value} target={target} />
      )}
    </div>
  );
}

type Document = { bytes: Uint8Array<ArrayBuffer>; text: string; value: JsonValue | undefined };

function readDocument(bytes: Uint8Array<ArrayBuffer>): Document {
  const text = new TextDecoder().decode(bytes);
  try {
    return { bytes, text, value: parseForReading(text) };
  } catch {
    return { bytes, text, value: undefined };
  }
}
