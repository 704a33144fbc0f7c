// The fields of a shape, those of nested objects indented beneath them.
import { type FieldRow, fieldRows, type JsonSchema, type TypePart, typeParts } from "./schema-rows.ts";

/** A list of names, types and notes; for a union one list each; for any other type its text. */
export function Fields({ schema }: { schema: JsonSchema }) {
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) {
    return (
      <div className="grid gap-2">
        {choices.map((choice) => (
          <Fields key={JSON.stringify(choice.properties?.type ?? choice)} schema={choice} />
        ))}
      </div>
    );
  }
  if (schema.type === "array" && schema.items && schema.items.properties) {
    return (
      <>
        <p className="px-3 pt-2 text-12 text-ink-3">A list of:</p>
        <Fields schema={schema.items} />
      </>
    );
  }
  const rows = fieldRows(schema);
  if (rows.length === 0) {
    return (
      <p className="px-3 py-2 font-mono text-12 leading-5 break-words text-ink-2">
        <TypeText parts={typeParts(schema)} />
      </p>
    );
  }
  return (
    <dl className="border-t border-line first:border-t-0">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names repeat at other depths, and the order never changes
        <Field key={index} row={row} />
      ))}
    </dl>
  );
}

function Field({ row: { name, depth, type, isRequired, note } }: { row: FieldRow }) {
  return (
    <div className="grid grid-cols-[220px_minmax(0,1fr)_auto] items-baseline gap-x-3 border-b border-line px-3 py-1 last:border-b-0 small:grid-cols-[minmax(0,1fr)_auto]">
      <dt style={{ paddingLeft: depth * 14 }}>
        <code className={isRequired ? "font-semibold" : ""}>{name}</code>
        {!isRequired && <span className="ml-1.5 text-11 text-ink-3">optional</span>}
      </dt>
      <dd className="font-mono text-12 leading-5 break-words text-ink-2 small:order-3 small:col-span-2">
        <TypeText parts={type} />
      </dd>
      <dd className="text-right text-12 text-ink-3">{note}</dd>
    </div>
  );
}

function TypeText({ parts }: { parts: TypePart[] }) {
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a type's pieces never change their order
    <TypePiece key={index} part={part} />
  ));
}

function TypePiece({ part: { text, shape } }: { part: TypePart }) {
  if (!shape) return <span>{text}</span>;
  return (
    <a
      href={`#${shape}`}
      className="text-accent underline decoration-line-3 underline-offset-2 hover:decoration-current"
    >
      {text}
    </a>
  );
}
