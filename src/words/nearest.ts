/** Words that everybody uses, whatever is asked. */
const COMMON = new Set(
	"a about an and any are as at be by can come comes could did do does every explain for from get gets getting got had has have he here how i if in is it its just me mean means my not of on one or should so such tell that the their then there these they this to until up us want was way we were what when where which while who whom why with would you your".split(
		" ",
	),
);

/** Plain words for what the standard calls by one name, or for what people say in several ways. Each line is one meaning. */
const SAME: readonly ReadonlySet<string>[] = [
	"lose lost losing loses missing missed miss gone vanish vanished disappear disappeared drop dropped",
	"receive received receiver arrive arrived arrives deliver delivered delivery",
	"publish published publisher send sends sent sender sending emit",
	"subscribe subscribed subscriber subscription listen listening listener",
	"duplicate duplicated twice double doubled two repeated repeat copies",
	"keep keeps kept hold holds held store stored save saved remember remembered stay",
	"delete deleted remove removed clear cleared erase purge reset",
	"offline away sleeping asleep disconnected unreachable",
	"reconnect reconnected return returns",
	"restart restarted reboot rebooted crash crashed",
	"old older stale earlier previous past history outdated",
	"acknowledge acknowledged acknowledgement ack confirm confirmed confirmation receipt",
	"end ends quit quits exit exits terminate stop stops finish finished",
	"identifier id name names",
	"will testament lwt",
	"limit maximum max size capacity many much",
	"queue queued wait waits waiting backlog buffered",
	"kicked kick thrown evicted",
	"program script code app application",
	"again resend resent retry retransmit",
	"persistent durable permanent",
	"lag slow delay latency",
].map((words) => new Set(words.split(" ").map(stemOf)));

/** A hit by another word for the same, beside a hit by the word itself. */
const BY_ANOTHER_WORD = 0.5;
/** What is worth less than this share of the best is not what was meant. */
const LEAST = 0.4;

type Texts = readonly (readonly [worth: number, text: string])[];

/**
 * What any of the sought words is about, the nearest first: by its stem, or by another word for the same. A word that is found in few
 * places tells more than one that is found in most. worth: of a hit in this text.
 */
export function nearest<T>(all: readonly T[], sought: string, textsOf: (one: T) => Texts): readonly T[] {
	const words = [...new Set(stemsOf(sought))];
	const hits = all.map((one) => {
		const texts = textsOf(one).map(([worth, text]) => [worth, stemsOf(text)] as const);
		return words.map((word) => Math.max(0, ...texts.map(([worth, stems]) => worth * hitOf(word, stems))));
	});
	const rarity = words.map((_, at) => Math.log(1 + all.length / hits.filter((hit) => (hit[at] ?? 0) > 0).length));
	const found = all.map((one, at) => ({
		one,
		worth: (hits[at] ?? []).reduce((sum, hit, word) => (hit === 0 ? sum : sum + hit * (rarity[word] ?? 0)), 0),
	}));
	const best = Math.max(0, ...found.map(({ worth }) => worth));
	return found
		.filter(({ worth }) => worth > 0 && worth >= best * LEAST)
		.toSorted((one, other) => other.worth - one.worth)
		.map(({ one }) => one);
}

function hitOf(word: string, stems: readonly string[]): number {
	if (stems.some((stem) => stem.startsWith(word))) return 1;
	const same = SAME.filter((all) => all.has(word));
	return stems.some((stem) => same.some((all) => all.has(stem))) ? BY_ANOTHER_WORD : 0;
}

function stemsOf(text: string): readonly string[] {
	const words = text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
	return words.filter((word) => !COMMON.has(word)).map(stemOf);
}

/** Without endings: "messages", "message" and "messaging" are one word here. */
function stemOf(word: string): string {
	return word.length > 4 ? word.replace(/(?:ing|ed|es|s|e)$/, "") : word;
}
