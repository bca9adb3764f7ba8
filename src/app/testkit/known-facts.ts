import { traitsOf } from "#contract/brokers.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";
import { matches } from "#mqtt/topic.ts";
import type { DropFacts, EndFacts, HeldFacts, LineFacts, MessageFacts, OnWire, RestartFacts, SessionFacts } from "./fact-types.ts";

/** What is known of a room, and what can be asked about it. The facts of a moment are those after its event; `packet`, `drop` and `end` are what the event was about. */
export class KnownFacts {
	at = 0;
	paused = false;
	settings: BrokerSettings = FIRST_SETTINGS;
	lines = new Map<string, LineFacts>();
	sessions = new Map<string, SessionFacts>();
	/** The last session of a client that had subscriptions, and the last one of all. */
	ended = new Map<string, EndFacts>();
	lastEnd = new Map<string, EndFacts>();
	/** Every end of a session, with the client whose session it was. */
	readonly ends: [string, EndFacts][] = [];
	messages = new Map<string, MessageFacts>();
	packets = new Map<string, OnWire>();
	retained = new Map<string, string>();
	/** By client, then by packet id: what a client keeps until it is acknowledged. */
	copies = new Map<string, Map<number, string>>();
	/** By client: the connection whose CONNECT was the last to count. */
	heldBy = new Map<string, LineFacts>();
	/** "m1 sub": how often the message has reached the application. */
	got = new Map<string, number>();
	/** "m1 sub": a copy of it went out behind a SUBSCRIBE that it matches, on the same connection. */
	broughtBySubscribe = new Set<string>();
	/** "m1 sub": a broker whose store cannot be seen sent a copy of it, which nobody saw wait. */
	sentUnseen = new Set<string>();
	/** "m1 sub": whether a copy of it came at QoS 0. */
	gotAtQos0 = new Set<string>();
	/** "m1 sub PUBACK 4": an acknowledgement that reached the broker. */
	acks = new Set<string>();
	drops = new Map<string, DropFacts[]>();
	incoming = new Map<string, Map<number, string>>();
	receiving = new Map<string, Set<number>>();
	packet: OnWire | null = null;
	drop: DropFacts | null = null;
	/** The delivery that the event is the end of. */
	acked: HeldFacts | null = null;
	end: EndFacts | null = null;
	/** Whether the broker tells what its store decides. */
	seesStore = true;
	restarts = 0;
	/** Clients that have been refused. */
	atDoor = new Set<string>();
	/** The broker that stands there; another one may have been asked for. */
	standing: BrokerSettings["broker"] = FIRST_SETTINGS.broker;
	/** What the restart that is under way has ended so far: sessions, and clean sessions with their connections. */
	went = { sessions: 0, clean: 0 };
	/** The same of the restart that is told now. */
	wentBefore = { sessions: 0, clean: 0 };
	/** The broker is being replaced by another one. */
	changing = false;
	losses: RestartFacts[] = [];
	/** Clients that had two connections at once: two devices, and which of them keeps what cannot be told. */
	doubles = new Set<string>();

	/** Whether the broker's sessions outlive the restart that is under way. */
	get survives(): boolean {
		const { persistence, broker } = this.settings;
		return persistence && broker === "decided" && broker === this.standing;
	}
	/** Whether a client that is away finds its session again. */
	isKept(client: string): boolean {
		const session = this.sessions.get(client);
		return session !== undefined && !session.clean && (this.settings.broker === "decided" || session.filters.size > 0);
	}
	idsHeld(client: string): readonly number[] {
		return [...(this.incoming.get(client)?.keys() ?? [])];
	}
	/** The newest connection of a client, whatever has become of it. */
	lineOf(client: string): LineFacts | undefined {
		return [...this.lines.values()].filter((line) => line.client === client).at(-1);
	}
	/** Whether this client, or any, keeps a copy of the message that it sent. */
	keeps(message: string, client?: string): boolean {
		const known = client === undefined ? [...this.copies.values()] : [this.copies.get(client) ?? new Map<number, string>()];
		const sent = [...this.lines.values()].filter((line) => client === undefined || line.client === client).map((line) => line.sent);
		return [...known, ...sent].some((all) => [...all.values()].includes(message));
	}
	heldFor(client: string, message: string): readonly HeldFacts[] {
		return [...(this.sessions.get(client)?.held.values() ?? [])].filter((held) => held.message === message);
	}
	flying(client: string): number {
		return [...(this.sessions.get(client)?.held.values() ?? [])].filter(({ sendings, qos }) => sendings > 0 && qos > 0).length;
	}
	waiting(client: string): number {
		return [...(this.sessions.get(client)?.held.values() ?? [])].filter(({ sendings }) => sendings === 0).length;
	}
	/** The payloads that are sent to this client and unacknowledged. */
	flyingBytes(client: string): number {
		const all = [...(this.sessions.get(client)?.held.values() ?? [])].filter(({ sendings, qos }) => sendings > 0 && qos > 0);
		return all.reduce((sum, { message }) => sum + (this.messages.get(message)?.payloadBytes ?? 0), 0);
	}
	/** Whether this client has subscribed to this topic on the connection that it is on. */
	hasAsked(client: string, topic: string): boolean {
		const line = this.lines.get(this.sessions.get(client)?.connection ?? "");
		return [...(line?.asked ?? [])].some((filter) => matches(filter, topic));
	}
	/** What takes the broker's sessions now. */
	loss(): RestartFacts {
		return { another: this.changing, canKeep: traitsOf(this.settings).tunable, persistence: this.settings.persistence };
	}
	copiesAt(message: string, client: string): number {
		return this.got.get(`${message} ${client}`) ?? 0;
	}
	granted(client: string, topic: string): QoS | null {
		const filters = [...(this.sessions.get(client)?.filters ?? [])].filter(([filter]) => matches(filter, topic));
		return filters.length === 0 ? null : (Math.max(...filters.map(([, qos]) => qos)) as QoS);
	}
	/** Whether this client's packets can still reach the broker or the other way round. */
	onWire(message: string, direction: Direction, client: string): readonly OnWire[] {
		return [...this.packets.values()].filter(
			({ fields, direction: way, connection }) =>
				way === direction && fields.type === "PUBLISH" && fields.message === message && this.lines.get(connection)?.client === client,
		);
	}

	noteDrop(message: string, client: string, drop: Pick<DropFacts, "reason" | "held" | "qos">): void {
		const session = this.sessions.get(client);
		const whole: DropFacts = {
			...drop,
			copies: this.copiesAt(message, client),
			connection: session?.connection ?? null,
			settings: this.settings,
			loss: drop.reason === "broker-restarted" ? this.loss() : null,
			waiting: this.waiting(client),
			flying: this.flying(client),
			granted: this.granted(client, this.messages.get(message)?.topic ?? ""),
		};
		this.drop = whole;
		this.drops.set(`${message} ${client}`, [...(this.drops.get(`${message} ${client}`) ?? []), whole]);
	}

	mapOf<V>(all: Map<string, Map<number, V>>, key: string): Map<number, V> {
		const known = all.get(key) ?? new Map<number, V>();
		all.set(key, known);
		return known;
	}
}
