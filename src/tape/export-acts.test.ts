import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { excerptOf } from "#export/excerpt.ts";
import { readPcapng } from "#export/testkit/read-pcapng.ts";
import { connected, entered, historyOf, opened, publish } from "#model/testkit/sample.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { exporting, saveCapture, saveCsv, saveSvg } from "./export-acts.ts";

type Saved = { readonly name: string; readonly type: string; readonly content: Blob };
let saved: Saved[] = [];

/** A browser, as far as a file that is saved asks for one. */
beforeEach(() => {
	saved = [];
	const blobs = new Map<string, Blob>();
	vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
		blobs.set(`blob:${blobs.size}`, blob as Blob);
		return `blob:${blobs.size - 1}`;
	});
	const link = () => ({
		href: "",
		download: "",
		click() {
			const content = blobs.get(this.href);
			if (content !== undefined) saved.push({ name: this.download, type: content.type, content });
		},
	});
	vi.stubGlobal("document", { createElement: link });
	vi.useFakeTimers({ toFake: ["setTimeout"] });
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

const history = historyOf([opened, ...connected("pub-1", true), entered("pub-1", "p1", publish("m1", 1, 1))]);
const known = { world: history.live, wallOf: () => null };

const excerpt = () => excerptOf(openTraffic()(history), history.live.seq);

it("saves a capture under the name of its room, as what Wireshark opens, and says which packets it lacks", async () => {
	const asked: string[] = [];
	const askBytes = async (packets: readonly string[]) => {
		asked.push(...packets);
		return { ok: true as const, bytes: new Map() };
	};
	const says = await saveCapture("k7q2", excerpt(), { ...known, askBytes });
	expect(saved.map(({ name, type }) => [name, type])).toEqual([["packets-k7q2.pcapng", "application/x-pcapng"]]);
	expect(asked).toContain("p1");
	const { names } = readPcapng(new Uint8Array((await saved[0]?.content.arrayBuffer()) ?? []));
	expect([...names.values()]).toEqual(["broker", "pub-1"]);
	expect(says).toBe("3 packets are missing in packets-k7q2.pcapng: nobody keeps their bytes any longer.");
});

it("saves the table and the picture under the name of the room too, each as what it is", async () => {
	await saveCsv("k7q2", excerpt(), known);
	await saveSvg("k7q2", "<svg/>");
	expect(saved.map(({ name, type }) => [name, type])).toEqual([
		["packets-k7q2.csv", "text/csv;charset=utf-8"],
		["tape-k7q2.svg", "image/svg+xml"],
	]);
	expect(await saved[1]?.content.text()).toBe("<svg/>");
});

it("says whatever goes wrong with an export, also before anything is waited for", async () => {
	const said: string[] = [];
	const notice = (says: string) => said.push(says);
	await exporting(() => {
		throw new Error("the tape is not drawn");
	}, notice);
	await exporting(() => Promise.reject(new Error("the picture is too large")), notice);
	await exporting(async () => "2 packets are missing.", notice);
	await exporting(async () => null, notice);
	expect(said).toEqual([
		"It could not be exported: the tape is not drawn.",
		"It could not be exported: the picture is too large.",
		"2 packets are missing.",
	]);
});
