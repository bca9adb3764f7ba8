import { useState } from "react";
import { usePlayground } from "#script/playground.ts";

type Popover = typeof import("./packet-popover.tsx")["PacketPopover"];

/** The packet that is pressed, and what it opens to, which is loaded with the first press. */
export function useSelected() {
	const { room } = usePlayground();
	const [selected, setSelected] = useState<string | null>(null);
	const [PacketPopover, setPopover] = useState<Popover | null>(null);
	const select = (packet: string | null) => {
		setSelected(packet);
		if (packet === null || PacketPopover !== null) return;
		import("./packet-popover.tsx").then(
			(loaded) => setPopover(() => loaded.PacketPopover),
			() => room.notice("That part of the page could not be loaded. Is the host still there?"),
		);
	};
	return { selected, select, PacketPopover };
}
