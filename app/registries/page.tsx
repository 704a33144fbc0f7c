// The registries this server has met since it started. The page asks none of them.
import type { Metadata } from "next";
import { ProbeAll } from "#components/registry/probe-all";
import { RegistriesTable } from "#components/registry/registries-table";
import { RegistryBox } from "#components/registry/registry-box";
import { Panel } from "#components/ui/panel";
import { knownRegistries, listSamples } from "#lib/explore";
import { parseReference } from "#lib/oci";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Registries" };

export default async function RegistriesPage() {
  const [registries, samples] = await Promise.all([knownRegistries(), listSamples()]);
  const own = registries.filter(({ demo }) => !demo);
  const demo = registries.filter((known) => known.demo);
  // Some name no repository of their own accord; the first sample's is surely there.
  const repositories = new Map(
    samples.toReversed().map(({ registry, reference }) => [registry, parseReference(reference).repository]),
  );
  const rendered = Date.now();
  return (
    <div className="mx-auto grid max-w-[1140px] gap-4 px-gutter pt-4 pb-8">
      <header>
        <h1 className="text-18 font-semibold tracking-[-0.01em]">Registries</h1>
        <p className="mt-0.5 mb-3 text-ink-2">
          How far each has come on the upgrade path, by its own answers. Probing only reads.
        </p>
        <RegistryBox />
      </header>
      <Panel title="Met by you" note={own.length > 0 ? `${own.length} since the server started` : undefined}>
        {own.length > 0 ? (
          <RegistriesTable registries={own} rendered={rendered} />
        ) : (
          <p className="px-3 py-2.5 text-12 text-ink-2">
            None yet. A registry stands here once you explore an image on it, or probe it by its host.
          </p>
        )}
      </Panel>
      {demo.length > 0 && (
        <Panel
          title="Demo registries"
          note="They run on this machine, one for each state and each odd way of answering."
          actions={
            <ProbeAll
              requests={demo.map(({ registry }) => ({ registry, repository: repositories.get(registry) }))}
            >
              Probe all {demo.length}
            </ProbeAll>
          }
        >
          <RegistriesTable registries={demo} rendered={rendered} />
        </Panel>
      )}
    </div>
  );
}
