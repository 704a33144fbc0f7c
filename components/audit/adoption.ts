// How a repository's tags are spread over generations and time: what the picture draws and the table says. Pure.
import type { TagRow } from "#lib/api";
import { GENERATIONS, type Generation } from "#lib/upgrade";

/** A stretch of time, `label` as the axis writes it. */
export type Period = { start: number; label: string };

/** One generation's tags: in all, in each period, and those whose image tells no time. */
export type AdoptionRow = { generation: Generation; total: number; periods: number[]; undated: number };

export type Adoption = {
  unit: "day" | "month" | "quarter" | "year";
  periods: Period[];
  /** Every generation, in the seed's order. */
  rows: AdoptionRow[];
  /** Tags of images. Tags of referrers take no part. */
  images: number;
  referrers: number;
  undated: number;
};

type Unit = Adoption["unit"];
const DAY = 86_400_000;
/** The first unit in which the whole time fits into so many periods. */
const MOST_PERIODS = 31;
const UNITS: readonly Unit[] = ["day", "month", "quarter", "year"];

/** Each tag counts once, by its generation and the time that its image claims. */
export function adoptionOf(rows: readonly TagRow[]): Adoption {
  const images = rows.filter(({ refersTo }) => refersTo === undefined);
  const times = images.flatMap(({ created }) => (created === undefined ? [] : Date.parse(created)));
  const { unit, periods } = axisOf(times);
  const first = periods[0]?.start ?? 0;
  const counted = new Map(GENERATIONS.map((generation) => [generation, empty(generation, periods.length)]));
  for (const { generation, created } of images) {
    const row = counted.get(generation);
    if (!row) continue;
    row.total++;
    const at = created === undefined ? -1 : placeOf(Date.parse(created), unit) - placeOf(first, unit);
    if (at >= 0 && at < periods.length) row.periods[at] = (row.periods[at] ?? 0) + 1;
    else row.undated++;
  }
  const all = [...counted.values()];
  const undated = all.reduce((sum, row) => sum + row.undated, 0);
  return { unit, periods, rows: all, images: images.length, referrers: rows.length - images.length, undated };
}

function empty(generation: Generation, periods: number): AdoptionRow {
  return { generation, total: 0, periods: Array.from({ length: periods }, () => 0), undated: 0 };
}

function axisOf(times: readonly number[]): Pick<Adoption, "unit" | "periods"> {
  if (times.length === 0) return { unit: "day", periods: [] };
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) {
    least = Math.min(least, time);
    most = Math.max(most, time);
  }
  const span = (unit: Unit) => placeOf(most, unit) - placeOf(least, unit) + 1;
  const unit = UNITS.find((one) => span(one) <= MOST_PERIODS) ?? "year";
  const count = Math.min(span(unit), 200);
  const from = placeOf(most, unit) - count + 1;
  const periods = Array.from({ length: count }, (_, n) => {
    const start = startOf(from + n, unit);
    return { start, label: labelOf(start, unit) };
  });
  return { unit, periods };
}

/** Periods numbered through, from the year 0 or from 1970. */
function placeOf(time: number, unit: Unit): number {
  if (unit === "day") return Math.floor(time / DAY);
  const date = new Date(time);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return unit === "month" ? months : Math.floor(months / (unit === "quarter" ? 3 : 12));
}

function startOf(place: number, unit: Unit): number {
  if (unit === "day") return place * DAY;
  const months = place * (unit === "month" ? 1 : unit === "quarter" ? 3 : 12);
  return Date.UTC(Math.floor(months / 12), months % 12, 1);
}

function labelOf(start: number, unit: Unit): string {
  const iso = new Date(start).toISOString();
  if (unit === "day") return iso.slice(0, 10);
  if (unit === "month") return iso.slice(0, 7);
  const year = iso.slice(0, 4);
  return unit === "year" ? year : `${year} Q${Math.floor(new Date(start).getUTCMonth() / 3) + 1}`;
}
