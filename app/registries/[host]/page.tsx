// One registry. The page itself asks nobody: what is remembered is shown, the browser does the asking.
import { BadRegistry } from "#components/registry/bad-registry";
import { RegistryView } from "#components/registry/registry-view";
import { PageTitle } from "#components/shell/page-title";
import { auditsOf, lastVerdict, listSamples, mayWrite } from "#lib/explore";
import { hostOf } from "./host-of.ts";

export const dynamic = "force-dynamic";

type Props = {
  params: Promise<{ host: string }>;
  searchParams: Promise<{ repository?: string | string[] }>;
};

export default async function RegistryPage({ params, searchParams }: Props) {
  const read = hostOf((await params).host);
  if ("message" in read)
    return (
      <>
        <PageTitle>Not a registry</PageTitle>
        <BadRegistry text={read.text} message={read.message} />
      </>
    );
  const { registry } = read;
  const { repository } = await searchParams;
  const [known, audits, samples] = await Promise.all([
    lastVerdict(registry),
    auditsOf(registry),
    listSamples(),
  ]);
  return (
    <>
      <PageTitle>{registry}</PageTitle>
      <RegistryView
        registry={registry}
        repository={typeof repository === "string" && repository !== "" ? repository : undefined}
        known={known}
        audits={audits}
        samples={samples
          .filter((sample) => sample.registry === registry)
          .map(({ reference }) => reference.slice(registry.length + 1))}
        writes={await mayWrite()}
        rendered={Date.now()}
      />
    </>
  );
}
