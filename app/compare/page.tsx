// Two images side by side. The page asks nobody: the browser does, for the two that stand in the address.
import { CompareView } from "#components/compare/compare-view";
import { PageTitle } from "#components/shell/page-title";
import { listSamples } from "#lib/explore";
import { samplePairs } from "./sample-pairs.ts";

export const dynamic = "force-dynamic";

export default async function ComparePage() {
  return (
    <>
      <PageTitle>Compare</PageTitle>
      <CompareView pairs={samplePairs(await listSamples())} />
    </>
  );
}
