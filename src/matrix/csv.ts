import type { BrokerSettings } from "#contract/settings.ts";
import { csvText } from "#export/csv-text.ts";
import type { Combination } from "#trial/combination.ts";
import { departures } from "#trial/compare.ts";
import type { Measured, Position } from "#trial/positions.ts";
import { besideSeed, claimOf } from "#trial/seed-table.ts";
import { sayBroker } from "./say-cell.ts";

type CsvRow = {
	readonly combination: Combination;
	readonly measured: Measured | null;
	/** With Mosquitto 2.0's settings; null where those are the room's settings, or where the combination was not run. */
	readonly reference: Measured | null;
};

const COLUMNS = [
	"broker",
	"filter",
	"retain",
	"clean_session",
	"subscribe_qos",
	"publish_qos",
	"away",
	"away_reason",
	"back",
	"back_reason",
	"back_qos",
	"back_retain",
	"again",
	"again_reason",
	"again_qos",
	"again_retain",
	"session_present",
	"connection_ended",
	"differs_from_mosquitto_2_0",
	"article",
	"beside_article",
] as const;

/** One row for each combination. A combination that has not been run has its settings and nothing else. RFC 4180. */
export function csvOf(rows: readonly CsvRow[], settings: BrokerSettings): string {
	const lines = [COLUMNS, ...rows.map((row) => [sayBroker(settings), ...settingsOf(row.combination), ...outcomeOf(row)])];
	return csvText(lines);
}

function settingsOf({ filter, retain, cleanSession, subscribeQos, publishQos }: Combination): readonly string[] {
	return [filter, String(retain), String(cleanSession), String(subscribeQos), String(publishQos)];
}

function outcomeOf({ combination, measured, reference }: CsvRow): readonly string[] {
	if (measured === null) return ["not run", ...Array<string>(12).fill(""), claimOf(combination).says, ""];
	const { away, back, again } = measured.positions;
	const differs = reference === null ? [] : departures(measured, reference);
	return [
		away.came,
		away.why,
		...copiesOf(back),
		...copiesOf(again),
		String(Number(measured.sessionPresent)),
		back.ended ?? again.ended ?? "",
		differs.map(({ moment, here, there }) => `${moment}: ${here} instead of ${there}`).join("; "),
		claimOf(combination).says,
		besideSeed(measured).verdict,
	];
}

/** For more than one copy: the bits in order, separated by a space. */
function copiesOf({ came, why, copies }: Position): readonly string[] {
	return [came, why, copies.map(({ qos }) => qos).join(" "), copies.map(({ retain }) => Number(retain)).join(" ")];
}
