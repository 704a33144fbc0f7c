// The look that every journey takes at a page can fail: faults are planted, and each is found by its name.
import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./page-checks.ts";

const FAULTS = {
  "image-alt": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9">',
  "color-contrast": '<p style="color:#bbb;background:#fff">hardly to be read</p>',
  "button-name": "<button></button>",
  "target-size": '<a href="#a" style="font-size:6px">a</a><a href="#b" style="font-size:6px">b</a>',
  "heading-order": "<h4>too deep</h4>",
};

for (const [rule, fault] of Object.entries(FAULTS)) {
  test(`axe finds what is planted: ${rule}`, async ({ page }) => {
    await page.setContent(pageWith("<p>well</p>"));
    await expectAccessible(page);
    await page.setContent(pageWith(fault));
    await expect(expectAccessible(page)).rejects.toThrow(`${rule}: `);
  });
}

test("a page that scrolls sideways is found", async ({ page }) => {
  await page.setContent(pageWith('<div style="width:3000px">wide</div>'));
  await expect(expectNoSideways(page)).rejects.toThrow("toBe");
});

function pageWith(content: string): string {
  return `<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>${content}</main></html>`;
}
