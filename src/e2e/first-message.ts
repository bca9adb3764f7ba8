import { cardOf } from "./client-card.ts";
import type { LabPage } from "./lab-page.ts";

/** sub-1 subscribes, pub-1 publishes, and sub-1 has received it. */
export async function firstMessage(lab: LabPage): Promise<void> {
	const [subscriber, publisher] = [cardOf(lab, "sub-1"), cardOf(lab, "pub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	await publisher.publish();
	await subscriber.toHaveReceived(1);
}
