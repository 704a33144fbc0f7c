// What the names on this page and in the explorer mean, in a line each; the whole is on the upgrade path's page.
import Link from "next/link";
import { Panel } from "../ui/panel.tsx";
import { NAMES_PART, SeedNames } from "../ui/seed-names.tsx";

const STEPS = [
  ["step 1", "references are pushed as tags"],
  ["step 2", "the registry indexes them, and what the tags list"],
  ["step 3", "its referrers API answers; clients stop pushing tags"],
  ["gap", "artifacts that a tag lists and the API does not"],
] as const;

export function NamesPanel() {
  return (
    <Panel
      title="What the names mean"
      actions={
        <Link href="/upgrade#names" className="text-12 text-accent hover:underline small:py-2">
          The upgrade path
        </Link>
      }
    >
      <div className="grid grid-cols-3 text-12 leading-[18px] small:grid-cols-1">
        <SeedNames title="Registries, by what they can do" names={["bicycle", "motorcycle"]}>
          <p className="mt-1.5 pl-6 text-ink-3">
            (API): the API answers; only a push would show the manifest.
          </p>
        </SeedNames>
        <section className={NAMES_PART}>
          <h3 className="text-ink-3">A registry's way</h3>
          <dl>
            {STEPS.map(([name, meaning]) => (
              <div key={name} className="mt-1.5 grid grid-cols-[48px_minmax(0,1fr)]">
                <dt className="font-medium">{name}</dt>
                <dd className="text-ink-2">{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
        <SeedNames title="Clients, by what they find" names={["rat", "squirrel", "beaver"]} />
      </div>
    </Panel>
  );
}
