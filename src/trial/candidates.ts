import { traitsOf } from "#contract/brokers.ts";
import { LIMITS } from "#contract/limits.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { type BrokerSettings, type SettingChanges, withChanges } from "#contract/settings.ts";
import type { Script, ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import { canStand } from "#script/standing.ts";
import type { ScriptedStep } from "#script/step.ts";
import { applyChange, type Change } from "./change.ts";
import type { Target } from "./target.ts";

/** One or more switches turned, and the script that results. */
export type Candidate = { readonly changes: readonly Change[]; readonly script: Script };

/** At most this many runs with two switches turned. */
export const MOST_PAIRS = 12;

/** Every single switch that could matter to this delivery, the smallest first: what one packet says, what a client does, what the broker is told. */
export function singlesOf(script: Script, target: Target, settings: BrokerSettings): readonly Candidate[] {
	const changes = [...ofPackets(script, target), ...ofDoings(target), ...ofBroker(script, settings), ...ofStaying(target)];
	return differing(
		script,
		changes.map((change) => [change]),
	);
}

/** A client that never leaves misses nothing: that alone does not explain a session. */
export function isStaying({ changes }: Pick<Candidate, "changes">): boolean {
	return changes.every((change) => change.switch === "stay");
}

/** Two switches at a time, the likeliest pairs first, without those that work alone. */
export function pairsOf(script: Script, target: Target, singles: readonly Candidate[], alone: readonly Change[]): readonly Candidate[] {
	const known = forBoth(singles, target).filter((change) => !alone.includes(change));
	const find = (name: string) => known.find((change) => nameOf(change) === name);
	const pairs = LIKELY.flatMap(([one, other]) => {
		const [first, second] = [find(one), find(other)];
		return first === undefined || second === undefined ? [] : [[first, second]];
	});
	return differing(script, pairs).slice(0, MOST_PAIRS);
}

/** clean_session and both QoS together; null where one of them is already as it should be. */
export function trioOf(script: Script, target: Target, singles: readonly Candidate[]): Candidate | null {
	const known = forBoth(singles, target);
	const three = TRIO.flatMap((name) => known.find((change) => nameOf(change) === name) ?? []);
	return three.length < TRIO.length ? null : (differing(script, [three])[0] ?? null);
}

const TRIO = ["clean-session", "publish-qos", "subscribe-qos"] as const;
const LIKELY: readonly (readonly [string, string])[] = [
	["clean-session", "publish-qos"],
	["clean-session", "subscribe-qos"],
	["publish-qos", "subscribe-qos"],
	["clean-session-on-return", "publish-qos"],
	["clean-session-on-return", "subscribe-qos"],
	["retain", "subscribe-again"],
	["clean-session", "queueQos0Messages"],
	["clean-session-on-return", "queueQos0Messages"],
	["clean-session", "subscribe-first"],
	["publish-qos", "subscribe-first"],
	["retain", "subscribe-first"],
	["publish-qos", "persistence"],
	["clean-session", "persistence"],
	["publish-qos", "maxQueuedMessages"],
	["publish-qos", "leave-by"],
];

/** The publisher’s own session matters to what the publisher sends again, and to nothing else. */
function forBoth(singles: readonly Candidate[], { subscriber }: Target): readonly Change[] {
	const changes = singles.flatMap((single) => single.changes);
	return changes.filter((change) => OF_MESSAGE.includes(change.switch) || ("client" in change && change.client === subscriber));
}

const OF_MESSAGE: readonly Change["switch"][] = ["publish-qos", "retain", "broker"];

function nameOf(change: Change): string {
	return change.switch === "broker" ? (Object.keys(change.settings)[0] ?? "broker") : change.switch;
}

function ofPackets({ steps }: Script, { subscriber, publisher, isWill }: Target): readonly Change[] {
	const all = steps.map(({ step }) => step);
	const of = (client: string, is: (step: ScriptedStep) => boolean) =>
		all.some((step) => "client" in step && step.client === client && is(step));
	const comesBack = all.filter((step) => step.do === "connect" && step.client === publisher).length > 1;
	const retains = of(publisher, (step) => step.do === "publish" && step.retain);
	return [
		{ switch: "clean-session-on-return", client: subscriber, to: false },
		{ switch: "clean-session", client: subscriber, to: false },
		// The QoS and RETAIN of a will are not switches of a PUBLISH.
		...(isWill ? [] : [{ switch: "publish-qos", client: publisher, to: 1 } as const]),
		...(of(subscriber, (step) => step.do === "subscribe" && step.qos === 0)
			? [{ switch: "subscribe-qos", client: subscriber, to: 1 } as const]
			: []),
		...(isWill ? [] : [{ switch: "retain", client: publisher, to: !retains } as const]),
		// The publisher's own copies of what it sends: for a publisher that comes back.
		...(comesBack
			? ([
					{ switch: "clean-session-on-return", client: publisher, to: false },
					{ switch: "clean-session", client: publisher, to: false },
				] as const)
			: []),
	];
}

function ofDoings({ subscriber, publisher }: Target): readonly Change[] {
	return [
		{ switch: "subscribe-again", client: subscriber },
		{ switch: "subscribe-first", client: subscriber },
		{ switch: "leave-by", client: subscriber, to: "disconnect" },
		{ switch: "leave-by", client: publisher, to: "disconnect" },
	];
}

/** A broker that is not tunable decides all of this by itself. */
function ofBroker({ steps, broker }: Script, settings: BrokerSettings): readonly Change[] {
	const last = steps.reduce(
		(now, { step }) => (step.do === "settings" ? withChanges(now, step.settings) : now),
		withChanges(settings, broker ?? {}),
	);
	if (!traitsOf(last).tunable) return [];
	const { maxQueuedMessages: most } = last;
	const restarts = steps.some(({ step }) => step.do === "restart");
	const changes: readonly (SettingChanges | null)[] = [
		last.queueQos0Messages ? null : { queueQos0Messages: true },
		most === 0 || most === LIMITS.queuedMessages ? null : { maxQueuedMessages: roomier(most) },
		{ queueFull: last.queueFull === "drop-newest" ? "drop-oldest" : "drop-newest" },
		last.retainAvailable ? null : { retainAvailable: true },
		last.persistence || !restarts ? null : { persistence: true },
		last.persistentClientExpiration === null ? null : { persistentClientExpiration: null },
	];
	return changes.flatMap((change) => (change === null ? [] : [{ switch: "broker", settings: change } as const]));
}

/** Last: a client that never leaves misses nothing, and that is not what was asked. */
function ofStaying({ subscriber, publisher }: Target): readonly Change[] {
	return [
		{ switch: "stay", client: subscriber },
		{ switch: "stay", client: publisher },
	];
}

function roomier(most: number): number {
	return most < FIRST_SETTINGS.maxQueuedMessages ? FIRST_SETTINGS.maxQueuedMessages : LIMITS.queuedMessages;
}

/** Leaves out changes that change nothing, that make the same script as an earlier one, or that could never come through. */
function differing(script: Script, all: readonly (readonly Change[])[]): readonly Candidate[] {
	const seen = new Set([keyOf(script)]);
	return all.flatMap((changes) => {
		const turned = changes.reduce(turn, script);
		const key = keyOf(turned);
		if (seen.has(key) || !canStand(turned.steps)) return [];
		seen.add(key);
		return [{ changes, script: turned }];
	});
}

function keyOf({ steps, broker }: Script): string {
	return JSON.stringify([steps.map(({ step }) => step), broker]);
}

/** A setting of the broker that is turned stays turned: a later step that sets it differently is part of what is changed. */
function turn(script: Script, change: Change): Script {
	const turned = applyChange(script, change);
	if (change.switch !== "broker") return { ...turned, steps: turned.steps.map((line) => saidAnew(line, script)) };
	const steps = turned.steps.map((line) => {
		if (line.step.do !== "settings") return line;
		const { settings } = line.step;
		const named = Object.keys(change.settings).some((key) => Object.hasOwn(settings, key));
		return named ? { ...line, step: { ...line.step, settings: { ...settings, ...change.settings } } } : line;
	});
	return { ...turned, steps };
}

/** Gives a step that is now a different step a sentence to match. */
function saidAnew(line: ScriptLine, before: Script): ScriptLine {
	return before.steps.includes(line) ? line : { ...line, says: sayStep(line.step) };
}
