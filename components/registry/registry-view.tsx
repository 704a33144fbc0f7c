"use client";
// One registry's page: the remembered verdict first where there is one, else a probe as soon as the page is alive.
import { type ReactNode, useMemo, useState } from "react";
import type { KnownRegistries } from "#lib/api";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { type LogRow, logRows } from "../explorer/log-rows.ts";
import { AccessNote } from "./access-note.tsx";
import { CapabilitiesPanel } from "./capabilities-panel.tsx";
import { DemoNote } from "./demo-note.tsx";
import { ExchangesPanel } from "./exchanges-panel.tsx";
import { ExtensionsPanel } from "./extensions-panel.tsx";
import { NotesPanel } from "./notes-panel.tsx";
import { originOf, ProbeLoading, ProbeProblem, ProbeStopped } from "./probe-states.tsx";
import { RegistryHeader } from "./registry-header.tsx";
import { readRepository } from "./registry-path.ts";
import { ReindexGapPanel } from "./reindex-gap-panel.tsx";
import { RepositoryForm } from "./repository-form.tsx";
import { SubjectNote } from "./subject-note.tsx";
import { UpgradePanel } from "./upgrade-panel.tsx";
import { useProbe } from "./use-probe.ts";

/**
 * `repository` is the address's "name", "name:tag" or "name@digest"; `known` what the server remembers of the
 * registry; `samples` repositories that are surely there; `rendered` when the server made the page.
 */
export function RegistryView({
  registry,
  repository,
  known,
  samples,
  rendered,
}: {
  registry: string;
  repository?: string;
  known?: KnownRegistries[number];
  samples: string[];
  rendered: number;
}) {
  const request = useMemo(() => requestOf(registry, repository), [registry, repository]);
  const isRemembered = known?.upgrade !== undefined && repository === undefined;
  const { probe, problem, isAsking, ask, stop } = useProbe(request, !isRemembered);
  const [open, setOpen] = useState<LogRow>();
  const rows = useMemo(() => logRows(probe?.exchanges ?? [], []), [probe]);
  const upgrade = probe?.upgrade ?? (isRemembered ? known.upgrade : undefined);
  const openById = (id: string) => setOpen(rows.find(({ exchange }) => exchange.id === id));
  const origin = originOf(probe?.exchanges ?? []) ?? `https://${registry}`;
  return (
    <div className="mx-auto max-w-[1440px] px-gutter pt-4 pb-8">
      <RegistryHeader
        registry={registry}
        probe={probe}
        at={isRemembered ? known.at : undefined}
        rendered={rendered}
        isAsking={isAsking}
        onAsk={ask}
        onStop={stop}
      />
      {problem && !isAsking && (
        <div className="mb-4">
          <ProbeProblem
            problem={problem}
            registry={registry}
            hasEarlier={upgrade !== undefined}
            onAsk={ask}
            onOpen={setOpen}
          />
        </div>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_408px] items-start gap-4 narrow:grid-cols-1">
        <Column>
          {upgrade ? (
            <>
              <Place order="narrow:order-1">
                <AccessNote upgrade={upgrade} samples={samples} />
              </Place>
              <Place order="narrow:order-2">
                <UpgradePanel upgrade={upgrade} />
              </Place>
              <Place order="narrow:order-5">
                <CapabilitiesPanel
                  upgrade={upgrade}
                  exchanges={rows.map(({ exchange }) => exchange.id)}
                  onOpen={openById}
                />
              </Place>
              <Place order="narrow:order-8">{probe && <ExchangesPanel rows={rows} onOpen={setOpen} />}</Place>
            </>
          ) : isAsking ? (
            <ProbeLoading registry={registry} onStop={stop} />
          ) : (
            !problem && <ProbeStopped registry={registry} onAsk={ask} />
          )}
        </Column>
        <Column>
          <Place order="narrow:order-3">{known?.demo && <DemoNote demo={known.demo} />}</Place>
          <Place order="narrow:order-4">
            {(upgrade || !problem) && (
              <RepositoryForm
                key={repository}
                registry={registry}
                repository={repository}
                samples={samples}
              />
            )}
          </Place>
          <Place order="narrow:order-3">
            {upgrade && <ReindexGapPanel upgrade={upgrade} origin={origin} />}
          </Place>
          <Place order="narrow:order-6">{probe && <SubjectNote probe={probe} />}</Place>
          <Place order="narrow:order-6">{probe && <ExtensionsPanel probe={probe} />}</Place>
          <Place order="narrow:order-7">{probe && <NotesPanel notes={probe.notes} />}</Place>
        </Column>
      </div>
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </div>
  );
}

/** On a narrow page both columns become one, in the order of their places. */
function Column({ children }: { children: ReactNode }) {
  return <div className="grid min-w-0 gap-4 narrow:contents">{children}</div>;
}

function Place({ order, children }: { order: string; children: ReactNode }) {
  return <div className={`min-w-0 empty:hidden ${order}`}>{children}</div>;
}

function requestOf(registry: string, repository: string | undefined) {
  if (repository === undefined) return { registry };
  const read = readRepository(registry, repository);
  return "message" in read ? { registry, repository } : { registry, ...read };
}
