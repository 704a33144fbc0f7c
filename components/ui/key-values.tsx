// Names and values in two columns, with where the value comes from in a third.
import { Fragment } from "react";
import { classes } from "./classes.ts";
import { seamsOf } from "./seams.ts";

/** A `<dl>`; its children are `KeyValue`s. */
export function KeyValues({ children }: { children: React.ReactNode }) {
  return (
    <dl className="grid grid-cols-[88px_minmax(0,1fr)_auto] gap-x-2 gap-y-0.5 text-12 leading-[18px]">
      {children}
    </dl>
  );
}

/** `source` says where the value comes from ("log 3", "claimed"). Long values wrap rather than hide. */
export function KeyValue({
  name,
  source,
  mono = false,
  children,
}: {
  name: string;
  source?: React.ReactNode;
  mono?: boolean;
  children: React.ReactNode;
}) {
  return (
    <div className="col-span-3 grid grid-cols-subgrid">
      <dt className="text-ink-3">{name}</dt>
      <dd
        className={classes(
          "min-w-0",
          mono ? "font-mono wrap-anywhere" : "break-words",
          (source === undefined || source === null) && "col-span-2",
        )}
      >
        {mono && typeof children === "string" ? <Seamed text={children} /> : children}
      </dd>
      {source !== undefined && source !== null && (
        <dd className="text-11 leading-[18px] text-ink-3">{source}</dd>
      )}
    </div>
  );
}

/** A path, reference or media type, which may be parted after its separators rather than anywhere. */
export function Seamed({ text }: { text: string }) {
  return seamsOf(text).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change their order
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
