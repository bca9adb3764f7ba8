import type { ClassTold } from "#contract/class.ts";
import { many } from "#contract/many.ts";
import { lessonById } from "#course/lessons/lessons.ts";
import { type ClassCrowd, type CrowdPlace, crowdOf } from "#crowd/place.ts";
import type { World } from "#model/world.ts";
import type { ClassSeen } from "#room/class-seen.ts";

/** What a screen shows. */
export type ScreenScene =
	| { readonly at: "lobby" | "question" | "answer" | "benches" }
	/** Up to four clients, all in full. */
	| { readonly at: "full"; readonly places: readonly CrowdPlace[] }
	/** The crowd as tiles; what stands beside it in full: the host's own clients, then the spotlit seats. */
	| { readonly at: "crowd"; readonly tiles: readonly CrowdPlace[]; readonly full: readonly CrowdPlace[] }
	| { readonly at: "skyline"; readonly places: readonly CrowdPlace[] };

const FULL_MOST = 4;
const TILES_MOST = 60;
/** Clients beside the crowd. */
const BESIDE = 3;

export function sceneOf(world: World, { told, seats }: Pick<ClassSeen, "told" | "seats">): ScreenScene {
	if (told.benches !== null) return { at: "benches" };
	switch (told.stage) {
		case "lobby":
			return { at: "lobby" };
		case "ask":
		case "closed":
			return { at: told.question === null ? "lobby" : "question" };
		case "reveal":
			return told.question === null || told.truth === null ? clientsOf(world, crowdOf(world, seats, told.task), told) : { at: "answer" };
		default:
			return clientsOf(world, crowdOf(world, seats, told.task), told);
	}
}

function clientsOf(world: World, { seats, others }: ClassCrowd, told: ClassTold): ScreenScene {
	const isKnown = ({ client }: CrowdPlace) => world.clients[client] !== undefined || world.sessions[client] !== undefined;
	const known = [...others, ...seats.filter(isKnown)];
	if (known.length <= FULL_MOST) return { at: "full", places: known };
	// A run is of the host's own clients, whoever else is still connected.
	if (told.stage === "run" && others.length >= 2 && others.length <= FULL_MOST) return { at: "full", places: others };
	const lit = told.spotlight.flatMap((seat) => seats.filter((place) => place.seat === seat));
	const own = others.filter(({ client }) => world.clients[client]?.origin.kind === "lab").slice(0, BESIDE - lit.length);
	const tiles = [...seats.filter(({ lamp }) => lamp !== "free"), ...others.filter((place) => !own.includes(place))];
	if (tiles.length > TILES_MOST) return { at: "skyline", places: [...others, ...seats] };
	return { at: "crowd", tiles, full: [...own, ...lit] };
}

export function isSpotlit(full: readonly CrowdPlace[], { client }: CrowdPlace): boolean {
	return full.some((place) => place.client === client);
}

/** A lesson that this page does not know is called as the host calls it. */
export function lessonTitle(id: string): string {
	return lessonById(id)?.title ?? id;
}

const NAMES: Readonly<Record<ClassTold["stage"], string>> = {
	lobby: "Lobby",
	watch: "Watch",
	ask: "Question",
	closed: "Closed",
	run: "Run",
	reveal: "Answer",
};

export function stageName({ stage, benches }: ClassTold): string {
	return benches === null ? NAMES[stage] : "Benches";
}

/** What is on, beside the name of the stage. */
export function whatIsOn({ stage, question, benches, what, task }: ClassTold, scene: ScreenScene): string {
	if (benches !== null) return lessonTitle(benches);
	if (stage !== "watch" && stage !== "lobby" && question !== null) return question.about;
	// What phones are asked to do stands on every phone: at the front it is read as a whole, too.
	if (task !== null && task.title === what) return task.says;
	if (what !== "") return what;
	if (scene.at === "full") return scene.places.length === 0 ? "" : namesOf(scene.places);
	if (scene.at === "crowd")
		return [...scene.full.filter(({ seat }) => seat === null).map(({ client }) => client), tilesText(scene.tiles)].join(" and ");
	return scene.at === "skyline" ? many(scene.places.length, "client") : "";
}

function namesOf(places: readonly CrowdPlace[]): string {
	const names = places.map(({ client, seat }) => (seat === null ? client : `seat ${seat}`));
	return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function tilesText(tiles: readonly CrowdPlace[]): string {
	return `${tiles.length} ${tiles.every(({ seat }) => seat !== null) ? "seats" : "clients"}`;
}
