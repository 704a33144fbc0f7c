// The registries this server has met, as cards: each reading on its own line.
import Link from "next/link";
import type { KnownRegistries } from "#lib/api";
import type { Upgrade } from "#lib/upgrade";
import { DemoTitle } from "../registry/demo-title.tsx";
import { Expired } from "../registry/expired.tsx";
import { registryPath } from "../registry/registry-path.ts";
import { NotProbed, Oci11State, ProposalEState, StepState } from "../registry/registry-state.tsx";
import { Age } from "../ui/age.tsx";
import { classes } from "../ui/classes.ts";
import { Panel } from "../ui/panel.tsx";

type Known = KnownRegistries[number];

/** Cards: two rows of four, on a phone four in all. */
const SHOWN = { wide: 8, small: 4 };

export function RegistriesPanel({ registries, rendered }: { registries: KnownRegistries; rendered: number }) {
  return (
    <Panel
      title="Registries"
      note={registries.length > 0 ? `${registries.length} known` : undefined}
      actions={
        <Link href="/registries" className="text-12 text-accent hover:underline small:py-2">
          {registries.length > 0 ? "All registries" : "Probe a registry"}
        </Link>
      }
    >
      {registries.length === 0 ? (
        <p className="px-3 py-2.5 text-12 text-ink-2">
          None yet. A registry is listed here once you explore an image on it, or probe it by its host.
        </p>
      ) : (
        <ul className="grid grid-cols-4 overflow-hidden rounded-b-panel narrow:grid-cols-2 small:grid-cols-1">
          {registries.slice(0, SHOWN.wide).map((known, at) => (
            <li
              key={known.registry}
              className={classes(
                "-mt-px -ml-px min-w-0 border-t border-l border-line",
                at >= SHOWN.small && "small:hidden",
              )}
            >
              <RegistryCard known={known} rendered={rendered} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Neither reading has a state, so one reason stands for both. */
function isUnknown({ proposalE, oci11 }: Upgrade): boolean {
  return proposalE.state === "unknown" && oci11.state === "unknown";
}

function RegistryCard({
  known: { registry, demo, at, expiresAt, upgrade },
  rendered,
}: {
  known: Known;
  rendered: number;
}) {
  return (
    <Link
      href={registryPath({ registry })}
      prefetch={false}
      className="block h-full px-3.5 pt-2.5 pb-3 text-12 leading-[18px] text-ink-2 transition-colors hover:bg-hover focus-visible:outline-offset-[-2px]"
    >
      <b className="block truncate text-13 text-ink" title={registry}>
        {registry}
      </b>
      <span className="flex min-h-[18px] items-center">
        {upgrade ? <ProposalEState upgrade={upgrade} /> : <NotProbed />}
      </span>
      {upgrade && isUnknown(upgrade) && <span className="block text-ink-3">in both readings</span>}
      {upgrade && !isUnknown(upgrade) && (
        <>
          <span className="block truncate">
            <Oci11State upgrade={upgrade} />
          </span>
          <span className="block">
            <StepState upgrade={upgrade} />
          </span>
        </>
      )}
      <span className="block truncate text-ink-3">
        {at ? (
          <>
            {demo && "demo, "}seen <Age at={at} rendered={rendered} />
            <Expired at={expiresAt} rendered={rendered} />
          </>
        ) : (
          demo && <DemoTitle title={demo.title} />
        )}
      </span>
    </Link>
  );
}
