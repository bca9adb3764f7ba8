import type { BrokerSettings } from "#contract/settings.ts";
import type { History } from "#model/history.ts";
import type { Message, World } from "#model/world.ts";
import { matches } from "#mqtt/topic.ts";
import { firstSettings } from "#script/first-settings.ts";
import type { Recording } from "#script/recorder.ts";
import type { Script } from "#script/runner.ts";
import type { ScriptedStep } from "#script/step.ts";
import { linesOf, returned } from "./repeated-lines.ts";
import { sentBy, type Target, targetOf } from "./target.ts";

/** What this page knows of its room: enough to run the recording again, or to say why that is impossible. */
export type Happened = {
	readonly recording: Pick<Recording, "steps" | "cutOff">;
	readonly world: World;
	/** Events since this page came. */
	readonly history: History;
	readonly page: string;
};

type Repeatable =
	| { readonly ok: true; readonly target: Target; readonly settings: BrokerSettings; readonly scripts: readonly Script[] }
	| { readonly ok: false; readonly says: string };

/** What was done here, as scripts, the most faithful first: a pause, or a packet that was on its wire, can be meant in more than one way. */
export function repeatable(happened: Happened, message: string, subscriber: string): Repeatable {
	const { world, recording } = happened;
	const published = world.messages[message];
	if (published === undefined) return no(`${message} is no longer remembered.`);
	const target = targetOf(world, published, subscriber);
	const why = whyNot(happened, published, target);
	if (why !== null) return no(why);
	const settings = firstSettings(happened);
	const steps = recording.steps.map(({ step }) => step);
	const scripts = linesOf(steps, target).map((lines) => ({
		id: "what-would",
		role: { kind: "alone" as const },
		title: `${message} for ${subscriber}`,
		asks: `What becomes of ${message} for ${subscriber}?`,
		broker: settings,
		steps: [...lines, ...returned(steps, world, subscriber)],
		expects: null,
	}));
	return { ok: true, target, settings, scripts };
}

function whyNot({ recording, world, page }: Happened, { message, topic }: Message, target: Target): string | null {
	const { publisher, subscriber, isWill } = target;
	if (recording.cutOff) return "More was done here than this page remembers: its beginning is gone, so it cannot be run again.";
	if (world.forgotten.messages > 0) return "More was published here than is remembered message by message: it cannot be run again.";
	const strange = whose(world, page, publisher) ?? whose(world, page, subscriber);
	if (strange !== null) return strange;
	const steps = recording.steps.map(({ step }) => step);
	if (!isWill && timesPublished(steps, publisher) < sentBy(world, publisher, false).length) return before(`${message} or one before it`);
	if (isWill && !steps.some((step) => step.do === "connect" && step.client === publisher && step.will))
		return before(`the will of ${publisher}`);
	if (!steps.some((step) => step.do === "subscribe" && step.client === subscriber && matches(step.filter, topic)))
		return before(`the subscription of ${subscriber}`);
	return null;
}

/** Why this client's part cannot be run again here; null: this page played it. */
function whose(world: World, page: string, clientId: string): string | null {
	const origin = world.clients[clientId]?.origin;
	if (origin === undefined) return `${clientId} is no longer remembered, so it cannot be run again.`;
	if (origin.kind === "guest") return `${clientId} is a guest: this page cannot repeat what a guest does, so it cannot be run again here.`;
	return origin.page === page
		? null
		: `${clientId} belongs to another page, or to this one before it was loaded: it cannot be run again here.`;
}

function before(what: string): string {
	return `This page came when ${what} was there already: it cannot be run again from its beginning.`;
}

function timesPublished(steps: readonly ScriptedStep[], clientId: string): number {
	return steps.reduce((sum, step) => (step.do === "publish" && step.client === clientId ? sum + step.times : sum), 0);
}

function no(says: string): Repeatable {
	return { ok: false, says };
}
