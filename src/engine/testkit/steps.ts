import type { BrokerSettings } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Cables } from "./cable.ts";
import type { Habits } from "./correct-client.ts";

/** What can be done to clients, cables and time, by the client's number in the cast. */
export type CableStep =
	| { readonly does: "connect"; readonly who: number; readonly clean: boolean }
	/** return: the client comes back, if it is away. */
	| { readonly does: "return" | "disconnect" | "vanish" | "cut" | "silence" | "mend" | "withhold" | "allow"; readonly who: number }
	| { readonly does: "hold" | "release" | "let-go"; readonly who: number }
	| { readonly does: "delay-one"; readonly who: number; readonly ms: number | null }
	| { readonly does: "subscribe"; readonly who: number; readonly filters: readonly { readonly filter: string; readonly qos: QoS }[] }
	| { readonly does: "unsubscribe"; readonly who: number; readonly filter: string }
	| {
			readonly does: "publish";
			readonly who: number;
			readonly topic: string;
			readonly qos: QoS;
			readonly retain: boolean;
			readonly times: number;
	  }
	| { readonly does: "clear"; readonly who: number; readonly topic: string }
	| { readonly does: "delay" | "pass"; readonly ms: number }
	| { readonly does: "settings"; readonly settings: Partial<BrokerSettings> }
	| { readonly does: "pause" | "resume" | "step" | "restart" | "move" };
export type Actor = Habits & { readonly clean: boolean; readonly filter: string; readonly qos: QoS };
export type CableScript = {
	readonly settings: Partial<BrokerSettings>;
	readonly cast: readonly Actor[];
	readonly steps: readonly CableStep[];
};

export function clientIdOf(who: number): string {
	return "abcdefghij"[who] ?? `x${who}`;
}

const SAYS = {
	return: "comes back",
	disconnect: "disconnects",
	vanish: "vanishes",
	cut: "is cut",
	silence: "is silent",
	mend: "is mended",
	hold: "is held",
	release: "is held no longer",
	"let-go": "has a packet let go",
	withhold: "withholds",
	allow: "acknowledges again",
	pause: "pause",
	resume: "resume",
	step: "step",
	restart: "the broker restarts",
	move: "the room is saved and goes on elsewhere",
};

/** One script, one step per line. */
export function sayScript({ settings, cast, steps }: CableScript): string {
	const actors = cast.map(
		({ clean, filter, qos, method, eager }, who) =>
			`${clientIdOf(who)}: ${clean ? "clean" : "kept"}, ${filter} at ${qos}, method ${method}${eager ? ", eager" : ""}`,
	);
	return [JSON.stringify(settings), ...actors, ...steps.map(sayStep)].join("\n");
}

export function sayStep(step: CableStep): string {
	const who = "who" in step ? `${clientIdOf(step.who)} ` : "";
	switch (step.does) {
		case "connect":
			return `${who}connects${step.clean ? " clean" : ""}`;
		case "subscribe":
			return `${who}subscribes ${step.filters.map(({ filter, qos }) => `${filter}:${qos}`).join(" ")}`;
		case "unsubscribe":
			return `${who}unsubscribes ${step.filter}`;
		case "publish":
			return `${who}publishes ${step.topic} q${step.qos}${step.retain ? " retain" : ""}${step.times > 1 ? ` x${step.times}` : ""}`;
		case "clear":
			return `${who}clears what is retained on ${step.topic}`;
		case "settings":
			return `the broker is set to ${JSON.stringify(step.settings)}`;
		case "delay-one":
			return `${who}has a delay of ${step.ms ?? "the room’s"} ms`;
		case "delay":
		case "pass":
			return `${step.does} ${step.ms} ms`;
		default:
			return `${who}${SAYS[step.does]}`;
	}
}

/** Clients and the numbers of their publications. */
export type CableScene = { readonly cables: Cables; readonly cast: readonly Actor[]; published: number };

export function perform(scene: CableScene, step: CableStep): void {
	const { cables, cast } = scene;
	const { room, time } = cables;
	switch (step.does) {
		case "delay":
			return void room.command({ type: "wire.delay", delayMs: step.ms });
		case "pass":
			return time.pass(step.ms);
		case "pause":
			return void room.command({ type: "clock.pause" });
		case "resume":
			return void room.command({ type: "clock.resume" });
		case "step":
			return void room.command({ type: "wire.step" });
		case "settings":
			return void room.command({ type: "broker.settings", settings: { ...room.world().settings, ...step.settings } });
		case "restart":
			return void room.command({ type: "broker.restart" });
		case "move":
			return cables.move();
		default:
			break;
	}
	const client = cables.client(clientIdOf(step.who), cast[step.who]);
	switch (step.does) {
		case "connect":
			return client.connect(step.clean);
		case "return":
			if (client.connection === null) client.connect(cast[step.who]?.clean ?? false);
			return;
		case "disconnect":
			return client.disconnect();
		case "vanish":
			return client.vanish();
		case "cut":
		case "silence":
		case "mend":
			// A client may give up a CONNECT on a silent wire; once that CONNECT arrives after all, it takes the newer connection over: no client can help that.
			if (client.connection === null || (step.does === "silence" && !client.connected)) return;
			room.command({ type: `wire.${step.does}`, connection: client.connection });
			return;
		case "hold":
		case "release":
		case "let-go":
		case "delay-one":
			// As with silence: a CONNECT that its client has given up may not be let go later.
			if (client.connection !== null && (step.does !== "hold" || client.connected)) onWire(room, client.connection, step);
			return;
		case "withhold":
		case "allow":
			return client.withhold(step.does === "withhold");
		case "subscribe":
			return client.subscribe(step.filters);
		case "unsubscribe":
			return client.unsubscribe([step.filter]);
		case "publish":
			for (let n = 0; n < step.times; n += 1) {
				scene.published += 1;
				client.publish(step.topic, String(scene.published), step.qos, step.retain);
			}
			return;
		case "clear":
			return void client.publish(step.topic, "", 0, true);
		default:
			return unreachable(step);
	}
}

type OnWire = Extract<CableStep, { readonly does: "hold" | "release" | "let-go" | "delay-one" }>;

function onWire(room: Cables["room"], connection: string, step: OnWire): void {
	if (step.does === "let-go") room.command({ type: "wire.step", connection });
	else if (step.does === "delay-one") room.command({ type: "wire.delay-one", connection, delayMs: step.ms });
	else room.command({ type: `wire.${step.does}`, connection });
}

/** Every client enters, with a first subscription. */
export async function enter({ cables, cast }: CableScene): Promise<void> {
	for (const [who, actor] of cast.entries()) cables.client(clientIdOf(who), actor).connect(actor.clean);
	await cables.settle();
	for (const [who, { filter, qos }] of cast.entries()) cables.client(clientIdOf(who)).subscribe([{ filter, qos }]);
	await cables.settle();
}
