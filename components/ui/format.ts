// Numbers, times, digests and registry text as the reader sees them.

const UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB"];

/** Bytes in decimal units with at most two significant decimals: 1604 is "1.6 kB", 61e6 is "61 MB". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${trimZero(value.toFixed(digits))} ${unit === 0 && bytes === 1 ? "byte" : UNITS[unit]}`;
}

/** A whole number in groups of three, parted by thin no-break spaces: "48 112". */
export function formatCount(count: number): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}

/** "1 signature", "2 signatures"; `plural` where an s is not enough. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** How long something took, from milliseconds: "41 ms", "0.9 s", "1 min 5 s". */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, Math.round(milliseconds));
  if (ms < 1000) return ms < 500 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${trimZero(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return rest === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${rest} s`;
}

/** The time since `then` (ISO 8601) in its largest unit: "12 s", "3 h", "2 days"; undefined when it is no time. */
export function formatAge(then: string, now: number): string | undefined {
  const at = Date.parse(then);
  if (Number.isNaN(at)) return undefined;
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  const days = Math.floor(seconds / 86_400);
  if (days < 60) return days === 1 ? "1 day" : `${days} days`;
  return days < 730 ? `${Math.floor(days / 30)} months` : `${Math.floor(days / 365)} years`;
}

/** The time of day with milliseconds, in the reader's zone: "09:31:04.102". */
export function formatClock(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${clock}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

/** A digest's algorithm ("sha256:") and its shortened rest; a short rest stays whole. Never applied twice. */
export function shortenDigest(digest: string): { algorithm: string; rest: string } {
  const colon = digest.indexOf(":");
  const algorithm = colon < 0 ? "" : digest.slice(0, colon + 1);
  return { algorithm, rest: shortenMiddle(digest.slice(algorithm.length)) };
}

/** First 6, ellipsis, last 6. */
export function shortenMiddle(text: string): string {
  return text.length <= 14 ? text : `${text.slice(0, 6)}…${text.slice(-6)}`;
}

/** Every long hexadecimal run in a path shortened, so that what differs stays in view. */
export function shortenPath(path: string): string {
  return path.replace(/[0-9a-f]{32,}/g, shortenMiddle);
}

/** At most `length` characters (code points), the last one an ellipsis when it was cut. */
export function cutEnd(text: string, length: number): string {
  const points = Array.from(text);
  return points.length <= length
    ? text
    : `${points
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}

// Control characters, and those that turn the direction of writing: with them a registry could make a line
// read otherwise than it is (Unicode TR 36, section 2.2).
const UNSEEN = /\p{Cc}|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Registry text made safe to read: what would be invisible, or would turn the line around, is shown as "�". */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, "\ufffd");
}

/** The same for a text of several lines: line ends stay, tabs become spaces. */
export function visibleLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => visibleText(line.replaceAll("\t", "  ")))
    .join("\n");
}

function trimZero(number: string): string {
  return number.replace(/\.0$/, "");
}
