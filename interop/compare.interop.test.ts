// Did the mirror keep all: an image is mirrored without what is attached to it, and each command that the comparison
// offers is run as it stands there. What it brings must be what was promised, digest by digest.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Comparison } from "#lib/api";
import { compare } from "./ask.ts";
import { cosignTags, everyday, type Fill, gap, inIndex, nested } from "./fill.ts";
import { has, type RealRegistry, run, startDockerRegistry, startMotorcycle } from "./servers.ts";

const olareg = () => startMotorcycle({ kind: "olareg" });
const ggcr = () => startMotorcycle({ kind: "ggcr" });
const ALL_NEEDED = ["motorcycle", "oras", "crane"].every(has);

/** `lacks`: what the bare mirror lacks; `brings`: how much of it regctl, oras and crane are said to bring. */
const MAKES: {
  name: string;
  start: () => Promise<RealRegistry>;
  needs: string;
  fill: Fill;
  lacks: number;
  brings: Record<"regctl" | "oras" | "crane", number>;
}[] = [
  {
    ...{ name: "the API", start: olareg, needs: "motorcycle", fill: everyday },
    ...{ lacks: 3, brings: { regctl: 3, oras: 3, crane: 0 } },
  },
  {
    ...{ name: "tags alone", start: startDockerRegistry, needs: "docker-registry", fill: everyday },
    ...{ lacks: 3, brings: { regctl: 3, oras: 3, crane: 0 } },
  },
  {
    ...{ name: "cosign's tags", start: olareg, needs: "motorcycle", fill: cosignTags },
    ...{ lacks: 4, brings: { regctl: 4, oras: 1, crane: 0 } },
  },
  {
    ...{ name: "an index with attestations", start: olareg, needs: "motorcycle", fill: inIndex },
    ...{ lacks: 1, brings: { regctl: 1, oras: 1, crane: 0 } },
  },
  {
    ...{ name: "a gap between tag and API", start: ggcr, needs: "motorcycle", fill: gap },
    ...{ lacks: 3, brings: { regctl: 3, oras: 2, crane: 0 } },
  },
  {
    ...{ name: "a chain of referrers", start: olareg, needs: "motorcycle", fill: nested },
    ...{ lacks: 3, brings: { regctl: 3, oras: 3, crane: 0 } },
  },
];

describe.each(MAKES)("$name", ({ start, needs, fill, lacks, brings }) => {
  let source: RealRegistry;
  const ready = ALL_NEEDED && has(needs);

  beforeAll(async () => {
    if (!ready) return;
    source = await start();
    await fill(source.host);
  });
  afterAll(() => source?.stop());

  /** The image alone at a new registry, as crane copies it. */
  async function mirrored(work: (mirror: RealRegistry, before: Comparison) => Promise<void>): Promise<void> {
    const mirror = await olareg();
    try {
      await run("crane", ["copy", "--insecure", image(source), image(mirror)]);
      await work(mirror, await compared(mirror));
    } finally {
      await mirror.stop();
    }
  }

  async function compared(mirror: RealRegistry): Promise<Comparison> {
    const registries = [source, mirror].map(({ host }) => `http://${host}`).join(",");
    const answer = await compare(image(source), image(mirror), registries);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    return answer.ok;
  }

  test.skipIf(!ready)("the mirror lacks what it lacks, and that is known", async () => {
    await mirrored(async (_, before) => {
      expect(before.isSameDigest).toBe(true);
      expect(before.mirror.map(({ side, couldNotCheck }) => [side, couldNotCheck])).toEqual([["right", 0]]);
      expect(before.mirror[0]?.lacks).toHaveLength(lacks);
      const promised = Object.fromEntries(
        before.mirror[0]?.commands.map((each) => [each.tool, each.brings]) ?? [],
      );
      expect(promised).toMatchObject(brings);
    });
  });

  for (const tool of ["regctl", "oras", "crane"] as const) {
    test.skipIf(!ready || !has(tool))(`${tool} brings what was promised`, async () => {
      await mirrored(async (mirror, before) => {
        const command = before.mirror[0]?.commands.find((each) => each.tool === tool);
        await run("sh", ["-c", command?.line ?? "false"]);
        const after = await compared(mirror);
        const still = after.mirror.find(({ side }) => side === "right")?.lacks.length ?? 0;
        expect(lacks - still).toBe(brings[tool]);
      });
    });
  }
});

function image({ host }: RealRegistry): string {
  return `${host}/shop/app:1.0`;
}
