"use client";
// A box for a registry's host: it leads to the registry's page, which probes it.
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { BadInput, type BadInputFault, headlineOf } from "../explorer/bad-input.tsx";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { MarkIcon } from "../ui/mark.tsx";
import { useKey } from "../ui/use-key.ts";
import { readRegistry, registryPath } from "./registry-path.ts";

/** `text` stands in it at first. A whole reference leads to its registry, narrowed to its repository. */
export function RegistryBox({ text: given = "" }: { text?: string }) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const noteId = useId();
  const [text, setText] = useState(given);
  const [fault, setFault] = useState<BadInputFault>();
  useKey("/", () => field.current?.select());

  const open = (pasted: string) => {
    setText(pasted);
    const read = readRegistry(pasted);
    if ("message" in read) return setFault({ detail: read.message, input: read.input });
    setFault(undefined);
    router.push(registryPath(read));
  };

  return (
    <form
      className="grid max-w-[520px] gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        open(text);
      }}
    >
      <div
        className={classes(
          "flex h-8 items-center gap-2 rounded-control border bg-surface pr-1 pl-2.5 focus-within:outline-1 small:h-10",
          fault
            ? "border-bad focus-within:outline-bad"
            : "border-line-3 focus-within:border-accent focus-within:outline-accent",
        )}
      >
        <input
          ref={field}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setFault(undefined);
          }}
          aria-label="Registry host"
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? noteId : undefined}
          placeholder="registry.example.com or localhost:5000"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          enterKeyHint="go"
          className="min-w-0 flex-1 bg-transparent font-mono text-13 text-ellipsis outline-none placeholder:text-ink-3 small:text-[16px]"
        />
        <Button type="submit" look="primary" className="h-6! small:h-8!">
          Probe
        </Button>
      </div>
      {fault && (
        <div
          id={noteId}
          role="alert"
          className="grid gap-2 rounded-panel border border-line bg-surface p-3 text-12"
        >
          <p className="flex items-start gap-1.5 text-13 font-semibold text-bad">
            <MarkIcon mark="missing" size={16} className="mt-0.5" />
            {headlineOf(fault)}
          </p>
          <BadInput fault={fault} onUse={open} />
        </div>
      )}
    </form>
  );
}
