/** Asks the host for a new room, where a visit does not open one. Null: it is open. Otherwise why not, in one sentence. Never throws. */
export async function askForRoom(room: string, password: string): Promise<string | null> {
	try {
		const answer = await fetch(`/r/${encodeURIComponent(room)}`, { method: "POST", body: password, cache: "no-store" });
		return answer.ok ? null : (await answer.text()).trim();
	} catch {
		return "The host gave no answer. Is it still there?";
	}
}
