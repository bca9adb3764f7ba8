import { expect } from "@playwright/test";
import type { LabPage } from "./lab-page.ts";

export type ClientCard = ReturnType<typeof cardOf>;

/** The card of one client: where a visitor acts as that client. */
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
		/** The card's accessible name says how the client is connected. */
		toBe,
		/** Only in a running room: waits for CONNACK. */
		async connect() {
			await button("Connect").click();
			await toBe("connected");
		},
		async disconnect() {
			await button("Disconnect").click();
			await toBe("offline");
		},
		/** Chooses from the menu beside "Cut cable", which opens with the ways to leave and what can be done to the wire. */
		async leaveBy(way: string) {
			await button(`Hold the wire, or leave another way: ${clientId}`).click();
			await page.getByRole("menuitem", { name: way }).click();
		},
		/** Subscribes as the card says. Waits until the broker has granted the subscription. */
		async subscribe() {
			const filter = await card.getByRole("textbox", { name: "Topic filter" }).inputValue();
			await button("Subscribe").click();
			await expect(card.getByRole("button", { name: `Unsubscribe ${filter}` })).toBeVisible();
		},
		/** Publishes, and returns the name of the message that the button promised. */
		async publish(): Promise<string> {
			const name = (await publishButton.textContent())?.replace("Publish ", "") ?? "";
			await publishButton.click();
			return name;
		},
		/** What the client's application got, the last few messages in order. */
		payloads: part("Received by").getByRole("listitem"),
		async toHaveReceived(count: number) {
			await expect(part("Received by").getByRole("heading")).toHaveText(`Received ${count}`);
		},
	};
}
