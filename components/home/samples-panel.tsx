"use client";
// Images of the demo registries, worth opening.
import Link from "next/link";
import { useState } from "react";
import type { Upgrade } from "#lib/upgrade";
import { NotProbed, ProposalEState } from "../registry/registry-state.tsx";
import { Button } from "../ui/button.tsx";
import { Panel } from "../ui/panel.tsx";
import { firstSamples } from "./first-samples.ts";

/** `upgrade` is the last verdict on its registry; absent when nobody asked it yet. */
export type SampleRow = {
  reference: string;
  path: string;
  about: string;
  registry: string;
  upgrade?: Upgrade;
};

/** At first a few that differ; a button shows the rest. */
export function SamplesPanel({ samples }: { samples: SampleRow[] }) {
  const [isWhole, setWhole] = useState(false);
  const first = firstSamples(samples);
  const shown = isWhole ? samples : first;
  return (
    <Panel
      title="Samples"
      note="On the built-in demo registries, each with its registry's state. They work offline."
    >
      <ul>
        {shown.map(({ reference, path, about, upgrade }) => (
          <li
            key={path}
            className="grid min-h-7 grid-cols-[minmax(0,8fr)_minmax(0,8fr)_170px] items-center gap-x-4 border-b border-line px-3 py-1 transition-colors last:border-b-0 hover:bg-hover small:grid-cols-1 small:gap-y-0.5 small:py-2"
          >
            <Link
              href={path}
              prefetch={false}
              className="truncate font-mono text-12 text-accent hover:underline small:py-1 small:break-all small:whitespace-normal"
            >
              {reference}
            </Link>
            <span className="text-12 text-ink-2">{about}</span>
            <span className="flex text-12 text-ink-2">
              {upgrade ? <ProposalEState upgrade={upgrade} /> : <NotProbed />}
            </span>
          </li>
        ))}
      </ul>
      {samples.length > first.length && (
        <div className="border-t border-line px-1 py-0.5">
          <Button look="quiet" dense aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? "Show fewer" : `Show all ${samples.length}`}
          </Button>
        </div>
      )}
    </Panel>
  );
}
