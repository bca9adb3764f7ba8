import type { Session } from "#model/world.ts";
import { isElsewhere, phaseOf } from "#script/client-phase.ts";
import type { Playground } from "#script/playground.ts";
import type { ScriptedStep } from "#script/step.ts";
import { untilEither } from "#script/wait.ts";

/** Ms for which the connection that the page had before may still look open. After that, another page holds the client. */
const STILL_OPEN_MS = 5_000;

/**
 * F5, which presenters have a key for, must lose nothing of a class: on the page of its host, the clients that were plugged in come back by
 * themselves, as their cards say, with what they had subscribed to; and a script that was under way waits for its next step.
 * Called once the page knows that it leads. Returns a function that stops this.
 */
export function plugInAgain(playground: Playground): () => void {
	const over = new AbortController();
	void comeBack(playground, over.signal);
	return () => over.abort();
}

async function comeBack(playground: Playground, signal: AbortSignal): Promise<void> {
	const { room, lab, script } = playground;
	if (!(await untilEither(room, lab, () => room.getState().link.state === "live", signal))) return;
	await Promise.all(lab.getState().reloaded.map((clientId) => plugIn(playground, clientId, signal)));
	if (signal.aborted) return;
	const goOn = () => {
		if (script.getState().interruption === "reloaded") script.goOn();
	};
	// What a tab has kept of a script is offered when the code that reads it has come.
	signal.addEventListener("abort", script.subscribe(goOn));
	goOn();
}

async function plugIn(playground: Playground, clientId: string, signal: AbortSignal): Promise<void> {
	const { room, lab } = playground;
	const world = () => room.getState().live;
	// That of the connection which went with the page: its session may end while this waits, and another one begin.
	const had = (world().sessions[clientId] ?? world().gone[clientId])?.subscriptions ?? {};
	if (!(await isFree(playground, clientId, signal))) return;
	if (!(await does(playground, { do: "connect", client: clientId }, () => lab.connect(clientId)))) return;
	const link = () => lab.getState().links[clientId];
	const isIn = () => link()?.connected === true && phaseOf(world(), clientId) === "connected";
	await untilEither(room, lab, () => link() === undefined || isIn(), signal);
	if (signal.aborted || !isIn()) return;
	for (const { filter, qos } of missing(had, world().sessions[clientId]))
		await does(playground, { do: "subscribe", client: clientId, filter, qos }, () => lab.subscribeTo(clientId, filter, qos));
}

/** Whether the client may be plugged in: nobody has done so by hand, and no other page, such as a copy of this tab, has it. */
async function isFree({ room, lab }: Playground, clientId: string, signal: AbortSignal): Promise<boolean> {
	const world = () => room.getState().live;
	const isLost = () => lab.getState().reloaded.includes(clientId);
	const isAway = () => ["offline", "unknown"].includes(phaseOf(world(), clientId));
	const patience = new AbortController();
	const giveUp = () => patience.abort();
	signal.addEventListener("abort", giveUp);
	const timer = setTimeout(() => {
		// The end of a connection takes its time on a slow wire, and stands still in a pause.
		if (isElsewhere(world(), lab.getState(), clientId)) giveUp();
	}, STILL_OPEN_MS);
	const free = await untilEither(room, lab, () => !isLost() || isAway(), patience.signal);
	clearTimeout(timer);
	signal.removeEventListener("abort", giveUp);
	return free && isLost();
}

/** What is done here belongs to what was done here, as the cut does that the reload stands for; but no person has done it. */
async function does(
	{ room, lab, recorder }: Playground,
	step: ScriptedStep,
	act: () => ReturnType<Playground["perform"]> | { readonly ok: boolean },
): Promise<boolean> {
	const cards = lab.getState();
	const made = { at: room.now(), seq: room.getState().live.seq };
	const { ok } = await act();
	if (ok) recorder.performed(step, cards, made, "script");
	return ok;
}

/** A clean session begins with nothing. */
function missing(had: Session["subscriptions"], now: Session | undefined) {
	return Object.entries(had)
		.filter(([filter]) => now !== undefined && !Object.hasOwn(now.subscriptions, filter))
		.map(([filter, { qos }]) => ({ filter, qos }));
}
