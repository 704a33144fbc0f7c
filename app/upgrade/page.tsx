// The upgrade path: the seed's eighteen scenarios. The page runs none of them.
import type { Metadata } from "next";
import { UpgradeView } from "#components/upgrade/upgrade-view";
import { listSamples, mayWrite } from "#lib/explore";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Upgrade path" };

export default async function UpgradePage() {
  const [writes, samples] = await Promise.all([mayWrite(), listSamples()]);
  return <UpgradeView writes={writes} hasDemo={samples.length > 0} />;
}
