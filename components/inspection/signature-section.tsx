// Who signed, when, held against what: the parts of a verification, and then its checks.
import type { Inspected, Inspection } from "#lib/api";
import type { CheckName, Verification, VerificationState } from "#lib/evidence";
import type { Node } from "#lib/graph";
import { DigestLink, type DigestTarget } from "../artifact/node-link.tsx";
import { RetryButton } from "../explorer/retry-button.tsx";
import { formatAge, visibleText } from "../ui/format.ts";
import { KeyValue, KeyValues, Seamed } from "../ui/key-values.tsx";
import { Asking } from "../ui/mark.tsx";
import { attachedWords } from "./attached-signatures.ts";
import { CheckRows } from "./check-rows.tsx";
import { namedWords } from "./named-words.ts";
import { wordsOf } from "./state-words.ts";
import { VerdictTitle } from "./verdict-box.tsx";

const SIGNER_KINDS = {
  email: "e-mail",
  uri: "URI",
  "other-name": "other name",
  key: "key",
  certificate: "certificate",
} as const;

/** Nobody signed it, or nobody knows: lines about who did would say more than that. */
const HAS_NO_SIGNER = new Set<VerificationState>(["unsigned", "error", "skipped"]);

/** `isOneOfMany`: the box above lists several, so this one's state and reason stand here. `signatures`: those attached to it. */
export function SignatureSection({
  report,
  subject,
  signatures,
  isOneOfMany,
  target,
  now,
  isAsking,
  onRetry,
}: {
  report: Inspected;
  subject: Inspection["subject"];
  signatures: readonly Node[];
  isOneOfMany: boolean;
  target: DigestTarget;
  now: number;
  isAsking: boolean;
  onRetry: () => void;
}) {
  const { verification } = report;
  const { next } = wordsOf(verification);
  const named = namedWords(subject.digest, report);
  return (
    <>
      <section className="border-b border-line px-4 py-2">
        {isOneOfMany && (
          <div className="pb-1.5">
            <VerdictTitle of={verification} isSignedFromOutside={signatures.length > 0} />
            <p className="text-12 wrap-anywhere text-ink-2">
              <Seamed text={visibleText(verification.reason)} />
            </p>
          </div>
        )}
        {verification.state === "unsigned" && signatures.length > 0 ? (
          <AttachedSignatures signatures={signatures} target={target} />
        ) : (
          next && <p className="pb-1.5 text-12 text-ink-2">{next}</p>
        )}
        {verification.state === "error" && (
          <p className="pb-1.5">
            {isAsking ? <Asking>asking again</Asking> : <RetryButton onRetry={onRetry} />}
          </p>
        )}
        <KeyValues>
          {!HAS_NO_SIGNER.has(verification.state) && (
            <>
              <Signer verification={verification} />
              <KeyValue name="signed at">{timeWords(verification)}</KeyValue>
              <KeyValue name="held against">{trustWords(verification, now)}</KeyValue>
            </>
          )}
          <KeyValue
            name="attached to"
            source={subject.isIndex === undefined ? undefined : subject.isIndex ? "index" : "manifest"}
          >
            {subject.digest ? (
              <DigestLink digest={subject.digest} target={target} />
            ) : (
              "nothing that is named here"
            )}
          </KeyValue>
          {named !== undefined && <KeyValue name="content says">{named}</KeyValue>}
        </KeyValues>
      </section>
      <ChecksSection verification={verification} />
    </>
  );
}

/** More than these are counted alone. */
const LINKED = 5;

function AttachedSignatures({ signatures, target }: { signatures: readonly Node[]; target: DigestTarget }) {
  return (
    <div className="pb-1.5 text-12 text-ink-2">
      <p>
        {attachedWords(signatures.length)}. Open {signatures.length === 1 ? "it" : "each"} to see whether it
        holds:
      </p>
      <ul>
        {signatures.slice(0, LINKED).map(({ id, title, digest }) => (
          <li key={id}>
            {visibleText(title)} <DigestLink digest={digest} target={target} copies={false} />
          </li>
        ))}
      </ul>
      {signatures.length > LINKED && <p>and {signatures.length - LINKED} more, in the graph</p>}
    </div>
  );
}

function Signer({ verification }: { verification: Verification }) {
  const { identity } = verification;
  if (!identity) return <KeyValue name="signed by">nobody who can be named</KeyValue>;
  const isProven = provesSigner(verification);
  return (
    <>
      <KeyValue name={isProven ? "signed by" : "claims to be"} source={SIGNER_KINDS[identity.kind]} mono>
        {visibleText(identity.subject)}
      </KeyValue>
      {identity.issuer !== undefined && (
        <KeyValue name={isProven ? "vouched for by" : "names as issuer"} mono>
          {visibleText(identity.issuer)}
        </KeyValue>
      )}
      <KeyValue name="your rule">{ruleWords(verification)}</KeyValue>
    </>
  );
}

/** A name counts as the signer's where the signature holds and somebody trusted vouches for the certificate; a key is its own name. */
function provesSigner({ identity, checks }: Verification): boolean {
  const passed = (wanted: CheckName) =>
    checks.some(({ name, result }) => name === wanted && result === "passed");
  return passed("signature") && (identity?.kind === "key" || passed("certificate-chain"));
}

/** That there is none is known only where the rules were asked: before that, something else decided. */
function ruleWords({ state, identity, checks }: Verification): string {
  if (identity?.rule !== undefined) return visibleText(identity.rule);
  if (state === "valid-identity-unchecked") return "none says who may sign here";
  const isOther = checks.some(({ name, result }) => name === "identity" && result === "failed");
  return isOther ? "asks for another signer" : "not compared";
}

function timeWords({ time }: Verification): string {
  return time ? `${visibleText(time.at)}, proven by ${visibleText(time.by)}` : "not proven";
}

function trustWords({ trust }: Verification, now: number): string {
  if (!trust) return "nothing that is trusted here";
  const age = trust.asOf === undefined ? undefined : formatAge(trust.asOf, now);
  return [visibleText(trust.name), age && `${age} old`].filter(Boolean).join(", ");
}

/** Where no check was made, twelve lines that say so help nobody. */
function ChecksSection({ verification: { checks, state } }: { verification: Verification }) {
  const wasMade = checks.some(({ result }) => result === "passed" || result === "failed");
  if (!wasMade) return null;
  return (
    <section className="border-b border-line px-4 py-2">
      <h3 className="text-12 leading-5 font-semibold">
        {state === "unsigned" ? "What was checked" : "Checks, in their order"}
      </h3>
      <CheckRows checks={checks} isUnsigned={state === "unsigned"} />
    </section>
  );
}
