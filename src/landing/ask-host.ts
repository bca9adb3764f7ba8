import type { HostTold } from "#contract/host-told.ts";

/** Asks the host about itself and about one room. Null: it gave no answer that can be read. Never throws. */
export async function askHost(room = ""): Promise<HostTold | null> {
	try {
		const answer = await fetch(`/host?room=${encodeURIComponent(room)}`, { cache: "no-store" });
		const told: unknown = answer.ok ? await answer.json() : null;
		return isTold(told) ? told : null;
	} catch {
		return null;
	}
}

function isTold(told: unknown): told is HostTold {
	if (typeof told !== "object" || told === null || !("mqttPort" in told) || !("open" in told)) return false;
	if (!("opening" in told) || !["visit", "asked", "password"].includes(String(told.opening))) return false;
	return typeof told.open === "boolean" && (told.mqttPort === null || typeof told.mqttPort === "number");
}
