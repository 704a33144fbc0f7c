"use client";
// The box that takes anything people paste and leads to its explorer.
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState } from "react";
import { asExplorerError } from "#lib/errors";
import { parseReference, referencePath } from "#lib/oci";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { useKeysOn } from "../ui/key-switch.ts";
import { StatePanel, StateText } from "../ui/state-panel.tsx";
import { Key } from "../ui/tag.tsx";
import { useKey } from "../ui/use-key.ts";
import { BadInput, type BadInputFault, headlineOf } from "./bad-input.tsx";
import { bareHostOf } from "./bare-host.ts";

/**
 * `/` puts the cursor into it. A bad reference is explained beneath and goes nowhere. `size` "front" is the front
 * page's, with the page's one primary button.
 */
export function ReferenceBox({ text = "", size = "bar" }: { text?: string; size?: "bar" | "front" }) {
  const router = useRouter();
  const [value, setValue] = useState(text);
  const [fault, setFault] = useState<BadInputFault>();
  const [bareHost, setBareHost] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const faultId = useId();
  const keysOn = useKeysOn();
  useKey("/", () => input.current?.select());
  useEffect(() => setValue(text), [text]);

  const explore = (pasted: string) => {
    const host = bareHostOf(pasted);
    setBareHost(host);
    if (host) return;
    go(pasted);
  };
  const go = (pasted: string) => {
    setBareHost(undefined);
    try {
      router.push(referencePath(parseReference(pasted)));
      setFault(undefined);
      input.current?.blur();
    } catch (thrown) {
      const { message, input: where } = asExplorerError(thrown);
      setFault({ detail: message, input: where });
    }
  };
  const onUse = (suggestion: string) => {
    setValue(suggestion);
    explore(suggestion);
  };
  const isFront = size === "front";
  const below = isFront ? "mt-2" : "absolute top-full left-0 z-30 mt-1 w-[480px] max-w-full";
  return (
    <search className="relative min-w-0 flex-1 small:basis-full">
      <form
        className={classes(
          "flex items-center gap-2 rounded-control border bg-surface focus-within:outline-1",
          fault
            ? "border-bad focus-within:outline-bad"
            : "border-line-3 focus-within:border-accent focus-within:outline-accent",
          isFront ? "h-11 pr-1.5 pl-3.5 small:pl-2.5" : "h-8 pr-1 pl-2.5 small:h-10",
        )}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          setFault(undefined);
          setBareHost(undefined);
        }}
        onSubmit={(event) => {
          event.preventDefault();
          explore(value);
        }}
      >
        <Search size={16} aria-hidden className="flex-none" />
        <input
          ref={input}
          value={value}
          onChange={(event) => {
            setValue(event.target.value);
            setFault(undefined);
            setBareHost(undefined);
          }}
          aria-label="Image reference"
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? faultId : undefined}
          placeholder="registry.example.com/shop/checkout:2.4.1"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          enterKeyHint="go"
          className={classes(
            "min-w-0 flex-1 bg-transparent font-mono text-ellipsis outline-none placeholder:text-ink-3",
            isFront ? "text-14 small:text-[16px]" : "text-13",
          )}
        />
        {keysOn && (
          <span className="small:hidden">
            <Key>/</Key>
          </span>
        )}
        <Button
          type="submit"
          look={isFront ? "primary" : "plain"}
          className={isFront ? "h-8 px-3.5 text-13" : "h-6 small:h-8"}
        >
          Explore
        </Button>
      </form>
      {bareHost && (
        <div role="alert" className={below}>
          <StatePanel
            mark="not-asked"
            tone="ink"
            title="This names a registry, and no image in it"
            actions={
              <>
                <Button onClick={() => router.push(`/registries/${encodeURIComponent(bareHost)}`)}>
                  Look at the registry
                </Button>
                <Button onClick={() => go(value)}>Explore it as an image</Button>
              </>
            }
          >
            <StateText>
              To explore an image, write {bareHost}/repository:tag. As an image, Docker reads it as one of its
              own hub, which would then be asked.
            </StateText>
          </StatePanel>
        </div>
      )}
      {fault && (
        <div id={faultId} role="alert" className={below}>
          <StatePanel
            mark="missing"
            tone="bad"
            title={headlineOf(fault)}
            actions={
              fault.input?.suggestion && (
                <Button onClick={() => onUse(fault.input?.suggestion ?? "")}>Use this one</Button>
              )
            }
          >
            <BadInput fault={fault} onUse={onUse} />
          </StatePanel>
        </div>
      )}
    </search>
  );
}
