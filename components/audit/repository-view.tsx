"use client";
// One repository's page: where it stands in the transition, and its audit. Opening it asks nobody.
import { ListChecks } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import type { Audit } from "#lib/api";
import { transition, type Upgrade } from "#lib/upgrade";
import { registryPath } from "../registry/registry-path.ts";
import { TransitionPanel } from "../registry/transition-panel.tsx";
import { Age } from "../ui/age.tsx";
import { Button, buttonClasses } from "../ui/button.tsx";
import { countOf, formatDuration } from "../ui/format.ts";
import { AuditExportMenu } from "./audit-export-menu.tsx";
import { AuditSection, shownAudit } from "./audit-section.tsx";
import { viewOfAudit } from "./audit-view.ts";
import { auditedTags } from "./audited-tags.ts";
import { useAudit } from "./use-audit.ts";

/**
 * `remembered` is the server's last audit of it, `upgrade` its last verdict about this very repository, `rendered` when
 * the server made the page.
 */
export function RepositoryView({
  registry,
  repository,
  remembered,
  upgrade,
  rendered,
}: {
  registry: string;
  repository: string;
  remembered?: Audit;
  upgrade?: Upgrade;
  rendered: number;
}) {
  const place = useMemo(() => ({ registry, repository }), [registry, repository]);
  const asking = useAudit(place);
  const [before, setBefore] = useState<string>();
  const start = () => {
    setBefore(remembered?.at);
    asking.start();
  };
  const asked = { ...asking, start };
  const earlier = useMemo(() => remembered && viewOfAudit(remembered), [remembered]);
  const isOwnStop = asked.view?.phase === "stopped" && !asked.isAsking;
  useRefreshAfter(isOwnStop);
  // The server knows more of what was stopped here than the stream had told.
  const isRemembered = isOwnStop && remembered?.end === "stopped" && remembered.at !== before;
  const view = isRemembered ? earlier : shownAudit(asked, earlier);
  const audit = view?.audit;
  // What an audit proves of the API is newer than a verdict from before it.
  const known = audit?.upgrade ?? upgrade;
  return (
    <div className="mx-auto max-w-[1140px] px-gutter pt-4 pb-8">
      <header className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h1 className="text-18 font-semibold tracking-[-0.01em] break-all">
          <Link
            href={registryPath({ registry })}
            prefetch={false}
            className="font-normal text-ink-2 hover:text-accent hover:underline"
          >
            {registry}
          </Link>
          <span className="px-1 font-normal text-ink-3">/</span>
          {repository}
        </h1>
        {audit && (
          <p className="text-ink-3">
            audited <Age at={audit.at} rendered={rendered} />, {countOf(audit.requests, "request")},{" "}
            {formatDuration(audit.durationMs)}
          </p>
        )}
        <span className="ml-auto flex flex-wrap items-center gap-2 small:ml-0 small:w-full">
          <Link href={registryPath({ registry, repository })} prefetch={false} className={buttonClasses()}>
            Probe it
          </Link>
          {view && !asked.isAsking && (
            <Button onClick={asked.start}>
              <ListChecks size={14} aria-hidden /> Audit again
            </Button>
          )}
          {audit && !asked.isAsking && <AuditExportMenu audit={audit} />}
        </span>
      </header>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
        {known && (
          <TransitionPanel
            transition={transition(known, audit ? [auditedTags(audit)] : [])}
            note={audit ? "of this repository, by its audit" : "of this repository, by its last verdict"}
          />
        )}
        <AuditSection place={place} view={view} asked={asked} />
      </div>
    </div>
  );
}

/** The server needs a moment to end what was stopped. */
const SETTLE_MS = 500;

/** Draws the page again, with what the server remembers, once `isDue` holds. */
function useRefreshAfter(isDue: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(() => router.refresh(), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [isDue, router]);
}
