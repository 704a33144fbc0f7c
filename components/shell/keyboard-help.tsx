"use client";
// Which key does what. `?` opens it everywhere.
import { useState } from "react";
import { IconButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Key } from "../ui/tag.tsx";
import { useKey } from "../ui/use-key.ts";

type Row = { keys: string[]; does: string };

const GROUPS: { title: string; rows: Row[] }[] = [
  {
    title: "Everywhere",
    rows: [
      { keys: ["/"], does: "Write a reference" },
      { keys: ["?"], does: "This help" },
      { keys: ["Esc"], does: "Close what is open" },
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
  return (
    <>
      <IconButton label="Keyboard help" className="small:hidden" onClick={() => setOpen(true)}>
        <Key>?</Key>
      </IconButton>
      <Dialog open={isOpen} onOpenChange={setOpen} title="Keyboard" width={400}>
        <div className="grid gap-4">
          {GROUPS.map(({ title, rows }) => (
            <section key={title}>
              <h3 className="mb-1 text-12 text-ink-3">{title}</h3>
              <dl className="grid grid-cols-[72px_minmax(0,1fr)] gap-y-1">
                {rows.map(({ keys, does }) => (
                  <div key={does} className="contents">
                    <dt className="flex gap-1">
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
    </>
  );
}
