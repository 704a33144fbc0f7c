// The API's tables of words: problems and settings.
import { FAULTS } from "#lib/errors";
import { CodedText } from "../ui/coded-text.tsx";
import { SETTINGS } from "./settings.ts";

const ROW =
  "grid items-baseline gap-x-3 gap-y-0.5 border-b border-line px-3 py-1.5 text-12 leading-[18px] last:border-b-0 small:grid-cols-1";

/** Every code that a problem body may carry. */
export function ProblemTable() {
  return (
    <ul>
      {Object.entries(FAULTS).map(([code, { status, title, hint }]) => (
        <li key={code} id={`problem-${code}`} className={`${ROW} grid-cols-[160px_36px_minmax(0,1fr)]`}>
          <code className="font-semibold">{code}</code>
          <span className="font-mono text-ink-2">{status}</span>
          <span className="text-ink-2">
            {title}.{" "}
            <span className="text-ink-3">
              <CodedText text={hint} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

export function SettingsTable() {
  return (
    <ul>
      {SETTINGS.map(({ names, fallback, meaning }) => (
        <li key={names.join()} className={`${ROW} grid-cols-[240px_150px_minmax(0,1fr)]`}>
          <code className="font-semibold break-words">{names.join(", ")}</code>
          <span className="text-ink-3">{fallback}</span>
          <span className="text-ink-2">{meaning}</span>
        </li>
      ))}
    </ul>
  );
}
