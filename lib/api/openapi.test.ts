import { describe, expect, it } from "vitest";
import { openApiDocument } from "./index.ts";

const document = openApiDocument("1.2.3");
const { schemas } = document.components as {
  schemas: Record<string, { properties?: Record<string, unknown> }>;
};

describe("openApiDocument", () => {
  it("is OpenAPI 3.1 of this version", () => {
    expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Refscope", version: "1.2.3" } });
  });

  it("describes every call, and makes each that asks a registry a POST", () => {
    const paths = document.paths as Record<string, object>;
    expect(Object.entries(paths).map(([path, calls]) => `${Object.keys(calls)} ${path}`)).toEqual([
      "post /api/explore",
      "post /api/probe",
      "post /api/probe/active",
      "get /api/leftovers",
      "post /api/leftovers/clean",
      "post /api/audit",
      "post /api/inspect",
      "post /api/raw",
      "post /api/visibility",
      "post /api/compare",
      "post /api/search",
      "post /api/scenarios",
      "get /api/registries",
      "get /api/openapi.json",
      "get /healthz",
    ]);
  });

  it("refers only to components that are there", () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
    expect(refs.length).toBeGreaterThan(10);
    for (const ref of refs) {
      expect(ref).toMatch(/^#\/components\/schemas\/\w+$/);
      expect(schemas).toHaveProperty(ref?.split("/").at(-1) ?? "");
    }
  });

  it("describes a shape once, and by reference elsewhere", () => {
    expect(schemas.Probe?.properties?.upgrade).toEqual({ $ref: "#/components/schemas/Upgrade" });
    expect(schemas.Problem?.properties?.exchanges).toMatchObject({
      items: { $ref: "#/components/schemas/Exchange" },
    });
    expect(JSON.stringify(document)).not.toContain("$schema");
  });
});
