// Says first what kept the referrers API from being known: what is known, what is not, and the next step.
import type { Upgrade } from "#lib/upgrade";
import { visibleText } from "../ui/format.ts";
import type { StateTone } from "../ui/state-panel.tsx";
import { StatePanel, StateText } from "../ui/state-panel.tsx";
import { remedyOf } from "./commands.ts";

const LOOKS = {
  denied: {
    tone: "warn",
    title: (registry: string) => `${registry} did not let Refscope read`,
    code: "credentials-refused",
  },
  "rate-limited": {
    tone: "warn",
    title: (registry: string) => `${registry} limits the rate of requests`,
    code: "rate-limited",
  },
  failed: {
    tone: "bad",
    title: (registry: string) => `${registry} failed to answer`,
    code: "registry-error",
  },
} as const satisfies Record<string, { tone: StateTone; title: (registry: string) => string; code: string }>;

/** Nothing is drawn when the question for the API was answered, or was not asked. */
export function AccessNote({ upgrade }: { upgrade: Upgrade }) {
  const api = upgrade.capabilities.referrersApi;
  if (api?.support !== "unknown" || api.because === "answered" || api.because === "not-asked") return null;
  const { tone, title, code } = LOOKS[api.because];
  return (
    <StatePanel
      mark={api.because}
      tone={tone}
      title={title(upgrade.registry)}
      command={remedyOf(code, upgrade.registry)}
    >
      <StateText>
        {visibleText(api.reason)}. Whether it has the referrers API is not known; nothing here says that it
        has none.
      </StateText>
    </StatePanel>
  );
}
