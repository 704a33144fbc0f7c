// The fleet: the registries this server has met since it started. The page asks none of them.
import { FleetView } from "#components/fleet/fleet-view";
import { LeftoversNotice } from "#components/registry/leftovers-notice";
import { ProbeAll } from "#components/registry/probe-all";
import { RegistryBox } from "#components/registry/registry-box";
import { PageTitle } from "#components/shell/page-title";
import { knownRegistries, listSamples } from "#lib/explore";
import { parseReference } from "#lib/oci";

export const dynamic = "force-dynamic";

export default async function RegistriesPage() {
  const [registries, samples] = await Promise.all([knownRegistries(), listSamples()]);
  const demo = registries.filter((known) => known.demo);
  // Some name no repository of their own accord; the first sample's is surely there.
  const repositories = new Map(
    samples.toReversed().map(({ registry, reference }) => [registry, parseReference(reference).repository]),
  );
  return (
    <div className="mx-auto grid max-w-[1440px] gap-4 px-gutter pt-4 pb-8">
      <PageTitle>Registries</PageTitle>
      <header>
        <h1 className="text-18 font-semibold tracking-[-0.01em]">Registries</h1>
        <p className="mt-0.5 mb-3 text-ink-2">
          How far each has come on the{" "}
          <a href="/upgrade#names" className="text-accent underline underline-offset-2 hover:no-underline">
            upgrade path
          </a>
          , by its own answers. Probing only reads.
        </p>
        <RegistryBox />
      </header>
      <LeftoversNotice />
      <FleetView
        registries={registries}
        rendered={Date.now()}
        actions={
          demo.length > 0 && (
            <ProbeAll
              requests={demo.map(({ registry }) => ({ registry, repository: repositories.get(registry) }))}
            >
              Probe all {demo.length} demo registries
            </ProbeAll>
          )
        }
      />
    </div>
  );
}
