// Where a value comes from: inside the payload that a signature covers, from anywhere else, or worked out here.
import type { Fact } from "#lib/inspect";
import { classes } from "../ui/classes.ts";

/** "unproven": inside a signed payload of which the signature does not hold, or was not verified. */
type Standing = "signed" | "unproven" | "claimed" | "checked";

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
  checked: {
    word: "checked",
    about: "worked out by Refscope from the bytes; nobody claims it",
    dot: "border-ink-2",
  },
};

/** What no document says of itself. In this section no name is of a document's making. */
const WORKED_OUT = { section: "integrity", names: ["The bytes have this digest", "The content names it"] };

/** A table, or a fact, which has a section and a name. */
type Sourced = Pick<Fact, "source"> & Partial<Pick<Fact, "section" | "name">>;

/** `isHeld`: the signature around it was verified. */
export function SourceMark({ of, isHeld }: { of: Sourced; isHeld: boolean }) {
  return <StandingMark standing={standingOf(of, isHeld)} />;
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
export function SourceLegend({ of, isHeld }: { of: readonly Sourced[]; isHeld: boolean }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 px-4 py-2 text-11 leading-[18px] text-ink-3">
      {[...new Set(of.map((each) => standingOf(each, isHeld)))].map((standing) => (
        <div key={standing} className="col-span-2 grid grid-cols-subgrid">
          <dt>
            <StandingMark standing={standing} />
          </dt>
          <dd>{LOOKS[standing].about}</dd>
        </div>
      ))}
    </dl>
  );
}

function standingOf({ source, section, name }: Sourced, isHeld: boolean): Standing {
  if (section === WORKED_OUT.section && WORKED_OUT.names.includes(name ?? "")) return "checked";
  return source === "claimed" ? "claimed" : isHeld ? "signed" : "unproven";
}
