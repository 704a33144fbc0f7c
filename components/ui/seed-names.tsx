// Some of the seed's names with their meanings: one part of a panel that explains them.
import { type StateName, stateWords } from "#lib/upgrade";
import { SeedName } from "./seed-name.tsx";

/** A part of such a panel, a column where there is room. */
export const NAMES_PART =
  "min-w-0 border-l border-line px-3.5 pt-2.5 pb-3 first:border-l-0 small:border-t small:border-l-0 small:first:border-t-0";

/** `children` stand below the names. */
export function SeedNames({
  title,
  names,
  children,
}: {
  title: string;
  names: readonly StateName[];
  children?: React.ReactNode;
}) {
  return (
    <section className={NAMES_PART}>
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
