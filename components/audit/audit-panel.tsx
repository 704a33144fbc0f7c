"use client";
// On a registry's page: name a repository and audit it there, and what the audits of its repositories came to.
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useId, useMemo, useState } from "react";
import type { AuditSummary } from "#lib/api";
import { BadInput, type BadInputFault, headlineOf } from "../explorer/bad-input.tsx";
import { readRepository, repositoryPath } from "../registry/registry-path.ts";
import { Button } from "../ui/button.tsx";
import { MarkIcon } from "../ui/mark.tsx";
import { NameInput } from "../ui/name-input.tsx";
import { Panel } from "../ui/panel.tsx";
import { AuditExportMenu } from "./audit-export-menu.tsx";
import { AuditSection, shownAudit } from "./audit-section.tsx";
import { AuditedRepositories } from "./audited-repositories.tsx";
import { useAudit } from "./use-audit.ts";

/** `repository` is put into the box as long as nobody writes in it; `audits` are what the server remembers of this registry's. */
export function AuditPanel({
  registry,
  repository,
  audits,
  rendered,
}: {
  registry: string;
  repository: string | undefined;
  audits: AuditSummary[];
  rendered: number;
}) {
  const ids = { field: useId(), note: useId() };
  const [typed, setTyped] = useState<string>();
  const text = typed ?? repository ?? "";
  const [fault, setFault] = useState<BadInputFault>();
  const [started, setStarted] = useState<{ repository: string; times: number }>();

  const start = (name: string) => {
    setTyped(name);
    const read = readRepository(registry, name);
    if ("message" in read) return setFault({ detail: read.message, input: read.input });
    setFault(undefined);
    setStarted((known) => ({ repository: read.repository, times: (known?.times ?? 0) + 1 }));
  };

  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
      <Panel
        title="Audit a repository"
        note="All tags against the API, and how each artifact was made. It only reads."
      >
        <form
          className="grid gap-2 px-3 py-2.5"
          onSubmit={(event) => {
            event.preventDefault();
            start(text);
          }}
        >
          <label htmlFor={ids.field} className="sr-only">
            Repository to audit
          </label>
          <div className="flex gap-2">
            <NameInput
              id={ids.field}
              value={text}
              onChange={(event) => {
                setTyped(event.target.value);
                setFault(undefined);
              }}
              faultId={fault ? ids.note : undefined}
              placeholder="shop/checkout"
              className="flex-1"
            />
            <Button type="submit">Audit</Button>
          </div>
          {fault && (
            <div id={ids.note} role="alert" className="grid gap-2">
              <p className="flex items-start gap-1.5 text-12 font-semibold text-bad">
                <MarkIcon mark="missing" className="mt-px" />
                {headlineOf(fault)}
              </p>
              <BadInput fault={fault} onUse={start} />
            </div>
          )}
        </form>
        {audits.length > 0 && <AuditedRepositories audits={audits} rendered={rendered} />}
      </Panel>
      {started && <Running key={started.repository} registry={registry} {...started} />}
    </div>
  );
}

/** The audit that was started here. `times` counts the presses of the button. */
function Running({ registry, repository, times }: { registry: string; repository: string; times: number }) {
  const router = useRouter();
  const place = useMemo(() => ({ registry, repository }), [registry, repository]);
  const asked = useAudit(place);
  const { start, isAsking } = asked;
  const view = shownAudit(asked, undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each press of the button starts it once
  useEffect(() => start(), [start, times]);
  const isDone = view?.phase === "done" && !isAsking;
  useEffect(() => {
    // The server knows more now: the verdict, the steps and the list of audits are drawn again.
    if (isDone) router.refresh();
  }, [isDone, router]);
  return (
    <>
      {!isAsking && view && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-12 text-ink-2">
          <span>
            What stands below also has{" "}
            <Link
              href={repositoryPath(registry, repository)}
              prefetch={false}
              className="text-accent underline small:inline-block small:py-2"
            >
              a page of its own
            </Link>
            .
          </span>
          {view.audit && <AuditExportMenu audit={view.audit} />}
        </p>
      )}
      <AuditSection place={place} view={view} asked={asked} />
    </>
  );
}
