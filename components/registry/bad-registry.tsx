// The page of an address that names no registry: nothing was sent anywhere.
import { BadInput, headlineOf } from "../explorer/bad-input.tsx";
import { StatePanel, StateText } from "../ui/state-panel.tsx";
import { RegistryBox } from "./registry-box.tsx";

/** `text` is what the address says, `message` what is wrong with it. */
export function BadRegistry({ text, message }: { text: string; message: string }) {
  const fault = { detail: message };
  return (
    <div className="mx-auto grid max-w-[1140px] gap-4 px-gutter py-8">
      <h1 className="text-18 font-semibold tracking-[-0.01em]">Not a registry</h1>
      <StatePanel mark="missing" tone="bad" title={headlineOf(fault)}>
        <BadInput fault={fault} />
        <StateText>
          Nothing was sent anywhere. Write the host as it stands before the first slash of an image:
        </StateText>
        <RegistryBox text={text.slice(0, 255)} />
      </StatePanel>
    </div>
  );
}
