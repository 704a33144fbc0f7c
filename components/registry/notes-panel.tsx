// What was odd about a probe, one sentence each.
import { Panel } from "../ui/panel.tsx";
import { asSentence } from "./as-sentence.ts";

/** Nothing is drawn when nothing was odd. */
export function NotesPanel({ notes }: { notes: string[] }) {
  if (notes.length === 0) return null;
  return (
    <Panel title="Notes">
      <ul>
        {notes.map((note) => (
          <li
            key={note}
            className="border-b border-line px-3 py-2 text-12 leading-[18px] break-words text-ink-2 last:border-b-0"
          >
            {asSentence(note)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
