// How the artifact hangs there, what it says of itself, and what is odd about it.
import type { Edge, Node } from "#lib/graph";
import { formatBytes, formatCount, visibleLines, visibleText } from "../ui/format.ts";
import { KeyValue, KeyValues } from "../ui/key-values.tsx";
import { LongText } from "../ui/long-text.tsx";
import { SeedName } from "../ui/seed-name.tsx";
import { Tag } from "../ui/tag.tsx";
import type { FindingNumbers } from "./finding-numbers.ts";
import { DigestLink, type DigestTarget } from "./node-link.tsx";
import { isTagOnly, nameOf, RELATION_WORDS, type Scene } from "./node-words.ts";

const PROOFS: Record<Edge["proof"], { word: string; about: string }> = {
  verified: { word: "proven", about: "its own bytes name the subject" },
  claimed: { word: "claimed", about: "only a list or a tag says so" },
  contradicted: { word: "contradicted", about: "its own bytes name another subject" },
};

export function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="border-b border-line px-4 py-2 last:border-b-0">
      <h3 className="text-12 leading-5 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

export function Facts({
  node,
  scene,
  target,
  numbers,
}: {
  node: Node;
  scene: Scene;
  target: DigestTarget;
  numbers: FindingNumbers;
}) {
  const upward = scene.upward.get(node.id) ?? [];
  return (
    <>
      {upward.map((edge) => (
        <Attachment
          key={`${edge.relation} ${edge.source} ${edge.target}`}
          edge={edge}
          node={node}
          scene={scene}
          target={target}
          numbers={numbers}
        />
      ))}
      <Identity node={node} scene={scene} target={target} />
      {node.warnings.length > 0 && (
        <Section title="Odd about it">
          <ul className="list-disc pl-4 text-12 leading-[18px] text-ink-2">
            {node.warnings.map((warning) => (
              <li key={warning} className="break-words">
                {visibleText(warning)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {node.annotations.length > 0 && (
        <Section title="Annotations">
          <dl className="text-12 leading-[18px]">
            {node.annotations.map(([name, value]) => (
              <div key={name} className="pb-1">
                <dt className="font-mono text-11 break-all text-ink-3">{visibleText(name)}</dt>
                <dd>
                  <LongText text={visibleLines(value)} />
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <LensFacts node={node} scene={scene} />
    </>
  );
}

function Attachment({
  edge,
  node,
  scene,
  target,
  numbers,
}: {
  edge: Edge;
  node: Node;
  scene: Scene;
  target: DigestTarget;
  numbers: FindingNumbers;
}) {
  const isContained = edge.relation === "contains";
  const otherId = isContained ? edge.source : edge.target;
  const other = scene.nodes.get(otherId);
  const proof = PROOFS[edge.proof];
  return (
    <Section title={isContained ? "Contained in" : "Attachment"}>
      <KeyValues>
        {edge.foundBy.map((way) => (
          <KeyValue key={way} name="found by" source={logWords(numbers(way, otherId))}>
            {scene.titles.get(way) ?? way}
            {way === "referrers-tag" && isTagOnly(node, scene) && (
              <>
                {" "}
                <Tag tone="warn">tag only</Tag>
              </>
            )}
          </KeyValue>
        ))}
        <KeyValue name={isContained ? "index" : "about"} source={other?.kind}>
          {other ? (
            <button
              type="button"
              className="text-left break-words text-accent hover:underline"
              onClick={() => target.select(otherId)}
            >
              {nameOf(other, scene)}
            </button>
          ) : (
            RELATION_WORDS[edge.relation]
          )}
        </KeyValue>
        <KeyValue name="its digest">
          {other?.digest && <DigestLink digest={other.digest} target={target} />}
        </KeyValue>
        {!isContained && (
          <KeyValue name="proof" source={proof.word}>
            {edge.reason ? visibleText(edge.reason) : proof.about}
          </KeyValue>
        )}
      </KeyValues>
    </Section>
  );
}

function logWords(numbers: number[]): string | undefined {
  if (numbers.length === 0) return undefined;
  return `log ${numbers.slice(0, 3).join(", ")}${numbers.length > 3 ? ", …" : ""}`;
}

function Identity({ node, scene, target }: { node: Node; scene: Scene; target: DigestTarget }) {
  const read = node.exchanges.flatMap((id) => scene.exchanges.get(id)?.number ?? []);
  const resolved = node.id === scene.rootId ? scene.resolved : undefined;
  return (
    <Section title={resolved ? "Asked for" : "Manifest"}>
      <KeyValues>
        {resolved?.tag && (
          <KeyValue name="tag" mono>
            {visibleText(resolved.tag)}
          </KeyValue>
        )}
        {resolved && <KeyValue name="resolved">by {resolved.by}</KeyValue>}
        {node.digest && (
          <KeyValue name="digest" source={logWords(read)}>
            <DigestLink digest={node.digest} target={target} />
          </KeyValue>
        )}
        <KeyValue name="repository" mono>
          {visibleText(`${target.registry}/${node.repository}`)}
        </KeyValue>
        {node.artifactType && (
          <KeyValue name="artifactType" mono>
            {visibleText(node.artifactType)}
          </KeyValue>
        )}
        {node.mediaType && (
          <KeyValue name="media type" mono>
            {visibleText(node.mediaType)}
          </KeyValue>
        )}
        {node.platform && (
          <KeyValue name="platform" mono>
            {visibleText(node.platform)}
          </KeyValue>
        )}
        {node.kindBy && <KeyValue name="kind told by">{node.kindBy}</KeyValue>}
        {node.size !== undefined && (
          <KeyValue name="size" source={roundedBytes(node.size)}>
            {formatCount(node.size)} bytes
          </KeyValue>
        )}
        {node.payloadSize ? (
          <KeyValue name="payload" source={roundedBytes(node.payloadSize)}>
            {formatCount(node.payloadSize)} bytes
          </KeyValue>
        ) : null}
        {!resolved &&
          node.tags.map((tag) => (
            <KeyValue key={tag} name="by tag" mono>
              {visibleText(tag)}
            </KeyValue>
          ))}
        <KeyValue name="its own list">{listWords(node, scene.isDone)}</KeyValue>
      </KeyValues>
    </Section>
  );
}

/** What is known of what refers to it in turn. */
function listWords({ asked, completeness, state }: Node, isDone: boolean): string {
  if (!isDone) return "not known yet";
  if (!asked) return state === "present" ? "not asked what refers to it" : "not known";
  return completeness === "complete" ? "complete" : `not whole: ${completeness}`;
}

const CONSUMERS = ["rat", "squirrel", "beaver"] as const satisfies Node["visibleTo"];

/** Who finds what follows from all answers together, so before the last one it is not known. */
function LensFacts({ node, scene: { isDone, isApiKnown } }: { node: Node; scene: Scene }) {
  const wordsFor = (consumer: Node["visibleTo"][number]) => {
    if (node.visibleTo.includes(consumer)) return "finds it";
    if (node.state !== "present" && node.state !== "missing") return "not known";
    return isApiKnown || consumer === "rat" ? "does not find it" : "not known";
  };
  return (
    <Section title="Who finds it here">
      {isDone ? (
        <ul className="text-12 leading-[22px]">
          {CONSUMERS.map((consumer) => (
            <li key={consumer} className="flex items-center justify-between gap-2">
              <SeedName seed={consumer} />
              <span className={node.visibleTo.includes(consumer) ? "" : "text-ink-3"}>
                {wordsFor(consumer)}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-12 text-ink-3">Not known before every way has answered.</p>
      )}
    </Section>
  );
}

/** "9.3 kB"; nothing where it would only repeat the bytes. */
function roundedBytes(bytes: number): string | undefined {
  return bytes < 1000 ? undefined : formatBytes(bytes);
}
