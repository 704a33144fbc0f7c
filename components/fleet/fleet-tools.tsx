"use client";
// The fleet's tools: search, filters, export.
import type { KnownRegistries } from "#lib/api";
import { CAPABILITIES } from "#lib/evidence";
import { ChoiceMenu } from "../ui/choice-menu.tsx";
import { FilterFold } from "../ui/filter-fold.tsx";
import { countOf } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { SeedIcon } from "../ui/seed-name.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { ExportMenu } from "./export-menu.tsx";
import {
  countWhere,
  FLEET_STATES,
  type FleetState,
  fleetStateOf,
  type Known,
  ORIGINS,
  originOf,
  supports,
} from "./fleet-rows.ts";
import type { FleetAddress, SetFleetAddress } from "./use-fleet-address.ts";

const ORIGIN_WORDS = { all: "All", mine: "Met by you", demo: "Demo" };

export function FleetTools({
  registries,
  rows,
  address,
  setAddress,
}: {
  registries: KnownRegistries;
  rows: readonly Known[];
  address: FleetAddress;
  setAddress: SetFleetAddress;
}) {
  const chosen = address.state.length + address.capability.length;
  const counts = {
    all: registries.length,
    mine: countWhere(registries, (known) => originOf(known) === "mine"),
    demo: countWhere(registries, (known) => originOf(known) === "demo"),
  };
  return (
    <div className="flex flex-wrap items-center gap-2.5 border-b border-line px-3 py-2 small:gap-2">
      <input
        type="search"
        value={address.q}
        onChange={(event) => setAddress({ q: event.target.value || null }, { history: "replace" })}
        aria-label="Search the registries"
        placeholder="Search hosts and states"
        spellCheck={false}
        className="h-7 w-60 max-w-full rounded-control border border-line-3 bg-surface px-2 text-12 placeholder:text-ink-3 small:h-9 small:w-full small:text-[16px]"
      />
      <Segmented
        label="Whose registries"
        value={address.origin ?? "all"}
        onChange={(value) => setAddress({ origin: value === "all" ? null : value }, { history: "push" })}
        segmentClassName="small:h-9"
        segments={(["all", ...ORIGINS] as const).map((value) => ({
          value,
          content: (
            <>
              {ORIGIN_WORDS[value]} <span className="font-normal text-ink-3">{counts[value]}</span>
            </>
          ),
        }))}
      />
      <FilterFold chosen={chosen} className="small:order-1">
        <ChoiceMenu
          label="State"
          chosen={address.state}
          onChange={(state) => setAddress({ state: state.length > 0 ? state : null }, { history: "push" })}
          choices={FLEET_STATES.map((value) => ({
            value,
            count: countWhere(registries, (known) => fleetStateOf(known) === value),
            content: <StateWord state={value} />,
          }))}
        />
        <ChoiceMenu
          label="Capability"
          chosen={address.capability}
          onChange={(capability) =>
            setAddress({ capability: capability.length > 0 ? capability : null }, { history: "push" })
          }
          choices={CAPABILITIES.map((value) => ({
            value,
            count: countWhere(registries, (known) => supports(known, value)),
            content: <code>{value}</code>,
          }))}
        />
      </FilterFold>
      <span role="status" className="text-12 text-ink-3">
        {rows.length < registries.length &&
          `${rows.length} of ${countOf(registries.length, "registry", "registries")}`}
      </span>
      <span className="ml-auto">
        <ExportMenu hosts={rows.map(({ registry }) => registry)} />
      </span>
    </div>
  );
}

function StateWord({ state }: { state: FleetState }) {
  if (state === "not-probed") {
    return (
      <Mark mark="not-asked" tone="mute">
        not probed yet
      </Mark>
    );
  }
  if (state === "unknown") return <Mark mark="unread">unknown</Mark>;
  return (
    <>
      <SeedIcon seed={state} size={16} /> {state}
    </>
  );
}
