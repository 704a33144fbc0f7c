// The audit of a repository in every state, on its own page and on its registry's.
import type { Page } from "@playwright/test";
import type { Hosts, ScreenState } from "./states.mts";

const AUDIT_MS = 30_000;

const repository =
  (name: string) =>
  ({ fault }: Hosts) =>
    `/registries/${fault.repositories}/audit/${name}`;

export const AUDIT: ScreenState[] = [
  { name: "audit--never", path: repository("never-audited") },
  { name: "audit--running", path: repository("slow"), whole: true, prepare: (page) => begin(page, 14_000) },
  { name: "audit--stopped", path: repository("slow"), whole: true, prepare: stopMidway },
  { name: "audit--odd", path: repository("odd"), whole: true, prepare: finish },
  { name: "audit--history", path: repository("history"), whole: true, prepare: finish },
  {
    name: "audit--table",
    path: repository("history"),
    whole: true,
    prepare: async (page) => {
      await finish(page);
      await page.getByRole("button", { name: "Table" }).click();
    },
  },
  {
    name: "audit--receipt",
    path: repository("odd"),
    prepare: async (page) => {
      await finish(page);
      await page
        .getByRole("button", { name: /^Open exchange/ })
        .first()
        .click();
    },
  },
  { name: "audit--empty", path: repository("empty"), prepare: finish },
  { name: "audit--half-denied", path: repository("half-denied"), whole: true, prepare: finish },
  { name: "audit--denied", path: repository("denied"), prepare: (page) => begin(page, 1500) },
  { name: "audit--no-repository", path: ({ fault }) => `/registries/${fault.repositories}/Audit/Odd` },
  {
    name: "audit--on-registry",
    path: ({ fault }) => `/registries/${fault.repositories}?repository=audit/odd`,
    whole: true,
    prepare: finish,
  },
];

/** Starts it, whether there was one before or not. */
async function begin(page: Page, milliseconds: number): Promise<void> {
  await page
    .getByRole("button", { name: /^Audit( again)?$/ })
    .first()
    .click();
  await page.waitForTimeout(milliseconds);
}

async function finish(page: Page): Promise<void> {
  await begin(page, 0);
  await page
    .getByRole("button", { name: "Stop", exact: true })
    .waitFor({ timeout: 2000 })
    .catch(() => undefined);
  await page.getByText("What was looked at").waitFor({ timeout: AUDIT_MS });
  await page
    .getByRole("button", { name: "Stop", exact: true })
    .waitFor({ state: "hidden", timeout: AUDIT_MS });
}

async function stopMidway(page: Page): Promise<void> {
  await begin(page, 14_000);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByText("What was looked at").waitFor({ timeout: AUDIT_MS });
}
