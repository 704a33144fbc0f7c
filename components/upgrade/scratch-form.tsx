"use client";
// Names the scratch repository of a real registry, twice, since it is written to.
import { useId } from "react";
import { CommandLine } from "../ui/command-line.tsx";
import { MarkIcon } from "../ui/mark.tsx";
import { NameInput } from "../ui/name-input.tsx";
import { Panel } from "../ui/panel.tsx";
import { ROWS_OF_A_KIND } from "./own-rows.ts";
import type { ScratchFault, ScratchText } from "./scratch-place.ts";

const FIELDS = [
  { field: "registry", label: "Registry", placeholder: "registry.example.com" },
  { field: "repository", label: "Repository", placeholder: "scratch/refscope" },
  { field: "again", label: "Repository, once more", placeholder: "scratch/refscope" },
] as const;

/**
 * `fault` is shown at its field; `isRunning`: nothing can be changed or begun; `saysWritesOff`: that this server may
 * not write, and how to let it; `action`: the button that runs, which Enter in a field does too.
 */
export function ScratchForm({
  text,
  onText,
  fault,
  isRunning,
  saysWritesOff,
  action,
  onSubmit,
}: {
  text: ScratchText;
  onText: (text: ScratchText) => void;
  fault: ScratchFault | undefined;
  isRunning: boolean;
  saysWritesOff: boolean;
  action: React.ReactNode;
  onSubmit: () => void;
}) {
  const id = useId();
  return (
    <Panel title="Scratch repository" note="It is written to: take one that nobody else uses.">
      <form
        className="grid gap-2.5 px-3 py-2.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isRunning) onSubmit();
        }}
      >
        <div className="grid max-w-[880px] grid-cols-3 gap-2.5 small:grid-cols-1">
          {FIELDS.map(({ field, label, placeholder }) => {
            const isWrong = fault?.field === field;
            return (
              <div key={field} className="grid content-start gap-1">
                <label htmlFor={`${id}-${field}`} className="text-12 text-ink-2">
                  {label}
                </label>
                <NameInput
                  id={`${id}-${field}`}
                  value={text[field]}
                  onChange={(event) => onText({ ...text, [field]: event.target.value })}
                  faultId={isWrong ? `${id}-fault` : undefined}
                  placeholder={placeholder}
                  // Not disabled: whoever pressed Enter here keeps the place on the page.
                  readOnly={isRunning}
                  className="w-full read-only:bg-sunken read-only:text-ink-2"
                />
                {isWrong && (
                  <p id={`${id}-fault`} role="alert" className="flex items-start gap-1.5 text-12 text-bad">
                    <MarkIcon mark="missing" className="mt-px" />
                    {fault.message}
                  </p>
                )}
              </div>
            );
          })}
        </div>
        <p className="max-w-[880px] text-12 leading-[18px] text-ink-2">
          Each row pushes a few small manifests with names of its own, reads them as its consumer would, and
          removes them. What cannot be removed is listed in the row. {ROWS_OF_A_KIND} rows of the table are
          about a bicycle and {ROWS_OF_A_KIND} about a motorcycle: which of the two this registry is, is asked
          first, and the rows about the other kind cannot run here.
        </p>
        {saysWritesOff && (
          <div className="grid max-w-[520px] gap-1.5 text-12">
            <p className="flex items-start gap-1.5 font-semibold text-warn">
              <MarkIcon mark="denied" className="mt-px" />
              Writing to registries is switched off. To switch it on, start Refscope with:
            </p>
            <CommandLine command="REFSCOPE_WRITES=on npm start" />
          </div>
        )}
        <div className="flex flex-wrap">{action}</div>
      </form>
    </Panel>
  );
}
