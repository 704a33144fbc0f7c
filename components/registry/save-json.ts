"use client";
// Hands data to the browser as a JSON file.
import { saveText } from "../ui/save-text.ts";

/** Saves `data` as `<name>.json`, with what is no file name in it replaced. */
export function saveJson(name: string, data: unknown): void {
  saveText(`${name}.json`, "application/json", `${JSON.stringify(data, null, 2)}\n`);
}
