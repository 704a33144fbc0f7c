// A kind's silhouette and glyph in its hue.
import type { NodeKind } from "#lib/graph";
import { classes } from "./classes.ts";
import { KIND_SHAPES } from "./shapes.ts";

/** What each kind is called, alone and in numbers. */
export const KIND_WORDS: Record<NodeKind, { one: string; many: string; title: string }> = {
  index: { one: "index", many: "indexes", title: "Index" },
  image: { one: "image", many: "images", title: "Image" },
  signature: { one: "signature", many: "signatures", title: "Signature" },
  sbom: { one: "SBOM", many: "SBOMs", title: "SBOM" },
  provenance: { one: "provenance", many: "provenance", title: "Provenance" },
  vex: { one: "VEX", many: "VEX", title: "VEX" },
  "scan-report": { one: "scan report", many: "scan reports", title: "Scan report" },
  attestation: { one: "attestation", many: "attestations", title: "Attestation" },
  lifecycle: { one: "lifecycle", many: "lifecycle", title: "Lifecycle" },
  accelerator: { one: "accelerator", many: "accelerators", title: "Accelerator" },
  other: { one: "other", many: "others", title: "Other" },
  unknown: { one: "unknown", many: "unknown", title: "Unknown" },
};

// Written out, since Tailwind finds class names by reading the source.
const HUES: Record<NodeKind, string> = {
  index: "text-kind-index",
  image: "text-kind-image",
  signature: "text-kind-signature",
  sbom: "text-kind-sbom",
  provenance: "text-kind-provenance",
  vex: "text-kind-vex",
  "scan-report": "text-kind-scan-report",
  attestation: "text-kind-attestation",
  lifecycle: "text-kind-lifecycle",
  accelerator: "text-kind-accelerator",
  other: "text-kind-other",
  unknown: "text-kind-unknown",
};

/**
 * Decorative unless `named`: then the kind's word is its accessible name and tooltip, for where no word
 * stands beside it. `size` in pixels, 16 to 26.
 */
export function KindIcon({
  kind,
  size = 18,
  named = false,
  className,
}: {
  kind: NodeKind;
  size?: number;
  named?: boolean;
  className?: string;
}) {
  const { outline, glyph, dashed } = KIND_SHAPES[kind];
  const name = KIND_WORDS[kind].one;
  return (
    <svg
      viewBox="0 0 28 28"
      width={size}
      height={size}
      className={classes("inline-block flex-none overflow-visible", HUES[kind], className)}
      strokeLinejoin="round"
      strokeLinecap="round"
      role={named ? "img" : undefined}
      aria-label={named ? name : undefined}
      aria-hidden={!named}
    >
      <title>{named ? name : ""}</title>
      <path
        d={outline}
        stroke="currentColor"
        strokeWidth="1.25"
        strokeDasharray={dashed ? "3.2 3" : undefined}
        className="fill-[color-mix(in_oklab,currentColor_13%,var(--color-surface))]"
      />
      <path d={glyph} fill="none" stroke="currentColor" strokeWidth="1.75" />
    </svg>
  );
}
