// The page of figures about readers: each measurement writes its own section, and leaves the others.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const PAGE = new URL("../../docs/figures/readers.md", import.meta.url);
const HEAD = "# What reading an artifact costs, and what it withstands\n";
/** In the order in which they stand. */
const SECTIONS = ["Speed", "Opened by the server", "Bombs", "Changed documents"] as const;

/** Replaces one section, when UPDATE_FIGURES=1 asks for it. */
export function writeSection(title: (typeof SECTIONS)[number], body: string): void {
  if (process.env.UPDATE_FIGURES !== "1") return;
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : HEAD;
  const bodies = new Map(
    page
      .split(/^## /m)
      .slice(1)
      .map((section) => [
        section.slice(0, section.indexOf("\n")),
        section.slice(section.indexOf("\n") + 1).trim(),
      ]),
  );
  bodies.set(title, body.trim());
  const sections = SECTIONS.flatMap((name) => {
    const text = bodies.get(name);
    return text === undefined ? [] : [`\n## ${name}\n\n${text}\n`];
  });
  writeFileSync(PAGE, HEAD + sections.join(""));
}
