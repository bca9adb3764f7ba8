import { bareAedes } from "./bare-aedes.ts";
import type { BrokerUnderTest } from "./broker.ts";
import { CELLS, nameOfCell, recordCell } from "./cells.ts";
import { findMosquitto } from "./mosquitto.ts";
import { sectionsOf, sumLine, writeFidelity } from "./page.ts";
import { slowWire } from "./slow-wire.ts";
import { ask, type Result, type Statement } from "./statement.ts";
import { SECTIONS } from "./statements.ts";

/** Probes that run together: most of their time goes into waiting for packets that do not come. */
const AT_ONCE = 6;

/** The page, or a sentence that says why the page cannot be written. */
export async function fidelityPage(): Promise<{ readonly page: string; readonly sum: string } | { readonly fault: string }> {
	const mosquitto = findMosquitto();
	if (mosquitto === null) {
		return { fault: "There is no Mosquitto on this machine, and the page needs its column: install it, or name the program in MOSQUITTO." };
	}
	const ours = slowWire();
	const columns = [await askAll(ours), await askAll(bareAedes), await askAll(mosquitto)] as const;
	const [own, stock, theirs] = [await recordAll(ours), await recordAll(bareAedes), await recordAll(mosquitto)];
	const equal = (cells: readonly string[]) => cells.filter((cell, index) => cell === theirs[index]).length;
	const sections = sectionsOf(SECTIONS, (statement) => columns.map((column) => column.get(statement) as Result));
	const page = writeFidelity({
		names: [ours.name, bareAedes.name, mosquitto.name],
		sections,
		cells: { all: CELLS.length, ours: equal(own), aedes: equal(stock) },
	});
	return { page, sum: sumLine({ sections }) };
}

async function askAll(target: BrokerUnderTest): Promise<ReadonlyMap<Statement, Result>> {
	const statements = SECTIONS.flatMap((section) => section.statements);
	const results = await together(statements, (statement) => ask(statement, target));
	return new Map(statements.map((statement, index) => [statement, results[index] as Result]));
}

function recordAll(target: BrokerUnderTest): Promise<string[]> {
	return together(CELLS, async (cell) => [nameOfCell(cell), ...(await recordCell(target, cell))].join("\n"));
}

async function together<T, R>(all: readonly T[], each: (one: T) => Promise<R>): Promise<R[]> {
	const done: R[] = [];
	let next = 0;
	const work = async () => {
		for (let at = next++; at < all.length; at = next++) done[at] = await each(all[at] as T);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return done;
}
