// A DNS server for one namespace: answers A and AAAA from a zone, and lets names that begin with "hang" wait.
import { createSocket, type Socket } from "node:dgram";
import ipaddr from "ipaddr.js";
import { ZONE } from "./bypass-hosts.ts";

const TYPE_A = 1;
const TYPE_AAAA = 28;
const NO_SUCH_NAME = 0x8183;
const ANSWERED = 0x8180;

/** Listens on `address` (0: any free port). Close the socket to stop it. */
export async function startFakeDns(address: string, port = 53): Promise<Socket> {
  const asked = new Map<string, number>();
  const server = createSocket(address.includes(":") ? "udp6" : "udp4");
  server.on("message", (message, from) => {
    const question = readQuestion(message);
    if (question.name.startsWith("hang")) return;
    const key = `${question.name} ${question.type}`;
    const nth = asked.get(key) ?? 0;
    asked.set(key, nth + 1);
    server.send(reply(message, question, addressesOf(question, nth)), from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(port, address, resolve));
  return server;
}

type Question = { name: string; type: number; end: number };

/** RFC 1035 section 4.1.2: labels with their lengths, an empty one, then type and class. */
function readQuestion(message: Buffer): Question {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.subarray(at + 1, at + 1 + length).toString("latin1"));
    at += length + 1;
  }
  return { name: labels.join(".").toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

/** Undefined for a name that does not exist. */
function addressesOf({ name, type }: Question, nth: number): string[] | undefined {
  const entry = ZONE[name];
  if (!entry) return undefined;
  if (type === TYPE_A) return (typeof entry.a === "function" ? entry.a(nth) : entry.a) ?? [];
  return type === TYPE_AAAA ? (entry.aaaa ?? []) : [];
}

function reply(message: Buffer, question: Question, addresses: string[] | undefined): Buffer {
  const header = Buffer.from(message.subarray(0, 12));
  header.writeUInt16BE(addresses ? ANSWERED : NO_SUCH_NAME, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses?.length ?? 0, 6);
  header.writeUInt32BE(0, 8);
  const records = (addresses ?? []).map((address) => {
    const data = Buffer.from(ipaddr.parse(address).toByteArray());
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0); // the name of the question
    record.writeUInt16BE(question.type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([header, message.subarray(12, question.end), ...records]);
}
