import type { Said } from "./read-sentence.ts";

export const session = (said: Said, client: string | undefined) => said.facts.sessions.get(client ?? "");
export const messageOf = ({ facts }: Said, message: string | undefined) => facts.messages.get(message ?? "");
export const isTaken = (said: Said, message: string | undefined) => (messageOf(said, message)?.accepted ?? 0) > 0;
export const here = (said: Said, client: string | undefined) => (session(said, client)?.connection ?? null) !== null;
export const copyUp = ({ facts }: Said, client: string | undefined, message: string | undefined) =>
	facts.keeps(message ?? "", client ?? "");
export const closed = ({ event }: Said, ...reasons: readonly string[]) =>
	event?.type === "connection.closed" && reasons.includes(event.reason);
export const lineOf = ({ event, facts }: Said) =>
	event !== null && "connection" in event && event.connection !== null ? facts.lines.get(event.connection) : undefined;
export const drop = ({ facts }: Said) => facts.drop;
export const clock = (ms: number) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, "0")}`;
