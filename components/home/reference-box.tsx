"use client";
// The one box for a reference: anything that people paste leads to its page.
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { asExplorerError, type ExplorerError } from "#lib/errors";
import { parseReference, referencePath } from "#lib/oci";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { Key } from "../ui/tag.tsx";
import { useKey } from "../ui/use-key.ts";
import { WrongInputNote } from "./wrong-input.tsx";

/**
 * `size` "front" is 44 px high with the page's primary button, "bar" 32 with a plain one. `reference` stands in it
 * at first. Nothing is sent anywhere until the explorer's page asks.
 */
export function ReferenceBox({
  size = "front",
  reference = "",
}: {
  size?: "front" | "bar";
  reference?: string;
}) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const noteId = useId();
  const [text, setText] = useState(reference);
  const [fault, setFault] = useState<ExplorerError>();
  const isFront = size === "front";

  useKey("/", () => {
    field.current?.focus();
    field.current?.select();
  });

  function explore(pasted: string) {
    setText(pasted);
    try {
      const path = referencePath(parseReference(pasted));
      setFault(undefined);
      router.push(path);
    } catch (thrown) {
      setFault(asExplorerError(thrown));
      field.current?.focus();
    }
  }

  return (
    <search className="min-w-0 flex-1">
      <form
        noValidate
        className="grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          explore(text);
        }}
      >
        <div
          className={classes(
            "flex items-center gap-2 rounded-control border bg-surface transition-colors",
            "focus-within:inset-ring focus-within:inset-ring-accent focus-within:border-accent",
            fault ? "border-bad" : "border-line-3",
            isFront ? "h-11 pr-1.5 pl-3.5 small:pl-2.5" : "h-8 pr-1 pl-2.5 small:h-10",
          )}
        >
          <Search size={16} aria-hidden className="flex-none" />
          <input
            ref={field}
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-label="Image reference"
            aria-invalid={fault !== undefined}
            aria-describedby={fault ? noteId : undefined}
            placeholder="registry.example.com/shop/checkout:2.4.1"
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            className={classes(
              "h-full min-w-0 flex-1 bg-transparent font-mono text-ellipsis outline-none placeholder:text-ink-3",
              // Under 16 px a phone's browser zooms into the field.
              isFront ? "text-14 small:text-[16px]" : "text-13 small:text-[16px]",
            )}
          />
          <span className="small:hidden">
            <Key>/</Key>
          </span>
          <Button
            type="submit"
            look={isFront ? "primary" : "plain"}
            dense={!isFront}
            className={isFront ? "h-8! px-3.5! text-13!" : "small:h-8!"}
          >
            Explore
          </Button>
        </div>
        {fault && <WrongInputNote id={noteId} message={fault.message} input={fault.input} onUse={explore} />}
      </form>
    </search>
  );
}
