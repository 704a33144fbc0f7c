// What the lines and marks of the graph mean.
import { MarkIcon } from "../ui/mark.tsx";

const LINES: { word: string; className: string; arrow?: boolean; ring?: boolean; cross?: boolean }[] = [
  { word: "contains", className: "stroke-edge-contains" },
  { word: "refers", className: "stroke-edge [stroke-width:1.5]", arrow: true },
  {
    word: "by tag convention",
    className: "stroke-edge [stroke-width:1.5] [stroke-dasharray:6_4]",
    arrow: true,
  },
  {
    word: "in index",
    className: "stroke-edge [stroke-width:1.75] [stroke-dasharray:0.1_4.3] [stroke-linecap:round]",
    arrow: true,
  },
  {
    word: "claimed, not proven",
    className: "stroke-edge [stroke-width:1.5] opacity-65",
    arrow: true,
    ring: true,
  },
  { word: "contradicted", className: "stroke-bad [stroke-width:1.5]", arrow: true, cross: true },
];

/** A small panel; the graph decides where it stands and whether it is open. */
export function Legend() {
  return (
    <div className="w-[396px] rounded-panel border border-line bg-surface px-3 py-2 text-11 text-ink-2">
      <ul className="grid grid-cols-[repeat(3,auto)] justify-between gap-x-2 gap-y-0.5">
        {LINES.map((line) => (
          <li key={line.word} className="flex items-center gap-2 whitespace-nowrap">
            <Sample {...line} />
            {line.word}
          </li>
        ))}
      </ul>
      <ul className="mt-1.5 flex justify-between gap-2 border-t border-line pt-1.5">
        <Sign mark="signature-unchecked" className="text-ink-3" word="signature not checked" />
        <Sign mark="denied" className="text-warn" word="denied" />
        <Sign mark="rate-limited" className="text-warn" word="rate-limited" />
        <Sign mark="failed" className="text-bad" word="failed" />
      </ul>
      <ul className="mt-0.5 flex justify-between gap-2" aria-label="Once it was opened">
        <Sign mark="verified" className="text-ok" word="verified" />
        <Sign mark="identity-unchecked" className="text-valid" word="signer unchecked" />
        <Sign mark="unverified" className="text-ink-3" word="not verified" />
        <Sign mark="missing" className="text-bad" word="invalid" />
      </ul>
      <p className="mt-1.5 border-t border-line pt-1.5 text-ink-3">
        An arrow points at what the artifact is about.
      </p>
    </div>
  );
}

function Sample({ className, arrow, ring, cross }: (typeof LINES)[number]) {
  const head = cross ? "fill-bad" : "fill-edge";
  return (
    <svg width="30" height="10" aria-hidden="true" fill="none" className="flex-none">
      <path d={arrow ? "M8 5H29" : "M1 5H29"} className={className} />
      {arrow && <path d="M1 5l7.500-3.600v7.200Z" className={head} />}
      {ring && <circle cx="25" cy="5" r="3" className="fill-surface stroke-edge" />}
      {cross && <path d="M16 2l6 6M22 2l-6 6" className="stroke-bad [stroke-width:1.75]" />}
    </svg>
  );
}

function Sign({
  mark,
  word,
  className,
}: {
  mark: Parameters<typeof MarkIcon>[0]["mark"];
  word: string;
  className: string;
}) {
  return (
    <li className="flex items-center gap-1.5 whitespace-nowrap text-ink-3">
      <MarkIcon mark={mark} className={className} />
      {word}
    </li>
  );
}
