import { expect, type Page } from "@playwright/test";
import { test } from "./class-host.ts";
import { cardOf } from "./client-card.ts";
import { openPhone } from "./seat-phone.ts";
import { openTrainer } from "./trainer-page.ts";

const QUESTION = { id: "own:x", about: "", asks: "Whose question is this?", setup: [], answers: ["Mine", "Yours"] };

/** What a page with this hello is told when it asks for these things, sentence by sentence: a line that somebody has written by hand. */
function refusalsByHand(page: Page, room: string, role: "seat" | "screen", frames: readonly object[]): Promise<readonly string[]> {
	return page.evaluate(
		({ room, role, frames }) =>
			new Promise<string[]>((settle, fail) => {
				const socket = new WebSocket(`${location.origin.replace("http", "ws")}/r/${room}/watch`);
				const says: string[] = [];
				const token = localStorage.getItem(`slow-wire/seat/${room}`);
				socket.onopen = () => {
					socket.send(JSON.stringify({ hello: role === "seat" ? { role, token } : { role } }));
					for (const [id, frame] of frames.entries()) socket.send(JSON.stringify({ id, ...frame }));
				};
				socket.onclose = ({ reason }) => fail(new Error(`the line was closed: ${reason}`));
				socket.onmessage = ({ data }) => {
					const frame = JSON.parse(data) as { type?: string; says?: string; id?: number };
					if (frame.type === "done") says.push(`done: ${JSON.stringify(frames[frame.id ?? 0])}`);
					if (frame.type === "refused") says.push(frame.says ?? "");
					if (says.length < frames.length) return;
					socket.onclose = null;
					socket.close();
					settle(says);
				};
			}),
		{ room, role, frames },
	);
}

test("commands that somebody writes by hand on a phone are refused in words, and change nothing", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const publisher = cardOf(trainer.lab, "pub-1");
	await trainer.lab.setDelay("None");
	await publisher.connect();
	const [phone, other] = [await openPhone(people, host), await openPhone(people, host)];
	await phone.plugIn();
	await other.plugIn();
	await expect(trainer.lab.broker.getByText("3 sessions")).toBeVisible();

	const byHand = [
		{ command: { type: "clock.pause" } },
		{ command: { type: "wire.step" } },
		{ command: { type: "wire.delay", delayMs: 2_000 } },
		{ command: { type: "broker.settings", settings: {} } },
		{ command: { type: "broker.restart" } },
		{ command: { type: "room.clear" } },
		{ class: { type: "class.ask", question: QUESTION } },
		{ class: { type: "class.reveal", truth: { answer: 0, says: "Mine.", client: null, messages: [], differs: [null, null] } } },
		{ class: { type: "class.remove", seat: 2 } },
		{ class: { type: "class.hide", seat: 2, hidden: true } },
		{ class: { type: "class.show", shows: "black" } },
	];
	const may = [
		"pause",
		"step",
		"change the delay",
		"change the settings",
		"restart the broker",
		"clear the room",
		"ask",
		"reveal the answers",
	];
	const refused = [...may, "remove a seat", "hide a seat", "choose what the screen shows"].map((does) => `Only the host can ${does} here.`);
	expect(await refusalsByHand(phone.page, host.room, "seat", byHand)).toEqual(refused);
	expect(await refusalsByHand(phone.page, host.room, "screen", byHand)).toEqual(refused);
	const others = { class: { type: "class.answer", question: "test-1", answer: 0 } };
	expect(await refusalsByHand(phone.page, host.room, "screen", [others])).toEqual(["Only a phone with a seat can do that here."]);

	// What came behind the refused ones has come: so nothing of them is on its way any more.
	await publisher.field("Topic").fill("class/after");
	await publisher.publish();
	for (const each of [phone, other]) await each.toHaveReceived(1);
	await trainer.toBeAt("Lobby");
	await trainer.toCount(2, 2);
	await expect(trainer.lab.button("Pause")).toBeVisible();
	await expect(trainer.lab.delay("None")).toBeChecked();
	await expect(trainer.lab.broker.getByText("3 sessions")).toBeVisible();
	await trainer.openPeople();
	await expect(trainer.row(2)).toContainText("connected");
	await expect(trainer.row(2).getByRole("button", { name: "Hide seat 2" })).toBeVisible();
	await expect(trainer.page.getByText(QUESTION.asks)).toHaveCount(0);
});
