// The front page: one box for a reference, and what can be opened without writing one. It asks no registry.

import { ReferenceBox } from "#components/explorer/reference-box";
import { NamesPanel } from "#components/home/names-panel";
import { NoDemo } from "#components/home/no-demo";
import { RecentsPanel } from "#components/home/recents-panel";
import { RegistriesPanel } from "#components/home/registries-panel";
import { SamplesPanel } from "#components/home/samples-panel";
import { PageTitle } from "#components/shell/page-title";
import { knownRegistries, listSamples } from "#lib/explore";

export const dynamic = "force-dynamic";

const PASTED = ["docker pull ubuntu", "oci://…", "host/org/app", "name@sha256:…"];

export default async function FrontPage() {
  const [samples, registries] = await Promise.all([listSamples(), knownRegistries()]);
  const upgrades = new Map(registries.map(({ registry, upgrade }) => [registry, upgrade]));
  const rows = samples.map(({ reference, path, about, registry }) => {
    return { reference, path, about, registry, upgrade: upgrades.get(registry) };
  });
  return (
    <div className="mx-auto max-w-[1140px] px-gutter pb-8">
      <PageTitle />
      <section className="max-w-[880px] pt-12 pb-5 small:pt-8 small:pb-4">
        <h1 className="text-20 font-semibold tracking-[-0.012em]">
          What refers to an image, who can see it, and is its registry ready?
        </h1>
        <p className="mt-0.5 mb-3.5 text-ink-2">
          Signatures, SBOMs, provenance and all else that is attached, found in every way there is. Each
          answer keeps the requests behind it.
        </p>
        <ReferenceBox size="front" />
        <p className="mt-2 flex flex-wrap gap-x-3.5 gap-y-1 text-12 text-ink-3">
          <span>Paste anything:</span>
          {PASTED.map((text) => (
            <code key={text} className="text-ink-2">
              {text}
            </code>
          ))}
          <span>or a Hub or GHCR page address</span>
        </p>
      </section>
      <div className="grid gap-4">
        <RecentsPanel />
        {rows.length > 0 ? <SamplesPanel samples={rows} /> : <NoDemo />}
        <RegistriesPanel registries={registries} rendered={Date.now()} />
        <NamesPanel />
      </div>
    </div>
  );
}
