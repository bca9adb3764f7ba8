import { useEffect, useState } from "react";
import { type LinkedLesson, type LinkedScript, type PackedLink, packLink } from "#script/link.ts";

/** The fragment of a link to this; null while packing. `what` has to stay the same object until its content changes. */
export function usePacked(what: LinkedScript | LinkedLesson | null): PackedLink | null {
	const [packed, setPacked] = useState<{ readonly what: unknown; readonly link: PackedLink } | null>(null);
	useEffect(() => {
		if (what === null) return;
		let wanted = true;
		void packLink(what).then((link) => {
			if (wanted) setPacked({ what, link });
		});
		return () => {
			wanted = false;
		};
	}, [what]);
	return packed !== null && packed.what === what ? packed.link : null;
}
