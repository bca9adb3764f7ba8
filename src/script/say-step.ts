import { unreachable } from "#contract/unreachable.ts";
import type { ScriptedStep } from "./step.ts";

/** One sentence for a step that brings none of its own. */
export function sayStep(step: ScriptedStep): string {
	switch (step.do) {
		case "connect":
			return step.cleanSession === undefined
				? `${step.client} sends CONNECT.`
				: `${step.client} sends CONNECT with clean_session = ${step.cleanSession}.`;
		case "disconnect":
			return `${step.client} sends DISCONNECT and leaves.`;
		case "cut":
			return `The cable of ${step.client} is cut.`;
		case "silence":
			return `The wire of ${step.client} falls silent: nothing passes, and neither end is told.`;
		case "mend":
			return `The wire of ${step.client} is mended.`;
		case "takeover":
			return `A second client connects as ${step.client}.`;
		case "violate":
			return `${step.client} sends a PUBLISH with QoS 3, which breaks the protocol.`;
		case "subscribe":
			return `${step.client} subscribes to ${step.filter} at QoS ${step.qos}.`;
		case "unsubscribe":
			return `${step.client} unsubscribes from ${step.filter}.`;
		case "publish":
			return sayPublish(step);
		case "pause":
			return "The room is paused: packets stand still on their wires.";
		case "resume":
			return "The room goes on.";
		case "step":
			return "One packet arrives.";
		case "settings":
			return "The broker is set differently.";
		case "restart":
			return "The broker is restarted.";
		case "await":
			return step.until === "offline"
				? `The broker waits for ${step.client} until its time is up.`
				: `The session of ${step.client} waits until its time is up.`;
		default:
			return unreachable(step);
	}
}

function sayPublish({ client, topic, payload, qos, retain, times }: Extract<ScriptedStep, { do: "publish" }>): string {
	const what = payload === "" ? "an empty message" : `“${payload}”`;
	const often = times === 1 ? "" : ` ${times} times`;
	return `${client} publishes ${what} to ${topic} at QoS ${qos}${retain ? " with RETAIN" : ""}${often}.`;
}
