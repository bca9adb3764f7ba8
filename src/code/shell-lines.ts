import { unreachable } from "#contract/unreachable.ts";
import type { Act, Card, Plan, PlanLine } from "./plan.ts";
import { hasWildcard } from "./plan.ts";
import { comeCommand, keepAliveThere, pubCommands } from "./shell-commands.ts";
import { askedAhead, heldClients, NOTHING_ASKED, type ShellAsked } from "./shell-roles.ts";
import { SAYS } from "./shell-says.ts";
import { givenUpAfterMs, numberedLine } from "./written.ts";

type Lines = { readonly lines: readonly string[]; readonly remarks: readonly string[]; readonly faithful: boolean };
/** up: a mosquitto_sub holds the client's connection. filters: those of its session. */
type Standing = { card: Card; connected: boolean; up: boolean; silent: boolean; readonly filters: Map<string, number> };

/** The commands of all steps. A mosquitto_sub asks for everything as it connects, so this code looks ahead. */
export function shellLines(plan: Plan): Lines {
	const writer = new ShellWriter(plan);
	const lines = plan.lines.flatMap((line, at) => ["", ...numberedLine(line, at, "#"), ...writer.commands(line, at)]);
	return { lines: [...lines, ...writer.end()], remarks: [...writer.remarks], faithful: writer.faithful };
}

class ShellWriter {
	readonly remarks = new Set<string>();
	faithful = true;
	readonly #plan: Plan;
	readonly #held: ReadonlySet<string>;
	readonly #clients = new Map<string, Standing>();
	/** Lines whose work an earlier CONNECT has already done. */
	readonly #done = new Set<number>();
	/** Messages may be under way: wait for them before any client leaves. */
	#busy = false;

	constructor(plan: Plan) {
		this.#plan = plan;
		this.#held = heldClients(plan);
	}

	commands({ act }: PlanLine, at: number): readonly string[] {
		switch (act.do) {
			case "connect":
			case "takeover":
				return this.#connect(act, at);
			case "disconnect":
				return this.#goes(act.client, "leave");
			case "cut":
				return this.#goes(act.client, "cut");
			case "violate":
				this.#unfaithful(SAYS.violate);
				return this.#goes(act.client, "cut");
			case "subscribe":
				if (this.#done.has(at)) return ["# Asked for at CONNECT above."];
				return this.#comesBack(act.client, (filters) => filters.set(act.filter, act.qos), { filters: [act.filter], qos: act.qos }, null);
			case "unsubscribe":
				return this.#comesBack(act.client, (filters) => filters.delete(act.filter), NOTHING_ASKED, act.filter);
			case "publish":
				return this.#publish(act);
			case "silence":
			case "mend":
				return this.#silence(act);
			case "rest":
				return [
					"# The broker gives up on this client after 1.5 times its keep alive, and tells nobody here: the script can only let time pass.",
					`sleep ${Math.ceil(givenUpAfterMs(keepAliveThere(act.keepAlive)) / 1_000)}`,
					"settle",
				];
			case "cut-all":
				return act.clients.flatMap((client) => this.#goes(client, "cut"));
			case "nothing":
				return [];
			default:
				return unreachable(act);
		}
	}

	end(): readonly string[] {
		const up = [...this.#clients].filter(([, { up }]) => up);
		const leave = up.map(([client, { silent }]) => `${silent ? "cut" : "leave"} ${this.#number(client)}`);
		return ["", "# Every client that is still here leaves. Sessions with clean_session = false stay at the broker.", "settle", ...leave];
	}

	#connect({ do: does, client, card }: Extract<Act, { do: "connect" | "takeover" }>, at: number): readonly string[] {
		const before = this.#clients.get(client);
		const kept = before === undefined || card.cleanSession || before.card.cleanSession ? new Map<string, number>() : before.filters;
		const holds = this.#held.has(client);
		const gone = before?.up === true && before.silent ? [`cut ${this.#number(client)}`] : [];
		if (does === "connect" && before?.up === true && !before.silent) return ["# It is connected already."];
		this.#clients.set(client, { card, connected: true, up: holds, silent: false, filters: kept });
		if (!holds) return ["# mosquitto_pub connects by itself, for each message."];
		this.#sayKeepAlive(card);
		const { asked, done } = askedAhead(this.#plan.lines, at, client);
		for (const line of done) this.#done.add(line);
		for (const filter of asked.filters) kept.set(filter, asked.qos);
		const why =
			asked.filters.length === 0 ? ["# It does not subscribe now: mosquitto_sub asks for no more than the marks of this script."] : [];
		const settled = does === "takeover" ? this.#settled() : [];
		this.#busy = true;
		return [
			...settled,
			...gone,
			...why,
			comeCommand(does === "takeover" ? "takeover" : "come", this.#number(client), client, card, asked, null),
		];
	}

	#goes(client: string, how: "leave" | "cut"): readonly string[] {
		const standing = this.#clients.get(client);
		if (standing !== undefined) standing.connected = false;
		if (standing?.up !== true) return [];
		// Over a silent wire the broker would not hear a DISCONNECT: the stopped process stays as it is.
		if (standing.silent && how === "leave") return [];
		const settled = this.#settled();
		standing.up = false;
		standing.silent = false;
		if (how === "cut" && standing.card.will !== null) this.#busy = true;
		return [...settled, `${how} ${this.#number(client)}`];
	}

	/** A later SUBSCRIBE or UNSUBSCRIBE. A kept session loses nothing by this: no client publishes in between. */
	#comesBack(client: string, change: (filters: Map<string, number>) => void, asked: ShellAsked, leaves: string | null): readonly string[] {
		const standing = this.#clients.get(client);
		if (standing?.up !== true) return [];
		const { card, filters } = standing;
		change(filters);
		this.remarks.add(SAYS.comesBack(client));
		const others = [...filters.keys()].filter((filter) => !asked.filters.includes(filter));
		const again = card.cleanSession && others.length > 0;
		if (again) this.#unfaithful(SAYS.cleanComesBack(client));
		const whole = again ? { filters: [...others, ...asked.filters], qos: Math.max(asked.qos, ...filters.values()) } : asked;
		const settled = this.#settled();
		this.#busy = true;
		const number = this.#number(client);
		return [...settled, `leave ${number}`, comeCommand("come", number, client, card, whole, card.cleanSession ? null : leaves)];
	}

	#publish(act: Extract<Act, { do: "publish" }>): readonly string[] {
		const standing = this.#clients.get(act.client);
		if (standing?.connected !== true) return ["# It is not connected."];
		if (hasWildcard(act.topic)) {
			this.#unfaithful(SAYS.wildcard);
			return [`# ${SAYS.wildcard}`];
		}
		this.#busy = true;
		this.remarks.add(standing.up ? SAYS.otherId(act.client) : SAYS.perMessage);
		if (act.payload.includes("\0")) this.#unfaithful(SAYS.nul);
		if (standing.silent) this.#unfaithful(SAYS.silentPublisher);
		else if (!act.waits) this.#unfaithful(SAYS.unacknowledged);
		return standing.up ? pubCommands(act, this.#otherId(act.client), true) : pubCommands(act, act.client, standing.card.cleanSession);
	}

	#silence({ do: does, client }: Extract<Act, { do: "silence" | "mend" }>): readonly string[] {
		const standing = this.#clients.get(client);
		if (standing?.up !== true) return [];
		const settled = does === "silence" ? this.#settled() : [];
		standing.silent = does === "silence";
		if (does === "mend") this.#busy = true;
		return [...settled, `${does} ${this.#number(client)}`];
	}

	#settled(): readonly string[] {
		const settled = this.#busy ? ["settle"] : [];
		this.#busy = false;
		return settled;
	}

	#unfaithful(remark: string): void {
		this.remarks.add(remark);
		this.faithful = false;
	}

	#sayKeepAlive({ keepAlive }: Card): void {
		if (keepAlive === 0) this.remarks.add(SAYS.keepAliveOff);
		else if (keepAlive < 5) this.remarks.add(SAYS.keepAliveShort);
	}

	#otherId(client: string): string {
		let id = `${client}-pub`;
		while (this.#plan.cast.includes(id)) id += "-pub";
		return id;
	}

	#number(client: string): number {
		return this.#plan.cast.indexOf(client) + 1;
	}
}
