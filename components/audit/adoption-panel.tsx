"use client";
// Which generation of producers made what lies in the repository, over its tags and over time.
import { useMemo } from "react";
import type { TagRow } from "#lib/api";
import { countOf } from "../ui/format.ts";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { adoptionOf } from "./adoption.ts";
import { AdoptionPicture } from "./adoption-picture.tsx";
import { AdoptionTable } from "./adoption-table.tsx";
import { useAuditAddress } from "./use-audit-address.ts";

const FORMS = [
  { value: "picture", content: "Picture" },
  { value: "table", content: "Table" },
] as const;

/** `timesUnread`: images whose config was not read. Nothing is drawn without an image. */
export function AdoptionPanel({ rows, timesUnread = 0 }: { rows: readonly TagRow[]; timesUnread?: number }) {
  const adoption = useMemo(() => adoptionOf(rows), [rows]);
  const { address, setAddress } = useAuditAddress();
  const { images, referrers } = adoption;
  if (images === 0) return null;
  return (
    <Panel
      title="How it was made"
      note={`${countOf(images, "tag")}, each by the newest way in which anything is attached`}
      actions={
        <Segmented
          label="Form"
          segments={[...FORMS]}
          value={address.made}
          onChange={(made) => setAddress({ made }, { history: "push" })}
        />
      }
    >
      {address.made === "picture" ? (
        <AdoptionPicture adoption={adoption} />
      ) : (
        <AdoptionTable adoption={adoption} />
      )}
      <p className="border-t border-line px-3 py-2 text-12 leading-[18px] text-ink-3">
        Times are the images' own claims.
        {timesUnread > 0 &&
          ` The configs of ${countOf(timesUnread, "image")} were not read, so their times are not known.`}
        {referrers > 0 &&
          ` ${countOf(referrers, "tag names", "tags name")} a referrer, which is no image, and ${referrers === 1 ? "takes" : "take"} no part.`}
      </p>
    </Panel>
  );
}
