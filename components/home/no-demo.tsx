// In the samples' place when the demo registries are off.
import { CommandLine } from "../ui/command-line.tsx";
import { Panel } from "../ui/panel.tsx";

export function NoDemo() {
  return (
    <Panel title="Samples" note="The demo registries are off.">
      <div className="flex max-w-[560px] flex-col gap-2 px-3 py-2.5 text-12 text-ink-2">
        <p>
          They run beside Refscope on this machine and hold images with signatures, SBOMs and provenance, so
          that every page works offline. To have them:
        </p>
        <CommandLine command="REFSCOPE_DEMO=on npm start" />
      </div>
    </Panel>
  );
}
