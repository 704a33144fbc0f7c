"use client";
// Probes several registries, because the reader said so.
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { Probe, ProbeRequest } from "#lib/api";
import { Button } from "../ui/button.tsx";
import { countOf } from "../ui/format.ts";
import { Asking } from "../ui/mark.tsx";
import { EndpointError, postJson } from "../use-endpoint.ts";

const AT_ONCE = 3;
/** Why an asking ended: the reader went to another page. */
const LEFT = "left";

/** `children` is the button's text. The lists are drawn again when all have answered or failed. Leaving the page ends it. */
export function ProbeAll({ requests, children }: { requests: ProbeRequest[]; children: React.ReactNode }) {
  const router = useRouter();
  const stopper = useRef<AbortController>(undefined);
  const [done, setDone] = useState<number>();
  const [failed, setFailed] = useState(0);
  useEffect(() => () => stopper.current?.abort(LEFT), []);

  async function probeAll() {
    const stop = new AbortController();
    stopper.current = stop;
    const waiting = [...requests];
    setDone(0);
    setFailed(0);
    const work = async () => {
      for (let next = waiting.shift(); next && !stop.signal.aborted; next = waiting.shift()) {
        await probeOne(next, stop.signal).catch(() => setFailed((known) => known + 1));
        setDone((known) => (known ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (stop.signal.reason === LEFT) return;
    setDone(undefined);
    router.refresh();
  }

  if (done !== undefined) {
    return (
      <span className="flex items-center gap-2">
        <Asking>
          asking, {done} of {requests.length}
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

async function probeOne(request: ProbeRequest, signal: AbortSignal): Promise<void> {
  try {
    await postJson<Probe>("/api/probe", request, signal);
  } catch (thrown) {
    // Stopping is no failure of the registry's.
    if (!signal.aborted || thrown instanceof EndpointError) throw thrown;
  }
}
