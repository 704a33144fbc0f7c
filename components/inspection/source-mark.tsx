// Where a value comes from: inside the payload that a signature covers, or from anywhere else.
import type { Fact } from "#lib/inspect";
import { classes } from "../ui/classes.ts";

/** "unproven": inside a signed payload of which the signature does not hold, or was not verified. */
type Standing = "signed" | "unproven" | "claimed";

const LOOKS: Record<Standing, { word: string; about: string; dot: string }> = {
  signed: {
    word: "signed",
    about: "inside the signed payload, and the signature holds",
    dot: "border-ink-2 bg-ink-2",
  },
  unproven: {
    word: "signed?",
    about: "inside the signed payload; the signature was not verified",
    dot: "border-ink-3",
  },
  claimed: {
    word: "claimed",
    about: "outside any signed payload: whoever pushed it says so",
    dot: "border-ink-3 border-dotted",
  },
};

/** `isHeld`: the signature around it was verified. */
export function SourceMark({ source, isHeld }: { source: Fact["source"]; isHeld: boolean }) {
  return <StandingMark standing={standingOf(source, isHeld)} />;
}

function StandingMark({ standing }: { standing: Standing }) {
  const { word, about, dot } = LOOKS[standing];
  return (
    <span
      title={about}
      className="inline-flex items-center gap-1 align-baseline text-11 leading-[18px] whitespace-nowrap text-ink-3"
    >
      <span aria-hidden className={classes("size-[7px] flex-none rounded-full border", dot)} />
      {word}
    </span>
  );
}

/** What the words beside the values mean; only those that occur. */
export function SourceLegend({ sources, isHeld }: { sources: ReadonlySet<Fact["source"]>; isHeld: boolean }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 px-4 py-2 text-11 leading-[18px] text-ink-3">
      {[...sources].map((source) => {
        const standing = standingOf(source, isHeld);
        return (
          <div key={source} className="col-span-2 grid grid-cols-subgrid">
            <dt>
              <StandingMark standing={standing} />
            </dt>
            <dd>{LOOKS[standing].about}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function standingOf(source: Fact["source"], isHeld: boolean): Standing {
  return source === "claimed" ? "claimed" : isHeld ? "signed" : "unproven";
}
