// The inspector's first answer: what state the artifact is in, and what that does not mean.
import type { Node } from "#lib/graph";
import { classes } from "../ui/classes.ts";
import { visibleText } from "../ui/format.ts";
import { MarkIcon, type Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";
import { isTagOnly, type Scene, stateOf } from "./node-words.ts";

/** What the box says: of the image itself, the one who shows it knows how much of the answer is there. */
export type StateVerdict = { mark: MarkName; tone: Tone; title: string; text: string };

const FRAMES: Partial<Record<Tone, string>> = {
  warn: "border-warn-line bg-warn-bg text-warn",
  bad: "border-bad-line bg-bad-bg text-bad",
};

export function StateBox({ node, scene, verdict }: { node: Node; scene: Scene; verdict?: StateVerdict }) {
  const { mark, tone, title, text } = verdict ?? verdictOf(node, scene);
  return (
    <div
      className={classes(
        "mx-4 mb-3 rounded-control border px-2.5 py-2 text-12",
        FRAMES[tone] ?? "border-line text-ink-3",
      )}
    >
      <p className="flex items-center gap-1.5 text-13 leading-[18px] font-semibold">
        <MarkIcon mark={mark} size={15} />
        {title}
      </p>
      <p className="mt-0.5 break-words text-ink-2">{text}</p>
    </div>
  );
}

function verdictOf(node: Node, scene: Scene): StateVerdict {
  const { mark, tone, word } = stateOf(node, scene);
  const reason = node.reason === undefined ? "" : `${sentence(visibleText(node.reason))} `;
  switch (node.state) {
    case "missing":
      return {
        mark,
        tone,
        title: "Missing",
        text: `${reason}It is named, but the registry does not have it.`,
      };
    case "denied":
    case "rate-limited":
    case "failed":
      return {
        mark,
        tone,
        title: capital(word),
        text: `${reason}What is in it, and what refers to it, is not known.`,
      };
    case "truncated":
      return {
        mark,
        tone: "warn",
        title: "Not read",
        text: `${reason}It is named, but a limit of this exploration came first.`,
      };
    case "present":
      break;
  }
  const odd = oddityOf(node, scene);
  if (odd) return odd;
  return {
    mark: "found",
    tone: "mute",
    title: "Read",
    text: "Its bytes have the digest that they are named by. What they say is a claim of whoever pushed them.",
  };
}

/** What is wrong with how it is attached, whatever is in it. */
export function oddityOf(node: Node, scene: Scene): StateVerdict | undefined {
  const contradiction = (scene.upward.get(node.id) ?? []).find((edge) => edge.proof === "contradicted");
  if (contradiction) {
    const detail = contradiction.reason
      ? sentence(visibleText(contradiction.reason))
      : "Its own bytes name another subject.";
    return {
      mark: "contradicted",
      tone: "bad",
      title: "Contradicted",
      text: `${detail} The list or tag that led here says otherwise.`,
    };
  }
  if (isTagOnly(node, scene)) {
    return {
      mark: "unread",
      tone: "warn",
      title: "In the tag only, not in the API",
      text: "The registry answers the referrers API, which does not list it. A client that asks the API never looks at the tag, so it does not see this.",
    };
  }
  return undefined;
}

function sentence(text: string): string {
  const trimmed = capital(text.trim());
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
