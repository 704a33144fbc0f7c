"use client";
// Says first that the image which was asked about is not there, or was not shown, and what stands all the same.
import Link from "next/link";
import type { KeptCapability, Probe, UnreadPlace } from "#lib/api";
import { isDigest } from "#lib/oci";
import { shellQuoted } from "../artifact/commands.ts";
import { LogMark } from "../explorer/log-mark.tsx";
import { type LogRow, statusText } from "../explorer/log-rows.ts";
import { RequestName } from "../explorer/request-name.tsx";
import { Age } from "../ui/age.tsx";
import { buttonClasses } from "../ui/button.tsx";
import { countOf, visibleText } from "../ui/format.ts";
import { AskedList, StatePanel, StateText } from "../ui/state-panel.tsx";
import { remedyOf } from "./commands.ts";
import { registryPath } from "./registry-path.ts";
import { askedWords } from "./shown-verdict.ts";
import { UNREAD_LOOKS, unreadTitle } from "./unread-words.ts";

/** `rows` is the page's log, `origin` where its API answers. */
export function UnreadNote({
  probe,
  unread,
  kept,
  rows,
  origin,
  rendered,
  onOpen,
}: {
  probe: Probe;
  unread: UnreadPlace;
  kept: KeptCapability[];
  rows: LogRow[];
  origin: string;
  rendered: number;
  onOpen: (row: LogRow) => void;
}) {
  const { registry, repository = "" } = probe;
  const { mark, tone, says } = UNREAD_LOOKS[unread.state];
  const shown = rows.filter(({ exchange }) => unread.exchanges.includes(exchange.id));
  return (
    <StatePanel
      wide
      mark={mark}
      tone={tone}
      title={unreadTitle(registry, repository, unread)}
      command={commandOf(registry, repository, unread, origin)}
      actions={
        <Link href={registryPath({ registry })} prefetch={false} className={buttonClasses("plain")}>
          The registry as a whole
        </Link>
      }
    >
      <StateText>
        It answered {visibleText(unread.answered)}. {says}{" "}
        <Standing upgrade={probe.upgrade} kept={kept} rendered={rendered} />
      </StateText>
      <AskedList
        rows={shown.map((row) => ({
          key: row.exchange.id,
          name: <RequestName row={row} numbered onOpen={() => onOpen(row)} />,
          value: <LogMark outcome={row.outcome} detail={`, ${statusText(row.exchange)}`} />,
        }))}
      />
    </StatePanel>
  );
}

/** What of the registry is known all the same, and from when. */
function Standing({
  upgrade: { capabilities },
  kept,
  rendered,
}: {
  upgrade: Probe["upgrade"];
  kept: KeptCapability[];
  rendered: number;
}) {
  const [first] = kept.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <>
      {first && (
        <>
          What was known of the registry still stands below:{" "}
          {countOf(kept.length, "capability", "capabilities")}, established {visibleText(askedWords(first))}{" "}
          <Age at={first.at} rendered={rendered} />
          {kept.some(({ at }) => at !== first.at) ? " or earlier" : ""}.{" "}
        </>
      )}
      {capabilities.referrersApi.support === "unknown" &&
        "Whether the registry has the referrers API is not known, and nothing here says that it has none."}
    </>
  );
}

function commandOf(
  registry: string,
  repository: string,
  { state, reference }: UnreadPlace,
  origin: string,
): string | undefined {
  const plain = origin.startsWith("http:") ? "--plain-http " : "";
  switch (state) {
    case "no-repository":
      return `oras repo ls ${plain}${shellQuoted(registry)}`;
    case "no-image":
    case "no-such":
      return reference !== undefined && isDigest(reference)
        ? undefined
        : `oras repo tags ${plain}${shellQuoted(`${registry}/${repository}`)}`;
    case "denied":
      return remedyOf("credentials-refused", registry);
    case "rate-limited":
      return remedyOf("rate-limited", registry);
    case "failed":
      return remedyOf("registry-error", registry, origin);
  }
}
