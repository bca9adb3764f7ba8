import { describe, expect, it } from "vitest";
import { ClassCommand } from "#contract/class-command.ts";
import { Command } from "#contract/command.ts";
import { type Asker, classRefusalOf, HANDS_OFF, refusalOf } from "./rights.ts";

const typesOf = (union: { readonly def: { readonly options: readonly unknown[] } }) =>
	union.def.options.map((option) => {
		const { def } = option as { def: { shape: { type: { def: { values: readonly string[] } } } } };
		return def.shape.type.def.values[0] as string;
	});
const COMMANDS = typesOf(Command);
const CLASS_COMMANDS = typesOf(ClassCommand);

const HOST: Asker = { role: "host" };
const SEAT: Asker = { role: "seat", seat: 7 };
const OTHERS: readonly Asker[] = [{ role: "guest" }, { role: "screen" }];
const OWN = ["wire.cut", "wire.silence", "wire.mend"];
const OF_SEATS = ["class.answer", "class.name", "class.progress"];

const owners: Readonly<Record<string, number>> = { mine: 7, other: 8 };
const standing = (frozen: boolean) => ({ frozen, ownerOf: (connection: string) => owners[connection] ?? null });
/** Only its type and its connection are looked at. */
const command = (type: string, connection?: string) => ({ type, connection }) as Command;
const asked = (type: string) => ({ type }) as ClassCommand;

describe("who may what", () => {
	it("knows every command", () => {
		expect(COMMANDS).toHaveLength(13);
		expect(CLASS_COMMANDS).toHaveLength(21);
	});

	it("lets a host do everything in its room, and everybody in a room that nobody leads", () => {
		for (const asker of [HOST, { role: "anybody" } as const]) {
			for (const type of COMMANDS) expect(refusalOf(asker, command(type, "other"), standing(true))).toBe(null);
		}
	});

	it.each(COMMANDS)("says to everybody else in one sentence that %s is not theirs", (type) => {
		for (const asker of [SEAT, ...OTHERS]) {
			if (asker.role === "seat" && OWN.includes(type)) continue;
			expect(refusalOf(asker, command(type, "mine"), standing(false))).toMatch(/^Only the host can [a-z ]+ here\.$/);
		}
	});

	it.each(OWN)("lets a seat do %s to its own wire while hands are free, and to no other", (type) => {
		expect(refusalOf(SEAT, command(type, "mine"), standing(false))).toBe(null);
		expect(refusalOf(SEAT, command(type, "mine"), standing(true))).toBe(HANDS_OFF);
		expect(refusalOf(SEAT, command(type, "other"), standing(false))).toBe("That wire belongs to seat 8.");
		expect(refusalOf(SEAT, command(type, "nobody's"), standing(false))).toBe("Only the host can do that to this wire here.");
		expect(refusalOf(SEAT, command(type), standing(false))).toBe("Only the host can do that here.");
	});

	it.each(CLASS_COMMANDS)("gives %s to the host or to seats", (type) => {
		const ofSeats = OF_SEATS.includes(type);
		expect(classRefusalOf(HOST, asked(type), true) === null).toBe(!ofSeats);
		expect(classRefusalOf(SEAT, asked(type), false) === null).toBe(ofSeats);
		for (const asker of [...OTHERS, { role: "anybody" } as const]) expect(classRefusalOf(asker, asked(type), false)).toMatch(/^[A-Z].*\.$/);
		if (type === "class.answer") expect(classRefusalOf(SEAT, asked(type), true)).toBe(HANDS_OFF);
	});
});
