"use client";
// One registry's page: the remembered verdict first where there is one, else a probe as soon as the page is alive.
import { type ReactNode, useMemo, useState } from "react";
import type { AuditSummary, Probe } from "#lib/api";
import { transition } from "#lib/upgrade";
import { AuditPanel } from "../audit/audit-panel.tsx";
import { AuditedRepositories } from "../audit/audited-repositories.tsx";
import { auditedTags } from "../audit/audited-tags.ts";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { type LogRow, logRows } from "../explorer/log-rows.ts";
import { countOf, visibleText } from "../ui/format.ts";
import { Panel } from "../ui/panel.tsx";
import { useAsked } from "../use-asked.ts";
import { AccessNote } from "./access-note.tsx";
import { ActiveProbePanel } from "./active-probe-panel.tsx";
import { CapabilitiesPanel } from "./capabilities-panel.tsx";
import { DemoNote } from "./demo-note.tsx";
import { ExchangesPanel } from "./exchanges-panel.tsx";
import { ExtensionsPanel } from "./extensions-panel.tsx";
import { NotesPanel } from "./notes-panel.tsx";
import { originOf, ProbeLoading, ProbeProblem, ProbeRefused, ProbeStopped } from "./probe-states.tsx";
import { isUnreachable } from "./problem-look.ts";
import { RegistryHeader } from "./registry-header.tsx";
import { readRepository } from "./registry-path.ts";
import { ReindexGapPanel } from "./reindex-gap-panel.tsx";
import { RepositoryForm } from "./repository-form.tsx";
import { type Known, newestOf, pageLog } from "./shown-verdict.ts";
import { SubjectNote } from "./subject-note.tsx";
import { TransitionPanel } from "./transition-panel.tsx";
import { UnreadNote } from "./unread-note.tsx";
import { UpgradePanel } from "./upgrade-panel.tsx";
import { useActiveProbe } from "./use-active-probe.ts";

/**
 * `repository` is the address's "name", "name:tag" or "name@digest", or a text that is none of them; `known` what the
 * server remembers of the registry, `audits` of its repositories; `samples` are repositories that are surely there; `writes` whether this server
 * may write; `rendered` when the server made the page.
 */
export function RegistryView({
  registry,
  repository,
  known,
  audits,
  samples,
  writes,
  rendered,
}: {
  registry: string;
  repository?: string;
  known?: Known;
  audits: AuditSummary[];
  samples: string[];
  writes: boolean;
  rendered: number;
}) {
  const remembered = known?.upgrade !== undefined && repository === undefined ? known : undefined;
  const about = repository ?? remembered?.upgrade?.repository;
  const named = useMemo(() => readAbout(registry, about), [registry, about]);
  const refusal = named && "message" in named ? named.message : undefined;
  const request = useMemo(
    () => (named && "repository" in named ? { registry, ...named } : { registry }),
    [registry, named],
  );
  const {
    answer: asked,
    problem,
    isAsking,
    ask,
    stop,
  } = useAsked<Probe>("/api/probe", request, remembered === undefined && refusal === undefined);
  const [open, setOpen] = useState<LogRow>();
  const active = useActiveProbe();
  const hasFailed = problem !== undefined && !isAsking;
  const verdict = newestOf(asked, standsFor({ repository, asked, hasFailed }, known) ? known : undefined);
  const { probe, upgrade, kept, exchanges } = verdict;
  const pushed = active.state.phase === "done" ? active.state.probe.exchanges : undefined;
  const rows = useMemo(
    () => logRows(pageLog(exchanges, pushed, problem?.exchanges), []),
    [exchanges, pushed, problem],
  );
  const openById = (id: string) => setOpen(rows.find(({ exchange }) => exchange.id === id));
  const log = { exchanges: rows.map(({ exchange }) => exchange.id), rendered, onOpen: openById };
  const cannotAsk = hasFailed && isUnreachable(problem);
  // What is not there cannot be audited.
  const isMissing = asked?.unread?.state === "no-repository";
  const origin = originOf(exchanges) ?? `https://${registry}`;
  const isKnown = known?.upgrade !== undefined;
  const isStopped = !upgrade && !isAsking && !problem && refusal === undefined;
  return (
    <div className="mx-auto max-w-[1440px] px-gutter pt-4 pb-8">
      <RegistryHeader
        registry={registry}
        verdict={verdict}
        rendered={rendered}
        isAsking={isAsking}
        onAsk={ask}
        onStop={stop}
      />
      {hasFailed && (
        <div className="mb-4">
          <ProbeProblem
            problem={problem}
            registry={registry}
            hasEarlier={upgrade !== undefined}
            isOther={repository !== undefined && nameOf(registry, repository) !== upgrade?.repository}
            isKnown={isKnown}
            cannotAsk={cannotAsk}
            rows={rows}
            onAsk={ask}
            onOpen={setOpen}
          />
        </div>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_408px] items-start gap-4 narrow:grid-cols-1">
        <Column>
          <Place order="narrow:order-1">
            {asked?.unread && upgrade && !hasFailed && (
              <UnreadNote
                {...{ probe: asked, unread: asked.unread, kept: asked.kept ?? [], rows, origin, rendered }}
                onOpen={setOpen}
              />
            )}
            {upgrade && !asked?.unread && <AccessNote upgrade={upgrade} origin={origin} samples={samples} />}
            {!upgrade && isAsking && <ProbeLoading registry={registry} onStop={stop} />}
            {isStopped && <ProbeStopped registry={registry} isKnown={isKnown} onAsk={ask} />}
            {refusal !== undefined && (
              <ProbeRefused registry={registry} isKnown={isKnown} message={refusal} />
            )}
          </Place>
          <Place order="narrow:order-2">{upgrade && <UpgradePanel upgrade={upgrade} />}</Place>
          <Place order="narrow:order-3">
            {upgrade && (
              <TransitionPanel
                transition={transition(upgrade, audits.map(auditedTags))}
                note={restsOn(upgrade.repository, audits.length)}
              />
            )}
          </Place>
          <Place order="narrow:order-4">
            {!cannotAsk && (
              <AuditPanel
                registry={registry}
                repository={nameOf(registry, isMissing ? upgrade?.repository : (about ?? samples[0]))}
                audits={audits}
                rendered={rendered}
              />
            )}
            {cannotAsk && audits.length > 0 && (
              <Panel title="Audited before" note="As it was then">
                <AuditedRepositories audits={audits} rendered={rendered} />
              </Panel>
            )}
          </Place>
          <Place order="narrow:order-5">
            {upgrade && <CapabilitiesPanel upgrade={upgrade} kept={kept} {...log} />}
          </Place>
          <Place order="narrow:order-7">
            <ActiveProbePanel
              {...{ asked: active, registry, writes, isUnreachable: cannotAsk }}
              exchanges={log.exchanges}
              onOpen={openById}
            />
          </Place>
          <Place order="narrow:order-8">
            {upgrade && rows.length > 0 && (
              <ExchangesPanel
                rows={rows}
                isWhole={probe?.exchanges.length === rows.length}
                onOpen={setOpen}
              />
            )}
          </Place>
        </Column>
        <Column>
          <Place order="narrow:order-3">{known?.demo && <DemoNote demo={known.demo} />}</Place>
          <Place order="narrow:order-4">
            {!cannotAsk && (
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

type OnePlace = { repository: string | undefined; asked: Probe | undefined; hasFailed: boolean };

/**
 * Whether what the server remembers of the registry belongs on the page. Of one repository nothing is shown before it was
 * asked about; then what is known besides stands where that repository could not be read, or is what is known.
 */
function standsFor({ repository, asked, hasFailed }: OnePlace, known: Known | undefined): boolean {
  if (repository === undefined || hasFailed || asked?.unread) return true;
  return asked !== undefined && known?.upgrade?.repository === asked.repository;
}

/** On a narrow page both columns become one, in the order of their places. */
function Column({ children }: { children: ReactNode }) {
  return <div className="grid min-w-0 gap-4 narrow:contents">{children}</div>;
}

function Place({ order, children }: { order: string; children: ReactNode }) {
  return <div className={`min-w-0 empty:hidden ${order}`}>{children}</div>;
}

/** What the steps rest on: `repository` is the one that the verdict is about. */
function restsOn(repository: string | undefined, audits: number): string {
  const verdict = `By the last verdict${repository === undefined ? "" : `, about ${visibleText(repository)}`}`;
  if (audits === 0) return `${verdict}; no repository was audited yet.`;
  return `${verdict}, and ${audits === 1 ? "the audit of one repository" : `audits of ${countOf(audits, "repository", "repositories")}`}.`;
}

/** The repository alone of "name", "name:tag" or "name@digest". */
function nameOf(registry: string, text: string | undefined): string | undefined {
  const read = readAbout(registry, text);
  return !read || "message" in read ? undefined : read.repository;
}

function readAbout(registry: string, text: string | undefined) {
  return text === undefined ? undefined : readRepository(registry, text);
}
