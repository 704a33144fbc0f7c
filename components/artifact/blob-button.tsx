"use client";
// A blob's digest: the bytes on demand, their digest checked by the server.
import { Download } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { DigestText } from "../ui/digest-text.tsx";
import { EndpointError, postForBytes } from "../use-endpoint.ts";
import type { DigestTarget } from "./node-link.tsx";
import { saveBytes } from "./save-bytes.ts";

export function BlobButton({ digest, target }: { digest: string; target: DigestTarget }) {
  const [said, setSaid] = useState<string>();
  const download = async () => {
    setSaid("asking");
    try {
      const { registry, repository } = target;
      saveBytes(await postForBytes("/api/raw", { registry, repository, digest, from: "blob" }), digest);
      setSaid(undefined);
    } catch (thrown) {
      setSaid(thrown instanceof EndpointError ? thrown.problem.title : "The download failed");
    }
  };
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <DigestText digest={digest} />
      <CopyButton text={digest} what="digest" />
      <IconButton dense label="Download this blob" disabled={said === "asking"} onClick={download}>
        <Download size={13} aria-hidden />
      </IconButton>
      <span role="status" className="font-sans text-11 text-ink-3">
        {said}
      </span>
    </span>
  );
}
