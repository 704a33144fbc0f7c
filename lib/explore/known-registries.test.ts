import { describe, expect, it } from "vitest";
import { assess, unknownCapabilities } from "#lib/upgrade";
import { RegistryMemory } from "./known-registries.ts";

const AT = "2026-11-24T09:31:04.102Z";
const upgradeOf = (registry: string) => assess({ registry, capabilities: unknownCapabilities("not asked") });
const hosts = (memory: RegistryMemory) => memory.all().map(({ registry }) => registry);

function memoryWithDemo(): RegistryMemory {
  const memory = new RegistryMemory();
  for (const name of ["bicycle", "motorcycle"])
    memory.introduce(`${name}.localhost:1`, { title: name, about: "" });
  return memory;
}

describe("RegistryMemory", () => {
  it("lists persons' registries first, newest first, then the demo's in their own order", () => {
    const memory = memoryWithDemo();
    for (const host of [
      "a.example",
      "motorcycle.localhost:1",
      "b.example",
      "bicycle.localhost:1",
      "a.example",
    ]) {
      memory.remember(upgradeOf(host), AT);
    }
    expect(hosts(memory)).toEqual([
      "a.example",
      "b.example",
      "bicycle.localhost:1",
      "motorcycle.localhost:1",
    ]);
  });

  it("keeps what a demo registry is, and adds the verdict", () => {
    const memory = memoryWithDemo();
    expect(memory.get("bicycle.localhost:1")).not.toHaveProperty("at");
    memory.remember(upgradeOf("bicycle.localhost:1"), AT);
    expect(memory.get("bicycle.localhost:1")).toMatchObject({ demo: { title: "bicycle" }, at: AT });
  });

  it("forgets the oldest of 500, and never a demo registry", () => {
    const memory = memoryWithDemo();
    for (let n = 0; n < 600; n++) memory.remember(upgradeOf(`r${n}.example`), AT);
    const known = hosts(memory);
    expect(known).toHaveLength(500);
    expect(known[0]).toBe("r599.example");
    expect(known).not.toContain("r0.example");
    expect(known.slice(-2)).toEqual(["bicycle.localhost:1", "motorcycle.localhost:1"]);
  });
});
