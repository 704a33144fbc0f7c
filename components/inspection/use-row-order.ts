"use client";
// The rows of a table as they were last worked out: while others are being worked out, those stay.
import { useEffect, useState } from "react";
import type { Table } from "#lib/inspect";
import { orderRows, type RowChoice } from "./row-order.ts";

export type RowOrder = {
  /** Undefined: all rows as they came, which needs no work. */
  order: Uint32Array | undefined;
  isWorking: boolean;
};

export function useRowOrder(table: Table, { find, only, sort }: RowChoice): RowOrder {
  const isPlain = find.trim() === "" && !only && !sort;
  const [made, setMade] = useState<{ table: Table; order: Uint32Array }>();
  const [isWorking, setWorking] = useState(false);
  const [onlyColumn, onlyValue] = [only?.column, only?.value];
  const [sortColumn, isDescending] = [sort?.column, sort?.isDescending];
  useEffect(() => {
    setMade((before) => (before?.table === table && !isPlain ? before : undefined));
    if (isPlain) return setWorking(false);
    const going = new AbortController();
    setWorking(true);
    const choice: RowChoice = { find };
    if (onlyColumn !== undefined && onlyValue !== undefined)
      choice.only = { column: onlyColumn, value: onlyValue };
    if (sortColumn !== undefined) choice.sort = { column: sortColumn, isDescending: isDescending ?? false };
    void orderRows(table, choice, going.signal).then((order) => {
      if (!order || going.signal.aborted) return;
      setMade({ table, order });
      setWorking(false);
    });
    return () => going.abort();
  }, [table, isPlain, find, onlyColumn, onlyValue, sortColumn, isDescending]);
  return { order: isPlain || made?.table !== table ? undefined : made.order, isWorking };
}
