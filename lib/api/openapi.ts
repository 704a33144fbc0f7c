// The OpenAPI 3.1 document, generated from the schemas that the routes themselves use.
import { z } from "zod";
import {
  copyCommandSchema,
  mirrorSideSchema,
  packageComparisonSchema,
  provenanceComparisonSchema,
  referrerRowSchema,
} from "#lib/compare";
import {
  auditFindingSchema,
  completenessSchema,
  exchangeSchema,
  findingSchema,
  outcomeSchema,
  strategyIdSchema,
  supportSchema,
  verificationSchema,
} from "#lib/evidence";
import { edgeSchema, nodeSchema } from "#lib/graph";
import { upgradeSchema } from "#lib/upgrade";
import {
  activeProbeRequestSchema,
  activeProbeSchema,
  cleaningSchema,
  cleanRequestSchema,
  leftoversSchema,
  leftThingSchema,
  plannedRequestSchema,
  probeStepSchema,
  pushedThingSchema,
} from "./active-probe.ts";
import {
  auditEventSchema,
  auditProgressSchema,
  auditRequestSchema,
  auditSchema,
  tagRowSchema,
} from "./audit.ts";
import { comparedPlatformSchema, compareRequestSchema, comparisonSchema } from "./compare.ts";
import { explorationSchema, exploreEventSchema, exploreRequestSchema, progressSchema } from "./explore.ts";
import { inspectedSchema, inspectionSchema, inspectRequestSchema } from "./inspect.ts";
import { probeRequestSchema, probeSchema } from "./probe.ts";
import { problemSchema } from "./problem.ts";
import { rawRequestSchema } from "./raw.ts";
import { knownRegistriesSchema } from "./registries.ts";
import {
  scenarioCheckSchema,
  scenarioEventSchema,
  scenarioRunSchema,
  scenarioRunsSchema,
  scenarioStepSchema,
  scenariosRequestSchema,
} from "./scenarios.ts";
import { searchRequestSchema, searchSchema } from "./search.ts";
import { visibilityRequestSchema, visibilitySchema } from "./visibility.ts";

type Json = Record<string, unknown>;

const COMPONENTS = {
  ExploreRequest: exploreRequestSchema,
  Exploration: explorationSchema,
  ExploreEvent: exploreEventSchema,
  ProbeRequest: probeRequestSchema,
  Probe: probeSchema,
  ActiveProbeRequest: activeProbeRequestSchema,
  ActiveProbe: activeProbeSchema,
  ProbeStep: probeStepSchema,
  PushedThing: pushedThingSchema,
  LeftThing: leftThingSchema,
  PlannedRequest: plannedRequestSchema,
  Leftovers: leftoversSchema,
  CleanRequest: cleanRequestSchema,
  Cleaning: cleaningSchema,
  AuditRequest: auditRequestSchema,
  Audit: auditSchema,
  AuditEvent: auditEventSchema,
  AuditFinding: auditFindingSchema,
  AuditProgress: auditProgressSchema,
  TagRow: tagRowSchema,
  InspectRequest: inspectRequestSchema,
  Inspection: inspectionSchema,
  Inspected: inspectedSchema,
  Verification: verificationSchema,
  RawRequest: rawRequestSchema,
  VisibilityRequest: visibilityRequestSchema,
  Visibility: visibilitySchema,
  CompareRequest: compareRequestSchema,
  Comparison: comparisonSchema,
  ComparedPlatform: comparedPlatformSchema,
  PackageComparison: packageComparisonSchema,
  ProvenanceComparison: provenanceComparisonSchema,
  ReferrerRow: referrerRowSchema,
  MirrorSide: mirrorSideSchema,
  CopyCommand: copyCommandSchema,
  SearchRequest: searchRequestSchema,
  Search: searchSchema,
  ScenariosRequest: scenariosRequestSchema,
  ScenarioRun: scenarioRunSchema,
  ScenarioRuns: scenarioRunsSchema,
  ScenarioEvent: scenarioEventSchema,
  ScenarioStep: scenarioStepSchema,
  ScenarioCheck: scenarioCheckSchema,
  KnownRegistries: knownRegistriesSchema,
  Problem: problemSchema,
  Node: nodeSchema,
  Edge: edgeSchema,
  Finding: findingSchema,
  Exchange: exchangeSchema,
  Upgrade: upgradeSchema,
  Support: supportSchema,
  Progress: progressSchema,
  StrategyId: strategyIdSchema,
  Outcome: outcomeSchema,
  Completeness: completenessSchema,
};

/** The whole document, as JSON-ready data. */
export function openApiDocument(version: string): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "Refscope",
      version,
      description:
        "Everything that refers to a container image, and how far its registry is. Every call that makes Refscope talk to a registry is a POST.",
    },
    paths: {
      "/api/explore": {
        post: operation("Explore a reference", "ExploreRequest", {
          "application/json": "Exploration",
          "application/x-ndjson": "ExploreEvent",
        }),
      },
      "/api/probe": {
        post: operation("Probe a registry, reading only", "ProbeRequest", { "application/json": "Probe" }),
      },
      "/api/probe/active": {
        post: operation("Probe a registry by pushing to a scratch repository", "ActiveProbeRequest", {
          "application/json": "ActiveProbe",
        }),
      },
      "/api/leftovers": {
        get: operation("What runs may have left on registries", undefined, {
          "application/json": "Leftovers",
        }),
      },
      "/api/leftovers/clean": {
        post: operation("Take away what a run left", "CleanRequest", { "application/json": "Cleaning" }),
      },
      "/api/audit": {
        post: operation("Audit a whole repository, reading only", "AuditRequest", {
          "application/json": "Audit",
          "application/x-ndjson": "AuditEvent",
        }),
      },
      "/api/inspect": {
        post: operation("Open an artifact: fetched, read and verified, reading only", "InspectRequest", {
          "application/json": "Inspection",
        }),
      },
      "/api/raw": {
        post: operation("The bytes of a manifest or blob", "RawRequest", {
          "application/octet-stream": undefined,
        }),
      },
      "/api/visibility": {
        post: operation("Who can see what is attached, reading only", "VisibilityRequest", {
          "application/json": "Visibility",
        }),
      },
      "/api/compare": {
        post: operation("Compare two images, reading only", "CompareRequest", {
          "application/json": "Comparison",
        }),
      },
      "/api/search": {
        post: operation("Whether a package is in an image, reading only", "SearchRequest", {
          "application/json": "Search",
        }),
      },
      "/api/scenarios": {
        post: operation("Run rows of the upgrade path", "ScenariosRequest", {
          "application/json": "ScenarioRuns",
          "application/x-ndjson": "ScenarioEvent",
        }),
      },
      "/api/registries": {
        get: {
          ...operation("Registries met since the start", undefined, {
            "application/json": "KnownRegistries",
          }),
          parameters: [
            queryParameter("evidence", "1: with the requests behind each verdict", {
              type: "string",
              enum: ["1"],
            }),
            queryParameter("registry", "Only these hosts", { type: "array", items: { type: "string" } }),
          ],
        },
      },
      "/api/openapi.json": { get: operation("This document", undefined, { "application/json": undefined }) },
      "/healthz": { get: operation("Liveness", undefined, { "text/plain": undefined }) },
    },
    components: { schemas: componentSchemas() },
  };
}

/** A component that stands in another one is a reference to it, so that each shape is described once. */
function componentSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(COMPONENTS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: "draft-2020-12",
    io: "input",
    unrepresentable: "any",
    uri: (id) => `#/components/schemas/${id}`,
  });
  // OpenAPI 3.1 names the dialect itself, and a component's place is its id.
  return mapValues(schemas, ({ $schema, $id, ...schema }) => schema);
}

function operation(
  summary: string,
  request: keyof typeof COMPONENTS | undefined,
  answers: Record<string, string | undefined>,
): Json {
  return {
    summary,
    ...(request
      ? { requestBody: { required: true, content: { "application/json": { schema: ref(request) } } } }
      : {}),
    responses: {
      200: {
        description: "Done",
        content: mapValues(answers, (name) => (name ? { schema: ref(name) } : {})),
      },
      default: {
        description: "A problem (RFC 9457)",
        content: { "application/problem+json": { schema: ref("Problem") } },
      },
    },
  };
}

function queryParameter(name: string, description: string, schema: Json): Json {
  return { name, in: "query", required: false, description, schema };
}

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function mapValues<T>(record: Record<string, T>, change: (value: T) => Json): Json {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
