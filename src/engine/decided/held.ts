import type { Fact } from "#contract/event.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { SessionState } from "#engine/session.ts";
import type { ShareOf } from "#engine/share-of.ts";
import type { Work } from "#engine/work.ts";
import type { Deliveries } from "./deliveries.ts";
import type { RetainedStore } from "./retained.ts";
import type { RetainedAnswers } from "./retained-answers.ts";
import type { Subscriptions } from "./subscriptions.ts";

/** What the store holds, and what the parts of the store work with. */
export type Held = {
	/** By client id, in order of creation. */
	readonly sessions: Map<string, SessionState>;
	/** By connection. */
	readonly online: Map<string, SessionState>;
	readonly tree: Subscriptions;
	readonly retained: RetainedStore;
	readonly deliveries: Deliveries;
	readonly answers: RetainedAnswers;
	/** Asked at each decision, so that a change applies to what comes after it. */
	readonly settings: () => BrokerSettings;
	readonly shareOf: ShareOf;
	readonly tell: (fact: Fact) => void;
	readonly work: Pick<Work, "alone" | "spent">;
};
