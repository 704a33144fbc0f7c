// The upgrade path: the seed's eighteen scenarios. The page runs none of them.
import { PageTitle } from "#components/shell/page-title";
import { UpgradeView } from "#components/upgrade/upgrade-view";
import { listSamples, mayWrite } from "#lib/explore";

export const dynamic = "force-dynamic";

export default async function UpgradePage() {
  const [writes, samples] = await Promise.all([mayWrite(), listSamples()]);
  return (
    <>
      <PageTitle>Upgrade path</PageTitle>
      <UpgradeView writes={writes} hasDemo={samples.length > 0} />
    </>
  );
}
