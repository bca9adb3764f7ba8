import { LIMITS } from "#contract/limits.ts";
import { LESSON_FILE } from "./lesson-file.ts";

/** Text of the greatest length that is read: a beginning, then one piece after the other, then an end. */
function filled(head: string, piece: (n: number) => string, tail = ""): string {
	const pieces = [head];
	let left = LIMITS.lessonCharacters - head.length - tail.length;
	for (let n = 0, next = piece(0); next.length <= left; n += 1, next = piece(n)) {
		pieces.push(next);
		left -= next.length;
	}
	return pieces.join("") + tail;
}

const name = (n: number) => n.toString(36);
const seen = (part: string, piece: (n: number) => string, open = "{", close = "}") =>
	filled(
		LESSON_FILE.replace(/goal: .*\n[\s\S]*/, `goal: { sub-1: { ${part}: ${open}`),
		piece,
		`${close} } }\n  changes: []\n  shows: 0\n  hints: []\n`,
	);

/** The longest files of many shapes, each of which asks most of one part of the reader. */
export const HOSTILE: Readonly<Record<string, () => string>> = {
	"unknown names": () => filled("", (n) => `${name(n)}: 1\n`),
	"unknown names in a lesson": () => filled(LESSON_FILE, (n) => `${`${name(n)}momentsss`.slice(-9)}${n}: 1\n`),
	"unknown names in one bracket": () => filled("{", (n) => `${name(n)},`, "}"),
	"one name again and again": () => filled("", () => "a: 1\n"),
	"maps as names": () => filled("", (n) => `{a${n}: b}: c\n`),
	"lists as names": () => filled("", () => "[ a ]: c\n"),
	"unknown clients": () => seen("online: true }, x: {", (n) => `} , ${name(n)}: { `),
	"clients nearly known": () => seen("online: true }, x: {", (n) => `} , sub-${name(n)}: { `),
	"bad filters": () => seen("subscriptions", (n) => `"#${name(n)}": 1, `),
	"bad messages": () => seen("received", () => "1,", "[", "]"),
	"messages with unknown parts": () => seen("received", (n) => `{${name(n)}: 1},`, "[", "]"),
	"one message with unknown parts": () => seen("received", (n) => `${name(n)}: 1,`, "[{", "}]"),
	"empty moments": () => filled("moments:\n", () => "- {}\n"),
	"empty lines": () => filled("moments:\n- title: a\n  lines:\n", () => "  - {}\n"),
	"unknown steps": () => filled("moments:\n- title: a\n  lines:\n", () => "  - step: { do: conect }\n"),
	"steps without end": () => filled("moments:\n- title: a\n  lines:\n", (n) => `  - step: { do: connect, client: c${n} }\n`),
	"empty answers": () => filled("answers:\n", () => "-\n"),
	"clients that are watched": () => filled("watches: [", () => "a,", "]"),
	changes: () => filled("follow: { changes: [", () => "{switch: x},", "] }"),
	"brackets that open": () => "[".repeat(LIMITS.lessonCharacters),
	"braces that open": () => "{".repeat(LIMITS.lessonCharacters),
	"brackets in brackets": () => "[".repeat(LIMITS.lessonCharacters / 2) + "]".repeat(LIMITS.lessonCharacters / 2),
	"lists in maps": () => filled("", () => "{a: ["),
	"brackets that close": () => "]".repeat(LIMITS.lessonCharacters),
	"brackets that do not match": () => filled("", () => "[}"),
	commas: () => filled("[", () => ",", "]"),
	"commas in braces": () => filled("{", () => ",", "}"),
	hyphens: () => filled("", () => "- "),
	"question marks": () => filled("", () => "? "),
	"question marks in braces": () => filled("", () => "{? "),
	colons: () => filled("", () => ": "),
	"deeper lines": () => filled("", (n) => `${" ".repeat(n)}a:\n`),
	"one long name": () => filled("", () => "a", ": b"),
	"one long text": () => filled("", () => "a "),
	"one text over many lines": () => filled("a: ", () => "b\n  "),
	"a quoted text without end": () => filled('"', () => "a "),
	"bad escapes": () => filled('"', () => "\\q", '"'),
	"good escapes": () => filled('"', () => "\\n", '"'),
	quotes: () => filled("", () => '"'),
	"single quotes": () => filled("", () => "'"),
	"blocks of text": () => filled("", () => "a: |\n"),
	"a block of text": () => filled("a: >\n", () => "  b\n\n"),
	tabs: () => filled("a:\n", () => "\tb\n"),
	"a tab before each name": () => filled("{a:\n", () => "\t:\n"),
	"nothing but tabs": () => filled("a:", () => "\t"),
	"empty text lines": () => filled("a:", () => "\n"),
	"carriage returns": () => filled("a:", () => "\r\n"),
	comments: () => filled("a:\n", () => "#\n", "b"),
	"comments in a bracket": () => filled("[", () => "#\n"),
	directives: () => filled("", () => "%A\n"),
	documents: () => filled("", () => "--- a\n"),
	"ends of documents": () => filled("", () => "...\n"),
	tags: () => filled("[", (n) => `!a${n} b,`, "]"),
	"a tag": () => "!".repeat(LIMITS.lessonCharacters),
	anchors: () => filled("[", (n) => `&${name(n)} a,`, "]"),
	"anchors with their aliases": () => filled("[", (n) => `&${name(n)} a,*${name(n)},`, "]"),
	"aliases of nothing": () => filled("[", () => "*a,", "]"),
	"an anchor on a list that is repeated": () => filled(`a: &a [`, () => "1,", `]\nb: [${"*a,".repeat(LIMITS.lessonAliases)}]`),
	"anchors in anchors": () => filled(`${"[&a ".repeat(20)}[`, () => "1,", `]${"]".repeat(20)}`),
	"an alias inside its own anchor": () => filled("&a [", () => "*a,", "]"),
	merges: () => filled("", () => "<<: { a: 1 }\n"),
	"two colons a line": () => filled("", () => "a: b: c\n"),
	"texts that cannot begin so": () => filled("", () => "@\n"),
	"names of emoji": () => filled("{", (n) => `"${"😀".repeat(1 + (n % 30))}${n}": 1,`, "}"),
	"names of 1,020 characters": () => filled("", (n) => `${"a".repeat(1_020)}${n}: 1\n`),
	numbers: () => filled("[", () => "1,", "]"),
	json: () => filled("[", (n) => `{"a":{"b":[${n}]}},`, "0]"),
};

/** One of the longest files, made of pieces of YAML and of lessons. The same seed is the same file. */
export function randomFile(seed: number): string {
	let state = seed;
	// Mulberry32
	const random = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
	const pieces = Array.from({ length: 1 + Math.floor(random() * 5) }, () => one(PIECES).repeat(1 + Math.floor(random() * 3)));
	const head = random() < 0.5 ? "" : LESSON_FILE.slice(0, Math.floor(random() * LESSON_FILE.length));
	return filled(head, (n) => (random() < 0.3 ? `${one(PIECES)}${name(n)}` : one(pieces)));
}

const PIECES = [
	...[
		"[",
		"]",
		"{",
		"}",
		",",
		":",
		": ",
		"? ",
		"- ",
		"\n",
		"\n  ",
		"\n      ",
		"\t",
		"&a ",
		"*a ",
		"!t ",
		'"',
		"'",
		"\\",
		"|\n",
		">\n",
		"#",
		" ",
	],
	...[
		"---\n",
		"...\n",
		"%Y\n",
		"<<: ",
		"a",
		"a: ",
		"a: b\n",
		"sees",
		"step: { do: publish }\n",
		"answers:\n",
		"lines:\n",
		"😀",
		"\ud83d",
		"1",
		"~",
		"@",
	],
];
