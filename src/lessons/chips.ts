import { SETTINGS } from "#contract/presets.ts";
import type { SettingChanges } from "#contract/settings.ts";
import type { Lesson } from "#course/lesson.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { ScriptedStep } from "#script/step.ts";

/** A decisive setting, read off the script. */
export type Chip = { readonly key: string; readonly wire: string | null; readonly word: string; readonly qos: readonly QoS[] };

type Of<Kind extends ScriptedStep["do"]> = Extract<ScriptedStep, { do: Kind }>;

export function chipsOf({ moments, watches, broker }: Pick<Lesson, "moments" | "watches" | "broker">): readonly Chip[] {
	const steps = moments.flatMap(({ lines }) => lines.map(({ step }) => step));
	const all = <Kind extends ScriptedStep["do"]>(kind: Kind) => steps.filter((step): step is Of<Kind> => step.do === kind);
	// The other clients of the lesson may connect otherwise.
	const named = new Set(all("connect").map(({ client }) => client)).size > 1;
	const sessions = watches.flatMap((clientId) => cleanSessions(all("connect"), clientId, named));
	const published = qosOf(all("publish"));
	const subscribed = qosOf(all("subscribe"));
	return [
		...sessions,
		...(published.length === 0 ? [] : [{ key: "publish", wire: null, word: "publish", qos: published }]),
		...(subscribed.length === 0 ? [] : [{ key: "subscribe", wire: null, word: "subscribe", qos: subscribed }]),
		...(all("publish").some(({ retain }) => retain) ? [{ key: "retain", wire: "RETAIN = 1", word: "", qos: [] }] : []),
		...settings(broker ?? {}),
	];
}

function cleanSessions(connects: readonly Of<"connect">[], clientId: string, named: boolean): readonly Chip[] {
	const values = connects.flatMap(({ client, cleanSession }) => (client === clientId && cleanSession !== undefined ? [cleanSession] : []));
	const distinct = values.filter((value, at) => at === 0 || value !== values[at - 1]);
	if (distinct.length === 0) return [];
	return [{ key: `clean ${clientId}`, wire: `clean_session = ${distinct.join(", then ")}`, word: named ? clientId : "", qos: [] }];
}

function qosOf(steps: readonly { readonly qos: QoS }[]): readonly QoS[] {
	return [...new Set(steps.map(({ qos }) => qos))].toSorted();
}

function settings(changes: SettingChanges): readonly Chip[] {
	return Object.entries(changes).map(([key, value]) => ({
		key,
		wire: `${SETTINGS[key as keyof typeof SETTINGS].name} = ${value ?? "never"}`,
		word: "",
		qos: [],
	}));
}
