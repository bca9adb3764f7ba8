import { switchTheme } from "#kit/theme.ts";
import { isReviewing, worldAtCursor } from "#room/cursor.ts";
import { isSilent } from "#script/client-phase.ts";
import { holderOf } from "#script/holder.ts";
import { lookTo } from "#script/look-back.ts";
import type { Playground } from "#script/playground.ts";
import type { Step } from "#script/step.ts";
import { placeClients } from "#stage/sides.ts";
import { DELAYS } from "#transport/clock-text.ts";
import type { KeyAsk, KeyPanel } from "./keys.ts";

type KeyPlaces = {
	/** The client that received the focus last. */
	readonly client: string | null;
	readonly showKeys: () => void;
	readonly show: (panel: KeyPanel) => void;
};

/** Does what a key asks for, through the same door as every button. */
export function actOn(ask: KeyAsk, playground: Playground, places: KeyPlaces): void {
	const { live } = playground.room.getState();
	const perform = (step: Step) => void playground.perform(step);
	switch (ask.asks) {
		case "pause":
			return perform({ do: live.clock.paused ? "resume" : "pause" });
		case "step":
			return isReviewing(playground.room.getState()) ? lookTo("forward", playground) : perform({ do: "step" });
		case "slower":
			return perform({ do: "delay", delayMs: DELAYS.find((delayMs) => delayMs > live.delayMs) ?? live.delayMs });
		case "faster":
			return perform({ do: "delay", delayMs: DELAYS.findLast((delayMs) => delayMs < live.delayMs) ?? 0 });
		case "client":
			return focusClient(ask.n);
		case "plug":
		case "cut":
		case "publish":
			return actAsClient(ask.asks, playground, places.client);
		case "tape":
		case "log":
		case "ledger":
		case "packet":
		case "exchange":
			return places.show(ask.asks);
		case "theme":
			return switchTheme();
		case "keys":
			return places.showKeys();
		default:
			return lookTo(ask.asks, playground);
	}
}

function focusClient(n: number): void {
	const card = document.querySelector<HTMLElement>(`[data-client-index="${n}"]`);
	if (card === null) return;
	if (!card.hasAttribute("tabindex")) card.tabIndex = -1;
	card.focus();
	card.scrollIntoView({ block: "nearest" });
}

function actAsClient(what: "plug" | "cut" | "publish", { room, drawn, lab, perform }: Playground, focused: string | null): void {
	const own = lab.getState().clients;
	// Where a client stands is what a person sees; all else is asked of the room as it is.
	const { publisher, subscriber } = placeClients(own, worldAtCursor(drawn.getState()));
	const clientId = focused ?? (what === "publish" ? publisher[0] : undefined);
	if (clientId === undefined || ![...publisher, ...subscriber].includes(clientId))
		return room.notice("Which client? A key from 1 to 9 goes to one.");
	if (what === "cut") return void perform({ do: isSilent(room.getState().live, clientId) ? "mend" : "cut", client: clientId });
	const card = own[clientId];
	if (card === undefined) return room.notice(`${clientId} is not a client of this page. From here its cable can be cut, and that is all.`);
	if (what === "publish") return void perform({ do: "publish", client: clientId, ...card.setup.publish });
	if (holderOf(room.getState().live.clients[clientId], lab.getState()) === "elsewhere") {
		return room.notice(`${clientId} is connected from somewhere else. Its card can take it over.`);
	}
	void perform({ do: card.plugged ? "disconnect" : "connect", client: clientId });
}
