"use client";
// The explorer's head: the reference, what it came to, and the summary.
import Link from "next/link";
import { referencePath } from "#lib/oci";
import type { Scene } from "../artifact/node-words.ts";
import { ImageTools } from "../search/image-tools.tsx";
import { Age } from "../ui/age.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { DigestText } from "../ui/digest-text.tsx";
import { DigestTagNote } from "./digest-tag-note.tsx";
import { type ExplorationView, isRootGone } from "./exploration-view.ts";
import { ReferenceBox } from "./reference-box.tsx";
import type { AskedReference } from "./scene.ts";
import { SummaryLine } from "./summary-line.tsx";

export function ImageHeader({
  reference,
  view,
  scene,
}: {
  reference: AskedReference;
  view: ExplorationView;
  scene: Scene;
}) {
  const { resolved } = view;
  const isGone = isRootGone(view);
  return (
    <>
      <h1 className="sr-only">What refers to {reference.text}</h1>
      <div className="flex items-center gap-3 px-gutter pt-2 pb-1.5 small:flex-wrap small:gap-1.5">
        <ReferenceBox text={reference.text} />
        {resolved && (
          <p className="flex items-center gap-1.5 text-12 whitespace-nowrap text-ink-3">
            {isGone ? "no manifest has the digest" : "resolved to"}
            <Link
              href={referencePath({ ...resolved, tag: undefined })}
              title={`${resolved.digest}: the address that never changes`}
              className="text-ink hover:text-accent"
            >
              <DigestText digest={resolved.digest} />
            </Link>
            <CopyButton text={resolved.digest} what="digest" />
            <span className="small:hidden">
              {isGone ? "asked" : `by ${resolved.by}`}
              {view.startedAt && (
                <>
                  {isGone ? " " : ", "}
                  <Age at={view.startedAt} />
                </>
              )}
            </span>
          </p>
        )}
        {resolved && (
          <span className="ml-auto flex items-center gap-2 small:ml-0">
            <ImageTools image={resolved} />
          </span>
        )}
      </div>
      <DigestTagNote reference={reference} />
      <SummaryLine view={view} scene={scene} />
    </>
  );
}
