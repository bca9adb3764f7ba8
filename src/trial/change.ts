import * as z from "zod/mini";
import { SETTINGS } from "#contract/presets.ts";
import { SettingChanges } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Script, ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import { isLeaving, type ScriptedStep } from "#script/step.ts";
import { QoS } from "#script/steps/fields.ts";
import { isLeaveBy, LeaveBy, sayLeaveBy } from "./leave-by.ts";

const client = z.string();

/** One switch of a script, turned. The effect is never assumed: the changed script is run. */
export const Change = z.discriminatedUnion("switch", [
	/** Of every CONNECT of this client. */
	z.strictObject({ switch: z.literal("clean-session"), client, to: z.boolean() }),
	/** Of every CONNECT of this client but its first. */
	z.strictObject({ switch: z.literal("clean-session-on-return"), client, to: z.boolean() }),
	/** Of every PUBLISH of this client. */
	z.strictObject({ switch: z.literal("publish-qos"), client, to: QoS }),
	z.strictObject({ switch: z.literal("subscribe-qos"), client, to: QoS }),
	z.strictObject({ switch: z.literal("retain"), client, to: z.boolean() }),
	/** One more SUBSCRIBE after this client's last CONNECT, like the client's first SUBSCRIBE. */
	z.strictObject({ switch: z.literal("subscribe-again"), client }),
	/** Leaves out the SUBSCRIBEs that follow this client's last CONNECT, if it had subscribed before. */
	z.strictObject({ switch: z.literal("subscribe-once"), client }),
	/** The client subscribes before anybody publishes: its CONNECT and SUBSCRIBE come first. */
	z.strictObject({ switch: z.literal("subscribe-first"), client }),
	/** Leaves out how the client left, and its return. */
	z.strictObject({ switch: z.literal("stay"), client }),
	/** How the client leaves, every time. */
	z.strictObject({ switch: z.literal("leave-by"), client, to: LeaveBy }),
	/** Everything this client does is done under another client id. */
	z.strictObject({ switch: z.literal("client-id"), client, to: client }),
	z.strictObject({ switch: z.literal("broker"), settings: SettingChanges }),
]);
export type Change = Readonly<z.infer<typeof Change>>;

/** The change as an instruction: "Subscribe sub-1 at QoS 1". */
export function sayChange(change: Change): string {
	switch (change.switch) {
		case "clean-session":
			return `Connect ${change.client} with clean_session = ${change.to}`;
		case "clean-session-on-return":
			return `Reconnect ${change.client} with clean_session = ${change.to}`;
		case "publish-qos":
			return `Publish at QoS ${change.to}`;
		case "subscribe-qos":
			return `Subscribe ${change.client} at QoS ${change.to}`;
		case "retain":
			return change.to ? "Publish with RETAIN" : "Publish without RETAIN";
		case "subscribe-again":
			return `Let ${change.client} subscribe again on return`;
		case "subscribe-once":
			return `Let ${change.client} not subscribe again on return`;
		case "client-id":
			return `Connect ${change.client} with the client id ${change.to}`;
		case "subscribe-first":
			return `Let ${change.client} subscribe before the first PUBLISH`;
		case "stay":
			return `Let ${change.client} stay connected`;
		case "leave-by":
			return sayLeaveBy(change.client, change.to);
		case "broker":
			return `Set ${Object.entries(change.settings)
				.map(([key, value]) => `${SETTINGS[key as keyof typeof SETTINGS].name} = ${value ?? "never"}`)
				.join(", ")}`;
		default:
			return unreachable(change);
	}
}

/** The script with that switch turned; the very same script if the change makes no difference to it. */
export function applyChange(script: Script, change: Change): Script {
	if (change.switch === "broker") return { ...script, broker: { ...script.broker, ...change.settings } };
	const steps = changedLines(script.steps, change);
	const same = steps.length === script.steps.length && steps.every((line, at) => line === script.steps[at]);
	return same ? script : { ...script, steps };
}

type LineChange = Exclude<Change, { switch: "broker" }>;
type StepChange = Extract<Change, { switch: "clean-session" | "publish-qos" | "subscribe-qos" | "retain" | "leave-by" }>;

function changedLines(lines: readonly ScriptLine[], change: LineChange): readonly ScriptLine[] {
	const isOf = (line: ScriptLine) => "client" in line.step && line.step.client === change.client;
	switch (change.switch) {
		case "subscribe-again":
			return subscribedAgain(lines, isOf);
		case "subscribe-once":
			return subscribedOnce(lines, isOf);
		case "subscribe-first":
			return subscribedFirst(lines, isOf);
		case "client-id":
			return lines.map((line) => (isOf(line) ? renamed(line, change.to) : line));
		case "stay":
			return stayed(lines, isOf);
		case "clean-session-on-return": {
			const first = lines.findIndex((line) => isOf(line) && line.step.do === "connect");
			return lines.map((line, at) => (at > first && isOf(line) ? withStep(line, cleanSession(line.step, change.to)) : line));
		}
		case "clean-session":
		case "publish-qos":
		case "subscribe-qos":
		case "retain":
		case "leave-by":
			return lines.map((line) => (isOf(line) ? withStep(line, changedStep(line.step, change)) : line));
		default:
			return unreachable(change);
	}
}

/** One step of the client, turned; the very same step if the change makes no difference to it. */
function changedStep(step: ScriptedStep, change: StepChange): ScriptedStep {
	switch (change.switch) {
		case "clean-session":
			return cleanSession(step, change.to);
		case "publish-qos":
			return step.do === "publish" && step.qos !== change.to ? { ...step, qos: change.to } : step;
		case "retain":
			return step.do === "publish" && step.retain !== change.to ? { ...step, retain: change.to } : step;
		case "subscribe-qos":
			return step.do === "subscribe" && step.qos !== change.to ? { ...step, qos: change.to } : step;
		case "leave-by":
			return isLeaving(step) && isLeaveBy(step.do) && step.do !== change.to ? { do: change.to, client: step.client } : step;
		default:
			return unreachable(change);
	}
}

function cleanSession(step: ScriptedStep, to: boolean): ScriptedStep {
	return step.do === "connect" && step.cleanSession !== to ? { ...step, cleanSession: to } : step;
}

/** The sentence of a step that is now a different step would be wrong. */
function withStep(line: ScriptLine, step: ScriptedStep): ScriptLine {
	return step === line.step ? line : { ...line, says: `${line.says.replace(/\.$/, "")}: changed.`, step };
}

function subscribedAgain(lines: readonly ScriptLine[], isOf: (line: ScriptLine) => boolean): readonly ScriptLine[] {
	const back = lines.findLastIndex((line) => isOf(line) && line.step.do === "connect");
	const again = lines.find((line) => isOf(line) && line.step.do === "subscribe");
	const already = lines.some((line, at) => at > back && isOf(line) && line.step.do === "subscribe");
	return back < 0 || again === undefined || already ? lines : lines.toSpliced(back + 1, 0, again);
}

function subscribedOnce(lines: readonly ScriptLine[], isOf: (line: ScriptLine) => boolean): readonly ScriptLine[] {
	const back = lines.findLastIndex((line) => isOf(line) && line.step.do === "connect");
	const before = lines.some((line, at) => at < back && isOf(line) && line.step.do === "subscribe");
	return before ? lines.filter((line, at) => at < back || !isOf(line) || line.step.do !== "subscribe") : lines;
}

/** The step's own sentence names the old client id. */
function renamed(line: ScriptLine, to: string): ScriptLine {
	if (!("client" in line.step) || line.step.client === to) return line;
	const step = { ...line.step, client: to };
	return { ...line, says: sayStep(step), step };
}

function subscribedFirst(lines: readonly ScriptLine[], isOf: (line: ScriptLine) => boolean): readonly ScriptLine[] {
	const published = lines.findIndex((line) => line.step.do === "publish");
	const subscribed = lines.findIndex((line) => isOf(line) && line.step.do === "subscribe");
	if (published < 0 || subscribed < published) return lines;
	const connected = lines.findIndex((line) => isOf(line) && line.step.do === "connect");
	const first = lines.filter((_, at) => at === subscribed || (at === connected && connected > published));
	const into = connected < published ? connected + 1 : 0;
	const rest = lines.filter((line) => !first.includes(line));
	return [...rest.slice(0, into), ...first, ...rest.slice(into)];
}

function stayed(lines: readonly ScriptLine[], isOf: (line: ScriptLine) => boolean): readonly ScriptLine[] {
	const first = lines.findIndex((line) => isOf(line) && line.step.do === "connect");
	return lines.filter(
		(line, at) => !isOf(line) || !(isLeaving(line.step) || line.step.do === "await" || (line.step.do === "connect" && at > first)),
	);
}
