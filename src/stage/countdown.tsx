import { useLayoutEffect, useRef } from "react";
import type { Session } from "#model/world.ts";
import { useRoomNow, useWorld } from "#script/playground.ts";
import { leftText } from "./clock-text.ts";
import { stayText } from "./session-text.ts";

const EVERY_MS = 250;

/**
 * What is left of the room clock until `to`. The countdown writes its text itself; React draws it once. While the room clock is paused, the
 * countdown stands still too.
 */
export function Countdown({ to }: { to: number }) {
	const now = useRoomNow();
	const place = useRef<HTMLSpanElement>(null);
	useLayoutEffect(() => {
		const write = () => {
			const text = leftText(to - now());
			if (place.current !== null && place.current.textContent !== text) place.current.textContent = text;
		};
		write();
		const timer = setInterval(write, EVERY_MS);
		return () => clearInterval(timer);
	}, [now, to]);
	return <span className="tabular" ref={place} />;
}

/** How long a session stays: shown beside the session's name. */
export function Stay({ session }: { session: Session }) {
	const expiresAt = session.offline?.expiresAt ?? null;
	const settings = useWorld((world) => world.settings);
	if (expiresAt === null) return <p>{stayText(session, settings)}</p>;
	return (
		<p data-expires="true">
			discarded in <Countdown to={expiresAt} />
		</p>
	);
}
