// Registries of a fleet for tests.
import { knownRegistriesSchema } from "#lib/api";
import type { Capabilities, Exchange, Support } from "#lib/evidence";
import { upgradeOf } from "../registry/upgrade.test-support.ts";
import type { Known } from "./fleet-rows.ts";

export const AT = "2026-11-24T09:31:04.102Z";

export function exchangeOf(id: string, more: Partial<Exchange> = {}): Exchange {
  return {
    id,
    method: "GET",
    url: "https://a.example/v2/shop/checkout/referrers/sha256:1",
    status: 200,
    headers: {},
    requestHeaders: {},
    durationMs: 3,
    at: AT,
    purpose: "test",
    ...more,
  };
}

/** A registry that was probed, held by its schema. */
export function knownOf(
  registry: string,
  capabilities: Partial<Record<keyof Capabilities, Support>> = {},
  more: Partial<Known> = {},
): Known {
  const upgrade = upgradeOf(capabilities);
  return checked({
    registry,
    at: AT,
    learnt: "probe",
    upgrade: { ...upgrade, registry },
    exchanges: [],
    ...more,
  });
}

/** A registry that nobody asked. */
export function unprobed(registry: string, more: Partial<Known> = {}): Known {
  return checked({ registry, ...more });
}

function checked(known: Known): Known {
  return knownRegistriesSchema.element.parse(known);
}
