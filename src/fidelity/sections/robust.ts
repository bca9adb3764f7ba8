import { publishes, receives, subscribes } from "#fidelity/bench.ts";
import { PINGREQ, publish, short } from "#fidelity/packets.ts";
import type { Section } from "#fidelity/statement.ts";

const PAYLOAD = "x".repeat(60_000);
const COUNT = 201;

export const ROBUST: Section = {
	title: "Others are not held up",
	statements: [
		{
			id: "4.1",
			says: "a subscriber that stops reading does not hold up anybody else",
			async probe({ join }) {
				const [slow, fast] = [await join("slow"), await join("fast")];
				await subscribes(slow, "t");
				await subscribes(fast, "t");
				slow.stopReading();
				const pub = await join("pub");
				for (let n = 0; n < COUNT; n += 1) {
					pub.send(publish("t", PAYLOAD), PINGREQ);
					await pub.take("PINGRESP");
					await receives(fast, `PUBLISH t "${short(PAYLOAD)}" QoS 0`);
				}
				await publishes(pub, "t", "last");
				await receives(fast, 'PUBLISH t "last" QoS 0');
			},
		},
	],
};
