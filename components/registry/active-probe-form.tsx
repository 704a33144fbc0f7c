"use client";
// The scratch repository of an active probe, named twice, since it is written to.
import { useId, useState } from "react";
import { Button } from "../ui/button.tsx";
import { MarkIcon } from "../ui/mark.tsx";
import { NameInput } from "../ui/name-input.tsx";
import { readScratch, type ScratchFault } from "../upgrade/scratch-place.ts";

const FIELDS = [
  { field: "repository", label: "Scratch repository" },
  { field: "again", label: "The same, once more" },
] as const;

/** `onList` gets a name that was written twice. */
export function ActiveProbeForm({
  registry,
  isBusy,
  onList,
}: {
  registry: string;
  isBusy: boolean;
  onList: (place: { registry: string; repository: string }) => void;
}) {
  const id = useId();
  const [text, setText] = useState({ repository: "", again: "" });
  const [fault, setFault] = useState<ScratchFault>();
  return (
    <form
      className="grid max-w-[720px] grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-start gap-2.5 small:grid-cols-1"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readScratch({ registry, ...text });
        if ("message" in read) return setFault(read);
        setFault(undefined);
        onList(read);
      }}
    >
      {FIELDS.map(({ field, label }) => {
        const isWrong =
          fault !== undefined &&
          (fault.field === field || (field === "repository" && fault.field === "registry"));
        return (
          <div key={field} className="grid gap-1">
            <label htmlFor={`${id}-${field}`} className="text-12 text-ink-2">
              {label}
            </label>
            <NameInput
              id={`${id}-${field}`}
              value={text[field]}
              onChange={(event) => {
                setText({ ...text, [field]: event.target.value });
                setFault(undefined);
              }}
              faultId={isWrong ? `${id}-fault` : undefined}
              placeholder="scratch/refscope"
              className="w-full"
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
      <Button type="submit" disabled={isBusy} className="mt-[22px] small:mt-0">
        List its requests
      </Button>
    </form>
  );
}
