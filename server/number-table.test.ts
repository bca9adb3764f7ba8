import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { fillNumberTable } from "./number-table.ts";

it("fills the table that Aedes itself writes with", () => {
	fillNumberTable();
	const ofAedes = createRequire(createRequire(import.meta.url).resolve("aedes"));
	const { cache } = ofAedes("mqtt-packet/numbers") as { readonly cache: Readonly<Record<number, Uint8Array>> };
	expect(Object.keys(cache)).toHaveLength(65_536);
	expect(cache[0x1234]).toEqual(Buffer.of(0x12, 0x34));
});
