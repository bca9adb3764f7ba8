import type { IconName } from "#kit/icon.tsx";
import type { Client } from "#model/world.ts";
import type { LeavingVerb, Step } from "#script/step.ts";

type WayToLeave = {
	readonly label: string;
	readonly hint: string;
	readonly icon: IconName;
	readonly step: Step;
	/** Whether it begins another kind: what is above it leaves the client connected. */
	readonly apart?: boolean | undefined;
	/** Why this way cannot be chosen now. */
	readonly disabled?: string | undefined;
};

type Leaving = {
	readonly client: Pick<Client, "phase" | "keepAlive"> | undefined;
	readonly clientId: string;
	readonly silent: boolean;
	readonly held: boolean;
	/** This page speaks for the client; for other clients, only what the wire alone decides. */
	readonly ofThisPage: boolean;
};

/** How a client can leave other than by DISCONNECT and a cut cable, and how a silent or held wire comes back. */
export function waysToLeave({ client, clientId, silent, held, ofThisPage }: Leaving): readonly WayToLeave[] {
	const wire: WayToLeave = silent
		? { label: "Mend the wire", hint: "What stood still goes on", icon: "plug", step: { do: "mend", client: clientId } }
		: { label: "Fall silent", hint: silenceHint(client?.keepAlive ?? 0), icon: "dash", step: { do: "silence", client: clientId } };
	const holding: WayToLeave = held
		? { label: "Release the wire", hint: "What was held goes on", icon: "play", step: { do: "release", client: clientId } }
		: { label: "Hold the wire", hint: HOLD, icon: "hand", step: { do: "hold", client: clientId } };
	const onWire: readonly WayToLeave[] = [...(held ? [letGo(clientId)] : []), holding, { ...wire, apart: true }];
	if (!ofThisPage) return onWire;
	const disabled = speechless(client);
	return [...onWire, ...Object.values(SPOKEN).map((way) => ({ ...way(clientId), disabled }))];
}

const HOLD = "Nothing arrives until you let it go; the other wires run. Keep alive goes on.";

function letGo(client: string): WayToLeave {
	return { label: "Let one packet go", hint: "The one that has been under way longest", icon: "step", step: { do: "let-go", client } };
}

/** Ways to leave that are offered elsewhere: as buttons of their own, and on the wire. */
type Elsewhere = "disconnect" | "cut" | "silence";
/** Ways that the client itself has to take, in the order of the menu. */
const SPOKEN: Readonly<Record<Exclude<LeavingVerb, Elsewhere> | "takeover", (client: string) => WayToLeave>> = {
	takeover: (client) => ({
		label: "Be taken over",
		hint: "A second connection comes with this client id; the broker ends this one",
		icon: "people",
		step: { do: "takeover", client },
	}),
	violate: (client) => ({
		label: "Break the protocol",
		hint: "Sends PUBLISH with QoS 3; the broker has to close the connection",
		icon: "cross",
		step: { do: "violate", client },
	}),
};

/** keepAlive: seconds, from the CONNECT of this connection. */
function silenceHint(keepAlive: number): string {
	const neither = "Nothing passes, and neither end is told.";
	if (keepAlive === 0) return `${neither} Keep alive is 0: the broker might never notice. Set a keep alive first.`;
	return `${neither} The broker notices after ${keepAlive * 1.5} s without a packet.`;
}

function speechless(client: Leaving["client"]): string | undefined {
	if (client?.phase.phase === "connected") return undefined;
	return client?.phase.phase === "connecting" ? "Its CONNACK has not come" : "It is leaving already";
}
