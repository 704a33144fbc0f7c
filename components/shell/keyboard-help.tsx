"use client";
// Which key does what. `?` opens it everywhere, and `/` leads to a box everywhere.
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { IconButton } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { Dialog } from "../ui/dialog.tsx";
import { switchKeys, useKeysOn } from "../ui/key-switch.ts";
import { Key } from "../ui/tag.tsx";
import { useKey } from "../ui/use-key.ts";

type Row = { keys: string[]; does: string };

const GROUPS: { title: string; rows: Row[] }[] = [
  {
    title: "Everywhere",
    rows: [
      { keys: ["/"], does: "Write a reference (on Registries: a registry)" },
      { keys: ["?"], does: "This help" },
      { keys: ["Esc"], does: "Close what is open" },
    ],
  },
  {
    title: "On the upgrade path",
    rows: [
      { keys: ["↑", "↓"], does: "From row to row" },
      { keys: ["Enter"], does: "Open or close the row" },
    ],
  },
  {
    title: "In the explorer",
    rows: [
      { keys: ["g"], does: "Graph" },
      { keys: ["t"], does: "Tree" },
      { keys: ["b"], does: "Table" },
      { keys: ["w"], does: "Clients: who can see it" },
      { keys: ["←", "→"], does: "Along a reference, to its subject and back" },
      { keys: ["↑", "↓"], does: "To the one above or below" },
      { keys: ["Enter"], does: "Open it, or its group" },
    ],
  },
];

export function KeyboardHelp() {
  const [isOpen, setOpen] = useState(false);
  useKey("?", () => setOpen(true));
  useWayToBox();
  return (
    <>
      <IconButton label="Keyboard help" className="small:hidden" onClick={() => setOpen(true)}>
        <Key>?</Key>
      </IconButton>
      <KeyboardDialog open={isOpen} onOpenChange={setOpen} />
    </>
  );
}

/** Where a page has no box of its own, `/` leads to the front page's. */
function useWayToBox(): void {
  const router = useRouter();
  const pathname = usePathname();
  const isWanted = useRef(false);
  useKey(
    "/",
    () => {
      isWanted.current = true;
      router.push("/");
    },
    true,
  );
  useEffect(() => {
    if (isWanted.current && pathname === "/")
      document.querySelector<HTMLInputElement>("#content search input")?.focus();
    isWanted.current = false;
  }, [pathname]);
}

/** The keys, and the switch for those that are one character. */
export function KeyboardDialog(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const isOn = useKeysOn();
  return (
    <Dialog {...props} title="Keyboard" width={400}>
      <div className="grid gap-4">
        <label className="grid cursor-pointer grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2.5">
          <input
            type="checkbox"
            role="switch"
            aria-checked={isOn}
            checked={isOn}
            onChange={(event) => switchKeys(event.target.checked)}
            className="mt-0.5 size-4 accent-accent"
          />
          <span>
            Single-key shortcuts
            <span className="block text-12 text-ink-3">
              {isOn ? "On." : "Off: the keys of one character do nothing."} Kept in this browser.
            </span>
          </span>
        </label>
        {GROUPS.map(({ title, rows }) => (
          <section key={title}>
            <h3 className="mb-1 text-12 text-ink-3">{title}</h3>
            <dl className="grid grid-cols-[72px_minmax(0,1fr)] gap-y-1">
              {rows.map(({ keys, does }) => (
                <div key={does} className="contents">
                  <dt className={classes("flex gap-1", !isOn && isSingle(keys) && "line-through opacity-60")}>
                    {keys.map((key) => (
                      <Key key={key}>{key}</Key>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** One character that is typed, as a speech program would type it by mistake. */
function isSingle(keys: string[]): boolean {
  return keys.every((key) => /^[a-z/?]$/.test(key));
}
