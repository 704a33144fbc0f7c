// What the seed's eight names mean, and where the document comes from. Other pages link here.
import { Panel } from "../ui/panel.tsx";
import { NAMES_PART, SeedNames } from "../ui/seed-names.tsx";
import { CONSUMERS, PRODUCERS, REGISTRIES } from "./scenario-rows.ts";

const DOCUMENT = "https://github.com/opencontainers/wg-reference-types/blob/main/docs/UPGRADING.md";

const STEPS = [
  "Referrers are pushed as tags. The registry lets the field be, and need not read it.",
  "It indexes the field of new manifests, and of old ones that a digest tag lists.",
  "It switches the referrers API and the new manifest on; clients stop pushing and asking for digest tags.",
];

export function NamesPanel() {
  return (
    <div id="names" className="scroll-mt-14">
      <Panel title="What the names mean" note="Three kinds of parties, each upgraded at its own time.">
        <div className="grid grid-cols-4 text-12 leading-[18px] narrow:grid-cols-2 small:grid-cols-1">
          <SeedNames title="Producer: a client that pushes" names={PRODUCERS} />
          <SeedNames title="Registry: the service that keeps" names={REGISTRIES} />
          <SeedNames title="Consumer: a client that pulls" names={CONSUMERS} />
          <section className={NAMES_PART}>
            <h3 className="text-ink-3">A registry's three steps</h3>
            <ol>
              {STEPS.map((step, at) => (
                <li key={step} className="mt-1.5 grid grid-cols-[18px_minmax(0,1fr)]">
                  <b className="font-semibold">{at + 1}</b>
                  <span className="text-ink-2">{step}</span>
                </li>
              ))}
            </ol>
          </section>
        </div>
        <p className="border-t border-line px-3.5 py-2 text-12 text-ink-2">
          The names and the table are those of{" "}
          <a
            href={DOCUMENT}
            rel="noreferrer"
            className="text-accent underline underline-offset-2 hover:no-underline"
          >
            the upgrade path of the OCI working group on reference types
          </a>
          , written for its Proposal E: not all will upgrade at once, or perhaps ever, so it says what comes
          of each combination.
        </p>
      </Panel>
    </div>
  );
}
