import type { Outcome } from "./setup.ts";

export const OK: Outcome = { ok: true };
export const refused = (says: string): Outcome => ({ ok: false, says });
export const unknown = (clientId: string): Outcome => refused(`This page has no client ${clientId}.`);
