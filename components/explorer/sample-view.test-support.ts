// The fixture as a view and a scene, for the tests of what is derived from them.
import type { Exploration } from "#lib/api";
import { EXPLORATION, eventsOf } from "./__fixtures__/exploration.ts";
import { type ExplorationView, NOTHING_YET, withEvents } from "./exploration-view.ts";
import { sceneOf } from "./scene.ts";

export const REFERENCE = {
  registry: "registry.example.com",
  repository: "shop/checkout",
  tag: "2.4.1",
  text: "registry.example.com/shop/checkout:2.4.1",
};

export const NOW = Date.parse("2026-11-24T09:31:20Z");

export function viewOf(exploration: Exploration = EXPLORATION): ExplorationView {
  return withEvents(NOTHING_YET, eventsOf(exploration));
}

export const VIEW = viewOf();
export const SCENE = sceneOf(VIEW, REFERENCE);
