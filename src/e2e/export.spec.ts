import { readFile } from "node:fs/promises";
import { type Download, expect, test } from "@playwright/test";
import { readPcapng } from "#export/testkit/read-pcapng.ts";
import { firstMessage } from "./first-message.ts";
import { type LabPage, openQuickLab } from "./lab-page.ts";

async function exchanged(lab: LabPage): Promise<void> {
	await firstMessage(lab);
	await lab.page
		.getByRole("button", { name: "Tape", exact: true })
		.or(lab.page.getByRole("tab", { name: "Tape", exact: true }))
		.click();
}

async function choose({ page }: LabPage, entry: RegExp): Promise<void> {
	const tape = page.getByRole("region", { name: "Tape", exact: true });
	await tape.getByRole("button", { name: "Export", exact: true }).click();
	await page.getByRole("menuitem", { name: entry }).click();
}

async function saved(lab: LabPage, entry: RegExp): Promise<Download> {
	const download = lab.page.waitForEvent("download");
	await choose(lab, entry);
	return download;
}

test("the tape is saved as a table: a row for each packet, with its client, type and fate", async ({ page }) => {
	const lab = await openQuickLab(page);
	await exchanged(lab);
	const file = await saved(lab, /^Table, CSV/);
	expect(file.suggestedFilename()).toMatch(/^packets-.+\.csv$/);
	const [head, ...rows] = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
	expect(head).toMatch(/^number,left_s,left_wall_clock,ended_s,client,connection,direction,type,packet_id,/);
	const told = rows.map((row) => row.split(",")).map(([, , , , client, , direction, type]) => `${client} ${direction} ${type}`);
	const opening = (client: string) => [`${client} to broker CONNECT`, `${client} to client CONNACK`];
	expect(told).toEqual(
		expect.arrayContaining([...opening("sub-1"), ...opening("pub-1"), "sub-1 to broker SUBSCRIBE", "sub-1 to client PUBLISH"]),
	);
	expect(rows.filter((row) => !row.includes(",arrived,"))).toEqual([]);
});

test("the tape is saved as a capture for Wireshark: each client by its name, and the packets in TCP towards port 1883", async ({
	page,
}) => {
	const lab = await openQuickLab(page);
	await exchanged(lab);
	const file = await saved(lab, /^Capture, pcapng/);
	expect(file.suggestedFilename()).toMatch(/^packets-.+\.pcapng$/);
	const { names, packets } = readPcapng(await readFile(await file.path()));
	expect([...names.values()]).toEqual(["broker", "sub-1", "pub-1"]);
	expect(packets.filter(({ sound }) => !sound)).toEqual([]);
	const opened = packets.filter(({ to, comment }) => to === "10.0.0.1:1883" && comment?.startsWith("Connection "));
	expect(opened).toHaveLength(2);
	expect(packets.filter(({ from, comment }) => from === "10.0.0.1:1883" && comment?.startsWith("PUBLISH"))).toHaveLength(1);
});

test("the tape is copied as a Mermaid diagram", async ({ page }) => {
	const lab = await openQuickLab(page);
	await exchanged(lab);
	await choose(lab, /^Diagram, Mermaid/);
	const sheet = page.getByRole("dialog", { name: "The tape as a Mermaid diagram" });
	await expect(sheet.locator("pre")).toContainText(
		/^sequenceDiagram\n[\s\S]*participant broker as Broker\n[\s\S]*broker->>c1: [\d.]+ s PUBLISH/,
	);
	await sheet.getByRole("button", { name: "Close" }).click();
	await expect(sheet).toBeHidden();
});

test("the tape is saved as a picture, and as one of twice as many pixels", async ({ page }) => {
	const lab = await openQuickLab(page);
	await exchanged(lab);
	const drawn = await saved(lab, /^Picture, SVG/);
	expect(drawn.suggestedFilename()).toMatch(/^tape-.+\.svg$/);
	const [, width] = /^<svg [^>]*width="([\d.]+)"/.exec(await readFile(await drawn.path(), "utf8")) ?? [];
	const pixels = await readFile(await (await saved(lab, /^Picture, PNG/)).path());
	expect(pixels.subarray(1, 4).toString()).toBe("PNG");
	// The first chunk begins with the width [PNG, section 11.2.2].
	expect(Math.abs(pixels.readUInt32BE(16) - 2 * Number(width))).toBeLessThanOrEqual(2);
});
