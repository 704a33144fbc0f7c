// Where a value comes from: inside the payload that a signature covers, from what somebody trusted vouches for, from
// anywhere else, or worked out here.
import { classes } from "../ui/classes.ts";
import { type Proof, type Sourced, type Standing, standingOf } from "./standing.ts";

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
  vouched: {
    word: "vouched for",
    about: "in the certificate, log entry or timestamp: an authority or a log that is trusted here says so",
    dot: "border-ink-2 bg-ink-3",
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

/** `proof`: what the verification around it came to. */
export function SourceMark({ of, proof }: { of: Sourced; proof: Proof }) {
  return <StandingMark standing={standingOf(of, proof)} />;
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
export function SourceLegend({ of, proof }: { of: readonly Sourced[]; proof: Proof }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 px-4 py-2 text-11 leading-[18px] text-ink-3">
      {[...new Set(of.map((each) => standingOf(each, proof)))].map((standing) => (
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
