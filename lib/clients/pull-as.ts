// One door to the three consumers.
import type { Consumer, Reading } from "#lib/upgrade";
import { beaver } from "./beaver.ts";
import { rat } from "./rat.ts";
import type { Pull, Question } from "./shapes.ts";
import { squirrel } from "./squirrel.ts";

/**
 * What this consumer gets to know of the image in this reading; it only reads. Refusals and faults of the registry are
 * in the answer. Throws "cancelled" when the registry's session ends by its caller, bad-reference for what is no digest.
 */
export async function pullAs(consumer: Consumer, reading: Reading, question: Question): Promise<Pull> {
  if (consumer === "rat") return { consumer, reading, image: await rat(question) };
  const lookUp = consumer === "squirrel" ? squirrel : beaver;
  return { consumer, reading, lookup: await lookUp(reading, question) };
}
