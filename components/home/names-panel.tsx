// What the names on this page and in the explorer mean, in a line each; the whole is on the upgrade path's page.
import Link from "next/link";
import { type StateName, stateWords } from "#lib/upgrade";
import { Panel } from "../ui/panel.tsx";
import { SeedName } from "../ui/seed-name.tsx";

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
        <Names title="Registries, by what they can do" names={["bicycle", "motorcycle"]}>
          <p className="mt-1.5 pl-6 text-ink-3">
            (API): the API answers; only a push would show the manifest.
          </p>
        </Names>
        <section className={PART}>
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
        <Names title="Clients, by what they find" names={["rat", "squirrel", "beaver"]} />
      </div>
    </Panel>
  );
}

const PART =
  "min-w-0 border-l border-line px-3.5 pt-2.5 pb-3 first:border-l-0 small:border-t small:border-l-0 small:first:border-t-0";

function Names({
  title,
  names,
  children,
}: {
  title: string;
  names: StateName[];
  children?: React.ReactNode;
}) {
  return (
    <section className={PART}>
      <h3 className="text-ink-3">{title}</h3>
      <dl>
        {names.map((name) => (
          <div key={name} className="mt-1.5">
            <dt className="font-medium">
              <SeedName seed={name} />
            </dt>
            <dd className="pl-6 text-ink-2">{stateWords(name).meaning}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  );
}
