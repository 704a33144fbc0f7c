// Says first what kept the referrers API from being known: what is known, what is not, and the next step.
import Link from "next/link";
import type { Upgrade } from "#lib/upgrade";
import { buttonClasses } from "../ui/button.tsx";
import { StatePanel, StateText, type StateTone } from "../ui/state-panel.tsx";
import { asSentence } from "./as-sentence.ts";
import { remedyOf } from "./commands.ts";
import { registryPath } from "./registry-path.ts";

type Look = { tone: StateTone; title: (registry: string) => string; code: string };

const LOOKS = {
  denied: {
    tone: "warn",
    title: (registry) => `${registry} did not let Refscope read`,
    code: "credentials-refused",
  },
  "rate-limited": {
    tone: "warn",
    title: (registry) => `${registry} limits the rate of requests`,
    code: "rate-limited",
  },
  failed: { tone: "bad", title: (registry) => `${registry} failed to answer`, code: "registry-error" },
} satisfies Record<string, Look>;

/** `origin` is where its API answers, `samples` are repositories known to be there. Nothing is drawn when the question for the API was answered. */
export function AccessNote({
  upgrade,
  origin,
  samples,
}: {
  upgrade: Upgrade;
  origin: string;
  samples: string[];
}) {
  const { registry, repository } = upgrade;
  const api = upgrade.capabilities.referrersApi;
  if (api?.support !== "unknown" || api.because === "answered") return null;
  if (api.because === "not-asked") {
    return repository === undefined ? <NoRepository registry={registry} samples={samples} /> : null;
  }
  const { tone, title, code } = LOOKS[api.because];
  return (
    <StatePanel
      wide
      mark={api.because}
      tone={tone}
      title={title(registry)}
      command={remedyOf(code, registry, origin)}
    >
      <StateText>
        {asSentence(api.reason)} Whether it has the referrers API is not known, and nothing here says that it
        has none.
      </StateText>
    </StatePanel>
  );
}

function NoRepository({ registry, samples }: { registry: string; samples: string[] }) {
  return (
    <StatePanel
      wide
      mark="not-asked"
      title="Only the registry as a whole was asked"
      actions={samples.slice(0, 2).map((repository, index) => (
        <Link
          key={repository}
          href={registryPath({ registry, repository })}
          prefetch={false}
          className={buttonClasses(index === 0 ? "primary" : "plain")}
        >
          Ask about {repository}
        </Link>
      ))}
    >
      <StateText>
        It names no repository of its own accord, and referrers are asked for in a repository. Name one to
        learn whether it has the referrers API.
      </StateText>
    </StatePanel>
  );
}
