"use client";
// Two boxes for two references of any two registries. Nothing is asked before the button is pressed.
import { ArrowLeftRight } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { SideName } from "#lib/compare";
import { BadInput, type BadInputFault, headlineOf } from "../explorer/bad-input.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { MarkIcon } from "../ui/mark.tsx";
import { useKey } from "../ui/use-key.ts";
import { SIDE_WORDS } from "./compare-words.ts";
import { faultsIn, readText, type Texts } from "./read-texts.ts";

/**
 * `given` stands in the address, where what is no reference is said at once, of both, and `others` are repositories that are looked in besides; `onCompare` gets both as they
 * are canonically written.
 */
export function CompareForm({
  given,
  others,
  onCompare,
}: {
  given: Texts;
  others: Record<SideName, readonly string[]>;
  onCompare: (texts: Texts) => void;
}) {
  const [texts, setTexts] = useState(given);
  const [faults, setFaults] = useState(() => faultsIn(given));
  const first = useRef<HTMLInputElement>(null);
  useKey("/", () => first.current?.select());
  const { left, right } = given;
  useEffect(() => {
    setTexts({ left, right });
    setFaults(faultsIn({ left, right }));
  }, [left, right]);

  const write = (side: SideName, text: string) => {
    setTexts({ ...texts, [side]: text });
    setFaults({ ...faults, [side]: undefined });
  };
  const submit = () => {
    const read = { left: readText(texts.left), right: readText(texts.right) };
    if ("text" in read.left && "text" in read.right)
      return onCompare({ left: read.left.text, right: read.right.text });
    setFaults({
      ...("fault" in read.left ? { left: read.left.fault } : {}),
      ...("fault" in read.right ? { right: read.right.fault } : {}),
    });
  };
  return (
    <form
      aria-label="Two images"
      className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto] items-start gap-2 small:grid-cols-[minmax(0,1fr)_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Box
        side="left"
        text={texts.left}
        others={texts.left === left ? others.left : []}
        fault={faults.left}
        onText={(text) => write("left", text)}
        field={first}
      />
      <IconButton
        label="Swap left and right"
        className="mt-[22px] small:row-span-2 small:self-center small:rotate-90"
        onClick={() => {
          setTexts({ left: texts.right, right: texts.left });
          setFaults({});
        }}
      >
        <ArrowLeftRight size={14} aria-hidden />
      </IconButton>
      <Box
        side="right"
        text={texts.right}
        others={texts.right === right ? others.right : []}
        fault={faults.right}
        onText={(text) => write("right", text)}
      />
      <Button type="submit" look="primary" className="mt-5 h-8 px-3.5 small:col-span-2 small:mt-1 small:h-10">
        Compare
      </Button>
    </form>
  );
}

function Box({
  side,
  text,
  others,
  fault,
  onText,
  field,
}: {
  side: SideName;
  text: string;
  others: readonly string[];
  fault: BadInputFault | undefined;
  onText: (text: string) => void;
  field?: React.Ref<HTMLInputElement>;
}) {
  const id = useId();
  return (
    <div className="min-w-0 small:col-start-1">
      <label htmlFor={id} className="mb-0.5 block text-12 leading-[18px] text-ink-3">
        {SIDE_WORDS[side]}
        {side === "right" && <span className="small:hidden">, the mirror or the newer one</span>}
      </label>
      <input
        id={id}
        ref={field}
        value={text}
        onChange={(event) => onText(event.target.value)}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        placeholder={
          side === "left" ? "registry.example.com/shop/app:1.0" : "mirror.example.net/shop/app:1.0"
        }
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        enterKeyHint="go"
        className={classes(
          "h-8 w-full min-w-0 rounded-control border bg-surface px-2.5 font-mono text-13 text-ellipsis placeholder:text-ink-3 small:h-10 small:text-[16px]",
          fault ? "border-bad" : "border-line-3",
        )}
      />
      {others.length > 0 && (
        <p className="mt-0.5 font-mono text-11 break-all text-ink-3">and in {others.join(", ")}</p>
      )}
      {fault && (
        <div id={`${id}-fault`} role="alert" className="mt-2 grid gap-2 text-12">
          <p className="flex items-start gap-1.5 text-13 font-semibold text-bad">
            <MarkIcon mark="missing" size={16} className="mt-0.5" />
            {headlineOf(fault)}
          </p>
          <BadInput fault={fault} onUse={onText} />
        </div>
      )}
    </div>
  );
}
