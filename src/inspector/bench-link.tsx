import { useEffect } from "react";
import { useStore } from "zustand";
import type { Field } from "#mqtt/field.ts";
import type { PacketType } from "#mqtt/packet.ts";
import { usePlayground } from "#script/playground.ts";
import type { TapePacket } from "#traffic/traffic.ts";
import { sayChanged } from "./readings.ts";
import { partOf, placeText, setBy, setFrom, type Whose } from "./set-by.ts";
import { useFieldLookedAt } from "./use-field.ts";
import "./bench-link.css";

/**
 * The line between a packet's fields and the bench: controls carry the name of what they set (data-sets). The control that set the field that is
 * looked at is marked, and a control that is pointed at or has the focus shows its field. Says who set the field, where no control did.
 */
export function BenchLink({ packet, type, fields }: { packet: TapePacket; type: PacketType; fields: readonly Field[] }) {
	const { clientId, direction } = packet;
	const setup = useStore(usePlayground().lab, ({ clients }) => (clientId === null ? undefined : clients[clientId]?.setup));
	const whose = { type, direction, own: setup !== undefined };
	const name = useFieldLookedAt();
	const looked = partOf(fields, name);
	const by = looked === null ? null : setBy(looked.part, whose);
	const control = by?.control ?? null;
	const changed = control === null || looked === null || setup === undefined ? null : sayChanged(control, looked.part, setup);
	// Both would be longer than a card is wide.
	const plate = looked === null ? null : changed === null ? placeText(looked.part, fields) : `${looked.part.name}: ${changed}`;
	useMarked(clientId, control, plate, changed !== null);
	useFollowing(packet, fields, whose);
	if (by === null) return null;
	return (
		<p className="bench-link-by">
			<b>{looked?.part.name}</b>: {by.says}
			{changed !== null && `: ${changed}`}
		</p>
	);
}

const controlsOf = (clientId: string) => document.querySelectorAll<HTMLElement>(`[data-wire-card="${CSS.escape(clientId)}"] [data-sets]`);

/** The marks are the inspector's own: the bench draws itself without them. changed: the control reads something else by now, and is not marked as if it read the same. */
function useMarked(clientId: string | null, control: string | null, plate: string | null, changed: boolean): void {
	useEffect(() => {
		if (clientId === null || control === null || plate === null) return;
		const found = [...controlsOf(clientId)].find((one) => one.dataset.sets === control);
		const legend = found?.closest(".client-section")?.querySelector<HTMLElement>(".legend");
		document.documentElement.classList.add("bench-link");
		found?.setAttribute("data-set-this", changed ? "changed" : "");
		legend?.setAttribute("data-set-plate", plate);
		return () => {
			found?.removeAttribute("data-set-this");
			legend?.removeAttribute("data-set-plate");
			document.documentElement.classList.remove("bench-link");
		};
	}, [clientId, control, plate, changed]);
}

/** The other way round: what a control set is looked at while the control has the pointer or the focus. */
function useFollowing({ packet, clientId }: TapePacket, fields: readonly Field[], { type, direction, own }: Whose): void {
	const { room } = usePlayground();
	useEffect(() => {
		if (clientId === null) return;
		const look = (field: string | null) => {
			const { selection } = room.getState();
			if (selection?.of === "packet" && selection.packet === packet) room.select({ of: "packet", packet, field });
		};
		const fieldOf = (target: EventTarget | null) => {
			const control = target instanceof Element ? target.closest<HTMLElement>("[data-sets]") : null;
			if (control?.closest(`[data-wire-card="${CSS.escape(clientId)}"]`) == null) return null;
			return setFrom(control.dataset.sets ?? "", fields, { type, direction, own });
		};
		const enter = ({ target }: Event) => {
			const field = fieldOf(target);
			if (field !== null) look(field);
		};
		const leave = (event: Event) => {
			const to = event instanceof FocusEvent || event instanceof PointerEvent ? event.relatedTarget : null;
			const left = fieldOf(event.target);
			if (left !== null && fieldOf(to) !== left) look(fieldOf(document.activeElement));
		};
		const heard = [
			["pointerover", enter],
			["focusin", enter],
			["pointerout", leave],
			["focusout", leave],
		] as const;
		for (const [event, hear] of heard) document.addEventListener(event, hear);
		return () => {
			for (const [event, hear] of heard) document.removeEventListener(event, hear);
		};
	}, [room, packet, clientId, fields, type, direction, own]);
}
