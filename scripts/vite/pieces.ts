/**
 * Modules that the page loads in one piece, because one piece packs better than many; what a module imports comes with that module. A place is
 * a folder or a file, or how their paths begin.
 */
type Piece = { readonly of: readonly string[]; readonly without: readonly string[] };

const packages = (...names: readonly string[]) => names.map((name) => `node_modules/${name}/`);

/** What every screen of a room needs. What only a part that is loaded later imports is left out of this piece: otherwise each room loads that too. */
const WORLD: Piece = {
	of: [
		...["src/model/", "src/story/", "src/lab/", "src/room/", "src/script/", "src/mqtt/clause-id.", "src/mqtt/topic."],
		...["src/kit/switch.", "src/kit/use-copy."],
		...packages("zod", "mqtt", "mqtt-packet", "readable-stream", "events", "bl"),
	],
	without: [
		...[
			"src/model/cure",
			"src/model/since-cleared",
			"src/story/say-cure",
			"src/story/exchange/",
			"src/lab/ack-gate",
			"src/room/ask-",
			"src/room/class-seen",
		],
		// A link, a file, a lesson, a look back.
		...[
			"first-settings",
			"fork",
			"kept-recording",
			"kept-script",
			"link",
			"look-back",
			"one-change",
			"selected-message",
			"set-aside",
			"stands-there",
		].map(inScript),
		...["standing", "step-faults", "tape-window", "unaccounted", "use-traffic"].map(inScript),
		// The first page has them, below.
		inScript("tests"),
	],
};

/** What the first page needs too: it must not load the rest for that. */
const FIRST: Piece = {
	of: [
		...packages("react", "react-dom", "scheduler", "zustand"),
		...["limits", "many", "room-name", "unreachable"].map((name) => `src/contract/${name}.`),
		...["legible.", "jsx-runtime.", "icon.", "icons."].map((name) => `src/kit/${name}`),
		// Vite's own modules have names that begin with a zero byte.
		...["src/lab/defaults.", "src/words/names.", "\0vite/"],
	],
	without: [],
};

function inScript(name: string): string {
	return `src/script/${name}`;
}

function holds({ of, without }: Piece): (id: string) => boolean {
	return (id) => {
		const path = `/${id.replaceAll("\\", "/")}`;
		const isAt = (place: string) => path.includes(`/${place}`);
		return of.some(isAt) && !without.some(isAt);
	};
}

/** The two pieces, as rolldown asks for them. */
export const PIECES = [
	{ name: "first", test: holds(FIRST), priority: 2 },
	{ name: "world", test: holds(WORLD), priority: 1 },
];
