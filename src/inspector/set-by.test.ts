import { describe, expect, it } from "vitest";
import { newSetup } from "#lab/defaults.ts";
import { anatomyOf } from "#mqtt/anatomy.ts";
import type { Field } from "#mqtt/field.ts";
import { sayChanged } from "./readings.ts";
import { partOf, placeText, setBy, setFrom, type Whose } from "./set-by.ts";

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (one) => Number.parseInt(one, 16));
const { fields } = anatomyOf(bytesOf("3a17000f677265656e686f7573652f74656d70000c32312e35"));
const OWN: Whose = { type: "PUBLISH", direction: "up", own: true };

function saysOf(name: string, whose = OWN) {
	const found = partOf(fields, name);
	if (found === null) throw new Error(`no ${name}`);
	return { ...setBy(found.part, whose), place: placeText(found.part, fields) };
}

describe("who set a field", () => {
	it("is the control of the card, and the plate says where the field stands", () => {
		expect(saysOf("QoS")).toEqual({ control: "publish.qos", says: "set on the client’s card", place: "QoS: byte 0, bits 2 and 1" });
		expect(saysOf("topic")).toMatchObject({ control: "publish.topic", place: "topic: bytes 4 to 18" });
		expect(saysOf("RETAIN")).toMatchObject({ control: "publish.retain", place: "RETAIN: byte 0, bit 0" });
	});

	it("is the client library, or the sending again, where no control did", () => {
		expect(saysOf("packet id")).toMatchObject({ control: null, says: "set by the client library" });
		expect(saysOf("topic length")).toMatchObject({ control: null, says: "set by the client library" });
		expect(saysOf("DUP")).toMatchObject({ control: null, says: "set because it is sent again" });
	});

	it("is for a byte of flags partly the card, and partly the client library", () => {
		expect(saysOf("type, flags")).toMatchObject({
			control: null,
			says: "QoS and RETAIN set on the client’s card, the rest by the client library",
		});
		expect(saysOf("type, flags", { ...OWN, direction: "down" })).toMatchObject({ says: "set by the broker" });
	});

	it("is the broker of what the broker sends, and a client elsewhere of what that client sends", () => {
		expect(saysOf("QoS", { ...OWN, direction: "down" })).toMatchObject({ control: null, says: "set by the broker" });
		expect(saysOf("QoS", { ...OWN, own: false })).toMatchObject({ control: null, says: "set by the client" });
	});
});

it("a control finds the field that it set, and none in a packet of another kind", () => {
	expect(setFrom("publish.qos", fields, OWN)).toBe("QoS");
	expect(setFrom("publish.payload", fields, OWN)).toBe("payload");
	expect(setFrom("subscribe.qos", fields, OWN)).toBeNull();
	expect(setFrom("publish.qos", fields, { ...OWN, own: false })).toBeNull();
});

describe("a control that reads something else than when it set the packet", () => {
	const setup = newSetup("pub-1", { publish: { topic: "greenhouse/temp", payload: "21.5", qos: 1, retain: false, times: 1 } });
	const changed = (name: string, publish: Partial<typeof setup.publish>) => {
		const found = partOf(fields, name);
		const { control } = saysOf(name);
		if (found === null || control === null) throw new Error(`no control sets ${name}`);
		return sayChanged(control, found.part, { ...setup, publish: { ...setup.publish, ...publish } });
	};

	it("is told with both readings, and one that reads the same with none", () => {
		expect(["topic", "payload", "QoS", "RETAIN"].map((name) => changed(name, {}))).toEqual([null, null, null, null]);
		expect(changed("payload", { payload: "22" })).toBe("was 21.5, now reads 22");
		expect(changed("payload", { payload: "" })).toBe("was 21.5, now reads (empty)");
		expect(changed("QoS", { qos: 2 })).toBe("was 1, now reads 2");
		expect(changed("RETAIN", { retain: true })).toBe("was off, now reads on");
	});

	it("is not told of what is not all there", () => {
		const payload = { ...partOf(fields, "payload")?.part, to: 40 } as Field;
		expect(sayChanged("publish.payload", payload, setup)).toBeNull();
	});
});
