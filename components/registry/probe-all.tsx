"use client";
// Probes several registries, because the reader said so.
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { Probe } from "#lib/api";
import { Button } from "../ui/button.tsx";
import { countOf } from "../ui/format.ts";
import { Asking } from "../ui/mark.tsx";
import { EndpointError, postJson } from "../use-endpoint.ts";

const AT_ONCE = 3;

/** `children` is the button's text. The lists are drawn again when all have answered or failed. */
export function ProbeAll({ registries, children }: { registries: string[]; children: React.ReactNode }) {
  const router = useRouter();
  const stopper = useRef<AbortController>(undefined);
  const [done, setDone] = useState<number>();
  const [failed, setFailed] = useState(0);

  async function probeAll() {
    const stop = new AbortController();
    stopper.current = stop;
    const waiting = [...registries];
    setDone(0);
    setFailed(0);
    const work = async () => {
      for (let registry = waiting.shift(); registry && !stop.signal.aborted; registry = waiting.shift()) {
        await probeOne(registry, stop.signal).catch(() => setFailed((known) => known + 1));
        setDone((known) => (known ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    setDone(undefined);
    router.refresh();
  }

  if (done !== undefined) {
    return (
      <span className="flex items-center gap-2">
        <Asking>
          asking, {done} of {registries.length}
        </Asking>
        <Button dense onClick={() => stopper.current?.abort()}>
          Stop
        </Button>
      </span>
    );
  }
  return (
    <span className="flex items-center gap-2">
      <span role="status" className="text-12 text-bad">
        {failed > 0 && `${countOf(failed, "registry", "registries")} could not be asked`}
      </span>
      <Button dense onClick={() => void probeAll()}>
        {children}
      </Button>
    </span>
  );
}

async function probeOne(registry: string, signal: AbortSignal): Promise<void> {
  try {
    await postJson<Probe>("/api/probe", { registry }, signal);
  } catch (thrown) {
    // Stopping is no failure of the registry's.
    if (!signal.aborted || thrown instanceof EndpointError) throw thrown;
  }
}
