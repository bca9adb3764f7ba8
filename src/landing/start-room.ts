import { freshRoomCode } from "./room-code.ts";

/** Opens a fresh room where a visit does not open one, and goes there. Null, or why there is none, in one sentence. Never throws. */
export async function startRoom(password: string, go: (href: string) => void): Promise<string | null> {
	const room = freshRoomCode();
	try {
		const answer = await fetch(`/r/${room}`, { method: "POST", body: password, cache: "no-store" });
		if (!answer.ok) return (await answer.text()).trim();
	} catch {
		return "The host gave no answer. Is it still there?";
	}
	go(`/r/${room}`);
	return null;
}
