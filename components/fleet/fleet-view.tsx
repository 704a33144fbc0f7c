"use client";
// The fleet page under its head: compare, tools, table.
import type { KnownRegistries } from "#lib/api";
import { Panel } from "../ui/panel.tsx";
import { ComparePanel } from "./compare-panel.tsx";
import { fleetRows, type Known } from "./fleet-rows.ts";
import { FleetTable } from "./fleet-table.tsx";
import { FleetTools } from "./fleet-tools.tsx";
import { useFleetAddress } from "./use-fleet-address.ts";

/** `actions` stand at the table's head; `rendered` is when the server made the page. */
export function FleetView({
  registries,
  actions,
  rendered,
}: {
  registries: KnownRegistries;
  actions?: React.ReactNode;
  rendered: number;
}) {
  const { address, setAddress } = useFleetAddress();
  const rows = fleetRows(
    registries,
    { ...address, query: address.q, origin: address.origin ?? undefined },
    address.sort === null ? undefined : { by: address.sort, isDescending: address.desc },
  );
  const chosen = chosenOf(registries, address.compare);
  const compared = chosen.map(({ registry }) => registry);
  const compare = (hosts: string[]) =>
    setAddress({ compare: hosts.length > 0 ? hosts : null }, { history: "push" });
  const own = registries.filter(({ demo }) => !demo).length;
  return (
    <>
      {chosen.length > 0 && (
        <ComparePanel
          chosen={chosen}
          onClear={() => compare([])}
          onRemove={(host) => compare(compared.filter((other) => other !== host))}
          rendered={rendered}
        />
      )}
      <Panel title="Met since the server started" note={noteOf(registries.length, own)} actions={actions}>
        {registries.length === 0 ? (
          <p className="px-3 py-2.5 text-12 text-ink-2">
            None yet. A registry stands here once you explore an image on it, or probe it by its host. The
            demo registries are off.
          </p>
        ) : (
          <>
            <FleetTools registries={registries} rows={rows} address={address} setAddress={setAddress} />
            {rows.length > 0 ? (
              <FleetTable
                rows={rows}
                sort={{ by: address.sort, isDescending: address.desc }}
                setSort={(sort, isDescending) =>
                  setAddress({ sort, desc: isDescending || null }, { history: "push" })
                }
                compared={compared}
                onCompare={(host, isChosen) =>
                  compare(isChosen ? [...compared, host] : compared.filter((other) => other !== host))
                }
                rendered={rendered}
              />
            ) : (
              <p className="px-3 py-2.5 text-12 text-ink-2">No registry fits the search and the filters.</p>
            )}
          </>
        )}
      </Panel>
    </>
  );
}

/** Hosts in an address may be anybody's: only those that are known count, and two at most. */
function chosenOf(registries: KnownRegistries, hosts: readonly string[]): Known[] {
  return [...new Set(hosts)]
    .flatMap((host) => registries.find(({ registry }) => registry === host) ?? [])
    .slice(0, 2);
}

function noteOf(all: number, own: number): string | undefined {
  if (all === 0) return undefined;
  const demo = all - own;
  const met = own === 0 ? "None met by you yet" : `${own} met by you`;
  return demo === 0
    ? `${met}.`
    : `${met}; ${demo} demo, which run on this machine, one for each state and each odd way of answering.`;
}
