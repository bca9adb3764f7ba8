import { traitsOf } from "#contract/brokers.ts";
import { EXPIRATION_WANTED, parseExpiration } from "#contract/expiration.ts";
import { LIMITS } from "#contract/limits.ts";
import { FIRST_SETTINGS, PRESETS, type PresetName } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";

/** The text of one flag, or of its variable; undefined: neither is given. */
type Ask = (flag: string) => string | undefined;
type Wrong = { readonly flag: string; readonly wants: string; readonly got: string };

const QUEUE_FULL = { newest: "drop-newest", oldest: "drop-oldest" } as const;
const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

/** How the text of a flag is read: undefined if the text is not understood. */
type Reading<T> = { readonly wants: string; readonly read: (text: string) => T | undefined };
const truth: Reading<boolean> = { wants: "true or false", read: (text) => (text === "true" ? true : text === "false" ? false : undefined) };
const upTo = (most: number): Reading<number> => ({
	wants: `a number from 0 (no limit) to ${most}`,
	read: (text) => (/^\d{1,6}$/.test(text) && Number(text) <= most ? Number(text) : undefined),
});
const oneOf = <T>(choices: Readonly<Record<string, T>>): Reading<T> => ({
	wants: Object.keys(choices)
		.join(", ")
		.replace(/, ([^,]*)$/, " or $1"),
	read: (text) => (Object.hasOwn(choices, text) ? choices[text] : undefined),
});

const PRESET = oneOf(
	Object.fromEntries(PRESET_NAMES.map((name) => [name, PRESETS[name].settings] as const)) as Record<string, BrokerSettings>,
);
const READINGS = {
	maxQueuedMessages: ["max-queued-messages", upTo(LIMITS.queuedMessages)],
	queueFull: ["queue-full", oneOf(QUEUE_FULL)],
	queueQos0Messages: ["queue-qos0-messages", truth],
	maxInflightMessages: ["max-inflight-messages", upTo(65_535)],
	persistentClientExpiration: ["persistent-client-expiration", { wants: EXPIRATION_WANTED, read: parseExpiration }],
	retainAvailable: ["retain-available", truth],
	persistence: ["persistence", truth],
} as const satisfies { readonly [K in Exclude<keyof BrokerSettings, "broker">]: readonly [string, Reading<BrokerSettings[K]>] };

/** Names of all flags about the settings of a new room's broker. */
export const SETTINGS_FLAGS: readonly string[] = ["preset", ...Object.values(READINGS).map(([flag]) => flag)];

export const SETTINGS_HELP = `What the broker of a new room starts with; each room can change it:
  --preset <name>                     mosquitto-2.0   (${PRESET_NAMES.join(", ")})
  --max-queued-messages <n>           1000     waiting per session   (0: no limit)
  --queue-full <which>                newest   what a full queue drops   (newest, oldest)
  --queue-qos0-messages <bool>        false    whether QoS 0 waits for a client that is away
  --max-inflight-messages <n>         20       sent and unacknowledged per session   (0: no limit)
  --persistent-client-expiration <t>  never    how long a session waits for its client   (never, or as in Mosquitto:
                                               30s, 2h, 1d, 1w, 1m for a month, 1y; and 10min)
  --retain-available <bool>           true     whether clients may publish with RETAIN
  --persistence <bool>                false    whether sessions outlive a restart of the room's broker
  A single flag wins over the preset. Variables: PRESET, MAX_QUEUED_MESSAGES and so on.
`;

/** The preset, and what single flags change in it. */
export function readSettings(ask: Ask): { readonly settings: BrokerSettings } | { readonly wrong: Wrong } {
	const preset = answer(ask, "preset", PRESET);
	if ("wrong" in preset) return preset;
	let settings = preset.value ?? FIRST_SETTINGS;
	for (const [key, [flag, reading]] of Object.entries(READINGS)) {
		const given = answer(ask, flag, reading as Reading<BrokerSettings[keyof BrokerSettings]>);
		if ("wrong" in given) return given;
		if (given.value === undefined) continue;
		if (!traitsOf(settings).tunable)
			return { wrong: { flag, wants: "no value beside --preset aedes, which decides all of this by itself", got: String(ask(flag)) } };
		settings = { ...settings, [key]: given.value };
	}
	return { settings };
}

function answer<T>(ask: Ask, flag: string, { wants, read }: Reading<T>): { readonly value: T | undefined } | { readonly wrong: Wrong } {
	const got = ask(flag);
	if (got === undefined) return { value: undefined };
	const value = read(got);
	return value === undefined ? { wrong: { flag, wants, got } } : { value };
}
