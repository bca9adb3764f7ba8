import { PRESETS, type PresetName } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { QoS } from "#mqtt/packet.ts";
import { applyChange, type Change, sayChange } from "./change.ts";
import { type Acted, scriptOf } from "./timed-acts.ts";

/** What a second run has otherwise than the first: one switch of a step, another broker, or nothing at all. */
export type Otherwise =
	| { readonly of: "nothing" }
	| { readonly of: "switch"; readonly change: Change }
	| { readonly of: "broker"; readonly preset: PresetName };

/** All that can be otherwise in a second run of these acts, each step staying in its place and time. */
export function otherwiseIn(acted: Acted, settings: BrokerSettings): readonly Otherwise[] {
	const steps = acted.acts.flatMap((act) => ("step" in act ? [act.step] : []));
	const clients = [...new Set(steps.flatMap((step) => ("client" in step ? [step.client] : [])))];
	const changes = clients.flatMap((client): Change[] => [
		...[true, false].map((to) => ({ switch: "clean-session", client, to }) as const),
		...QOS.map((to) => ({ switch: "publish-qos", client, to }) as const),
		...QOS.map((to) => ({ switch: "subscribe-qos", client, to }) as const),
		...[true, false].map((to) => ({ switch: "retain", client, to }) as const),
	]);
	const brokers = (Object.keys(PRESETS) as PresetName[]).filter(
		(preset) => JSON.stringify(PRESETS[preset].settings) !== JSON.stringify(settings),
	);
	return [
		...changes.filter((change) => isTurned(acted, change)).map((change) => ({ of: "switch", change }) as const),
		...brokers.map((preset) => ({ of: "broker", preset }) as const),
		{ of: "nothing" },
	];
}

const QOS: readonly QoS[] = [0, 1, 2];

export function sayOtherwise(otherwise: Otherwise): string {
	switch (otherwise.of) {
		case "switch":
			return sayTurned(otherwise.change);
		case "broker":
			return `Broker settings: ${PRESETS[otherwise.preset].label}`;
		default:
			return "The same once more";
	}
}

/** With the client in each of them: of two publishers, one publishes otherwise. */
function sayTurned(change: Change): string {
	if (change.switch === "publish-qos") return `Let ${change.client} publish at QoS ${change.to}`;
	if (change.switch === "retain") return `Let ${change.client} publish ${change.to ? "with" : "without"} RETAIN`;
	return sayChange(change);
}

/** The acts and the settings of the second run. */
export function withOtherwise(
	acted: Acted,
	settings: BrokerSettings,
	otherwise: Otherwise,
): { readonly acted: Acted; readonly settings: BrokerSettings } {
	if (otherwise.of === "broker") return { acted, settings: PRESETS[otherwise.preset].settings };
	if (otherwise.of === "nothing") return { acted, settings };
	const { steps } = applyChange(scriptOf(acted), otherwise.change);
	let at = 0;
	const acts = acted.acts.map((act) => {
		if (!("step" in act)) return act;
		const line = steps[at++];
		return line === undefined ? act : { ...act, step: line.step };
	});
	return { acted: { ...acted, acts }, settings };
}

function isTurned(acted: Acted, change: Change): boolean {
	const script = scriptOf(acted);
	return applyChange(script, change) !== script;
}
