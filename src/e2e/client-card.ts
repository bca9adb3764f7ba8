import { expect } from "@playwright/test";
import type { LabPage } from "./lab-page.ts";

export type ClientCard = ReturnType<typeof cardOf>;

/** The card of one client: where a visitor acts as it. */
export function cardOf({ page }: Pick<LabPage, "page">, clientId: string) {
	const card = page.getByRole("article", { name: `Client ${clientId},` });
	const button = (name: string) => card.getByRole("button", { name, exact: true });
	const part = (name: string) => page.getByRole("region", { name: `${name} ${clientId}`, exact: true });
	const publishButton = card.getByRole("button", { name: /^Publish [mr]\d/ });
	const toBe = (phase: string) => expect(card).toHaveAccessibleName(`Client ${clientId}, ${phase}`);
	const form = part("Publish from");
	return {
		card,
		button,
		form,
		subscriptions: part("Subscriptions of"),
		received: part("Received by"),
		publishButton,
		cleanSession: card.getByRole("switch", { name: "clean_session" }),
		field: (name: string) => card.getByRole("textbox", { name, exact: true }),
		qos: (of: "Publish QoS" | "Subscription QoS" | "Will QoS", level: 0 | 1 | 2) =>
			card.getByRole("radiogroup", { name: of }).getByRole("radio", { name: `QoS ${level}` }),
		/** Its accessible name says how it is connected. */
		toBe,
		/** Only with a running room: it waits for CONNACK. */
		async connect() {
			await button("Connect").click();
			await toBe("connected");
		},
		async disconnect() {
			await button("Disconnect").click();
			await toBe("offline");
		},
		/** With what the card says. Waits until the broker has granted it. */
		async subscribe() {
			const filter = await card.getByRole("textbox", { name: "Topic filter" }).inputValue();
			await button("Subscribe").click();
			await expect(card.getByRole("button", { name: `Unsubscribe ${filter}` })).toBeVisible();
		},
		/** Returns the name of the message that the button promised. */
		async publish(): Promise<string> {
			const name = (await publishButton.textContent())?.replace("Publish ", "") ?? "";
			await publishButton.click();
			return name;
		},
		/** What its application got, the last few in order. */
		payloads: part("Received by").getByRole("listitem"),
		async toHaveReceived(count: number) {
			await expect(part("Received by").getByRole("heading")).toHaveText(`Received ${count}`);
		},
	};
}
