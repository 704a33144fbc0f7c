// Opens artifacts, one after the other, in a process of its own with the environment it was given: reads the requests from
// one file and writes the answers to another, as many. Run with --conditions=react-server.
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { inspectRequestSchema } from "#lib/api";
import { inspectArtifactOf } from "#lib/explore";

const [requests = "", answers = ""] = process.argv.slice(2);
const signal = AbortSignal.timeout(120_000);
const opened = [];
for (const request of z.array(inspectRequestSchema).parse(JSON.parse(readFileSync(requests, "utf8"))))
  opened.push(await inspectArtifactOf(request, { signal, onExchange: () => {} }));
writeFileSync(answers, JSON.stringify(opened));
process.exit(0);
