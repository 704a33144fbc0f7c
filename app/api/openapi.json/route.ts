// GET /api/openapi.json: the contract, generated from the schemas that the routes use.
import { openApiDocument } from "#lib/api";
import { productVersion } from "#lib/explore";
import { getRoute, jsonAnswer } from "../answer.ts";

export const dynamic = "force-dynamic";

export const GET = getRoute(() => jsonAnswer(openApiDocument(productVersion())));
