// Two images side by side. The page asks nobody: the browser does, for the two that stand in the address.
import type { Metadata } from "next";
import { CompareView } from "#components/compare/compare-view";
import { listSamples } from "#lib/explore";
import { samplePairs } from "./sample-pairs.ts";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Compare" };

export default async function ComparePage() {
  return <CompareView pairs={samplePairs(await listSamples())} />;
}
