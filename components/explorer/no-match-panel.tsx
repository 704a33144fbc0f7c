// Something is attached, and the reader's own filters hide all of it.
import { Button } from "../ui/button.tsx";
import { countOf } from "../ui/format.ts";
import { StatePanel, StateText } from "../ui/state-panel.tsx";

export function NoMatchPanel({ attached, clear }: { attached: number; clear: () => void }) {
  return (
    <StatePanel
      mark="none"
      title="No artifact matches these filters"
      actions={<Button onClick={clear}>Clear the filters</Button>}
    >
      <StateText>
        {countOf(attached, "artifact is", "artifacts are")} attached; none is of every kind, platform and way
        that is chosen.
      </StateText>
    </StatePanel>
  );
}
