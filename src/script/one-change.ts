import type { QoS } from "#mqtt/packet.ts";
import type { SeedSettings, SeedTest } from "./runner.ts";
import { NO_SESSION, seedTest, TESTS, type Variant } from "./tests.ts";

const GRANTED_0 = {
	received: [],
	sessionPresent: true,
	why: "A message is delivered at the lower of its own QoS and the granted one. The subscription was granted QoS 0, and at QoS 0 nothing is queued.",
	clause: "MQTT-3.8.4-6",
};

/** One of the five tests with one of its three switches turned: that may be another one of the five. */
export type OneChange = { readonly says: string; readonly test: SeedTest };

export function oneChangeFrom({ settings }: SeedTest): readonly OneChange[] {
	const { cleanSession, publishQos, subscribeQos } = settings;
	const [publish, subscribe] = [publishQos === 0 ? 1 : 0, subscribeQos === 0 ? 1 : 0] as const;
	return [
		{ says: `clean_session = ${!cleanSession}`, test: testWith({ ...settings, cleanSession: !cleanSession }) },
		{ says: `publish at QoS ${publish}`, test: testWith({ ...settings, publishQos: publish }) },
		{ says: `subscribe at QoS ${subscribe}`, test: testWith({ ...settings, subscribeQos: subscribe }) },
	];
}

function testWith(settings: SeedSettings): SeedTest {
	const known = TESTS.find((test) => JSON.stringify(test.settings) === JSON.stringify(settings));
	if (known !== undefined) return known;
	const { cleanSession, publishQos, subscribeQos } = settings;
	const variant = { cleanSession, publishQos: bit(publishQos), subscribeQos: bit(subscribeQos) };
	// Those of the eight that the article leaves out. None of them receives anything.
	const expects = cleanSession ? NO_SESSION : GRANTED_0;
	return seedTest(`changed-${cleanSession}-${publishQos}-${subscribeQos}`, "A changed test", { ...variant, expects });
}

function bit(qos: QoS): Variant["publishQos"] {
	return qos === 0 ? 0 : 1;
}
