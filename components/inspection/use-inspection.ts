"use client";
// What is in one artifact, asked for once it has been selected for a moment, and kept.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Inspection, InspectRequest, Problem } from "#lib/api";
import type { Node } from "#lib/graph";
import type { Scene } from "../artifact/node-words.ts";
import { EndpointError, postLongJson } from "../use-endpoint.ts";

/** Whoever walks the rows with the arrow keys asks for nothing on the way. */
const PAUSE_MS = 150;
/** Any other digest would be refused: nothing is held against it. */
const COMPARED = /^sha(?:256|384|512):/;
const KEPT_MS = 30 * 60_000;

/** What is known of an artifact's content. All absent: it is being asked for. */
export type Opening = {
  inspection?: Inspection;
  problem?: Problem;
  isAsking: boolean;
  again: () => void;
};

/** Undefined for what is not opened: images and indexes are walked, and what could not be read has no content. */
export function openingOf(node: Node, scene: Scene): InspectRequest | undefined {
  const registry = scene.resolved?.registry;
  const isOpened = node.state === "present" && node.kind !== "image" && node.kind !== "index";
  if (registry === undefined || node.digest === "" || !isOpened) return undefined;
  const edge = (scene.upward.get(node.id) ?? []).find(({ relation }) => relation !== "contains");
  const digest = edge && scene.nodes.get(edge.target)?.digest;
  const subject = digest !== undefined && COMPARED.test(digest) && digest;
  return { registry, repository: node.repository, digest: node.digest, ...(subject && { subject }) };
}

/** Leaving the artifact cancels the asking. */
export function useInspection(request: InspectRequest | undefined): Opening {
  const client = useQueryClient();
  const queryKey = ["/api/inspect", request];
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      await pause(signal);
      return postLongJson<Inspection>("/api/inspect", request, signal);
    },
    enabled: request !== undefined,
    gcTime: KEPT_MS,
    // Comparing tens of thousands of rows with nothing would only take time.
    structuralSharing: false,
  });
  return {
    inspection: query.data,
    problem: query.error instanceof EndpointError ? query.error.problem : undefined,
    isAsking: query.isFetching,
    again: () => {
      client.refetchQueries({ queryKey }).catch(() => {});
    },
  };
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
