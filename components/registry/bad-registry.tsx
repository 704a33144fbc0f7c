// The page of an address that names no registry: nothing was sent anywhere.
import { visibleText } from "../ui/format.ts";
import { StatePanel, StateText } from "../ui/state-panel.tsx";
import { RegistryBox } from "./registry-box.tsx";

export function BadRegistry({ text, message }: { text: string; message: string }) {
  return (
    <div className="mx-auto grid max-w-[1140px] gap-4 px-gutter py-8">
      <h1 className="text-18 font-semibold">Not a registry</h1>
      <StatePanel mark="missing" tone="bad" title={message.replace(/\.$/, "")}>
        <p className="rounded-control border border-bad px-2.5 py-1.5 font-mono text-13 break-all">
          {visibleText(text)}
        </p>
        <StateText>
          Nothing was sent anywhere. Write the host as it stands before the first slash of an image:
        </StateText>
        <RegistryBox text={text.length < 256 ? text : ""} />
      </StatePanel>
    </div>
  );
}
