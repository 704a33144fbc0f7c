"use client";
// A JSON document as a tree: every field there is, digests as links, long lists in portions.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { visibleText } from "../ui/format.ts";
import { BlobButton } from "./blob-button.tsx";
import { isBlobPath, type JsonValue, looksLikeDigest, WrittenNumber } from "./json-text.ts";
import { DigestLink, type DigestTarget } from "./node-link.tsx";

const PORTION = 100;
// Deeper values open when they are asked for: a hostile document may be very deep.
const OPEN_DEPTH = 3;

export function JsonTree({ value, target }: { value: JsonValue; target: DigestTarget }) {
  return (
    <ul aria-label="Manifest" className="font-mono text-[11.5px] leading-5">
      <Field name={undefined} value={value} path={[]} target={target} />
    </ul>
  );
}

type FieldProps = { name: string | undefined; value: JsonValue; path: string[]; target: DigestTarget };

function Field({ name, value, path, target }: FieldProps) {
  const label = name !== undefined && <span className="text-ink-3">{visibleText(name)}: </span>;
  if (value !== null && typeof value === "object" && !(value instanceof WrittenNumber)) {
    return <Branch name={name} label={label} value={value} path={path} target={target} />;
  }
  return (
    <li className="pl-4 break-all">
      {label}
      <Leaf value={value} path={path} target={target} />
    </li>
  );
}

function Branch({
  name,
  label,
  value,
  path,
  target,
}: {
  name: string | undefined;
  label: React.ReactNode;
  value: JsonValue[] | { [name: string]: JsonValue };
  path: string[];
  target: DigestTarget;
}) {
  const entries: [string, JsonValue][] = Array.isArray(value)
    ? value.map((item, i) => [String(i), item])
    : Object.entries(value);
  const [isOpen, setOpen] = useState(path.length < OPEN_DEPTH && entries.length <= PORTION);
  const [portion, setPortion] = useState(PORTION);
  const what = Array.isArray(value) ? `[ ${entries.length} ]` : `{ ${entries.length} }`;
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={`${name ?? "document"}, ${entries.length} inside`}
        className="flex min-h-6 items-center gap-1 text-left hover:text-accent"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon size={12} aria-hidden className="flex-none text-ink-3" />
        <span className="break-all">
          {label}
          <span className="text-ink-3">{what}</span>
        </span>
      </button>
      {isOpen && (
        <ul className="ml-[5px] border-l border-line pl-2">
          {entries.slice(0, portion).map(([key, item]) => (
            <Field key={key} name={key} value={item} path={[...path, key]} target={target} />
          ))}
          {entries.length > portion && (
            <li className="pl-4">
              <button
                type="button"
                className="min-h-6 text-accent hover:underline"
                onClick={() => setPortion(portion + PORTION)}
              >
                {entries.length - portion} more
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function Leaf({
  value,
  path,
  target,
}: {
  value: Exclude<JsonValue, object> | null | WrittenNumber;
  path: string[];
  target: DigestTarget;
}) {
  if (value instanceof WrittenNumber) return value.text;
  if (typeof value !== "string") return String(value);
  if (!looksLikeDigest(value)) return `"${visibleText(value)}"`;
  if (isBlobPath(path)) return <BlobButton digest={value} target={target} />;
  return <DigestLink digest={value} target={target} />;
}
