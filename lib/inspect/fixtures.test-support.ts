// Real files that lie beside the repository, with what a reader of each must show.
import { createHash } from "node:crypto";
import { SHARED, sharedBytes } from "../../scripts/test-support/shared-fixtures.ts";
import type { Tools } from "./draft.ts";

/** `mustShow` was computed without any JavaScript library. */
export type Fixture = {
  file: string;
  kind: string;
  sha256: string;
  mustShow: Record<string, unknown> | undefined;
};

/** Undefined where the folder is absent. */
export const FIXTURES: Fixture[] | undefined = SHARED?.files.map(({ file, kind, sha256, must_show }) => ({
  ...{ file, kind, sha256 },
  mustShow: must_show ?? undefined,
}));
/** OCI layouts, with which attestation is about which image. */
export const LAYOUTS = SHARED?.layouts;

export const fixtureBytes = sharedBytes;

export const TOOLS: Tools = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"),
  now: Date.UTC(2026, 10, 24),
};
