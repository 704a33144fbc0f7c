// What a demo registry stands for.
import type { KnownRegistries } from "#lib/api";
import { Panel } from "../ui/panel.tsx";
import { DemoTitle } from "./demo-title.tsx";

export function DemoNote({ demo }: { demo: NonNullable<KnownRegistries[number]["demo"]> }) {
  return (
    <Panel title="Demo registry" note={<DemoTitle title={demo.title} />}>
      <p className="px-3 py-2 text-12 leading-[18px] text-ink-2">{demo.about}</p>
    </Panel>
  );
}
