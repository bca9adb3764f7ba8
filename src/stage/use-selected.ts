import { useState } from "react";
import { useStore } from "zustand";
import { PHONE } from "#kit/media.ts";
import { usePlayground } from "#script/playground.ts";

type Popover = typeof import("./packet-popover.tsx")["PacketPopover"];

/**
 * The packet that is pressed, and what it opens to, which is loaded with the first press. The packet is selected in the other views too; on a
 * phone, where these would take the stage's place, only when its card is asked for all bytes. chosen: the packet that is selected, here or there.
 */
export function useSelected() {
	const { room } = usePlayground();
	const [selected, setSelected] = useState<string | null>(null);
	const [PacketPopover, setPopover] = useState<Popover | null>(null);
	const select = (packet: string | null) => {
		setSelected(packet);
		if (packet !== null && !window.matchMedia(PHONE).matches) room.select({ of: "packet", packet, field: null });
		if (packet === null || PacketPopover !== null) return;
		import("./packet-popover.tsx").then(
			(loaded) => setPopover(() => loaded.PacketPopover),
			() => {
				// Its card does not open later by itself.
				setSelected((now) => (now === packet ? null : now));
				room.notice("That part of the page could not be loaded. Is the host still there?");
			},
		);
	};
	const chosen = useStore(room, ({ selection }) => (selection?.of === "packet" ? selection.packet : null));
	return { selected, select, chosen, PacketPopover };
}
