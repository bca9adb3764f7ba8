import { AnimatePresence, m } from "framer-motion";
import { DURATION, EASE } from "#kit/motion.tsx";
import { Puck } from "#kit/puck.tsx";
import { REASON_CLAUSE } from "#model/clause-of.ts";
import type { Fallen, Session } from "#model/world.ts";
import { useRoomNow, useWorld } from "#script/playground.ts";
import { ClauseNumber } from "#words/clause-number.tsx";
import { Marked } from "#words/marked.tsx";
import { fallFrom } from "./fall.ts";
import { fallenHead, fallenLabel, fallenText, lastFallen } from "./session-text.ts";
import "./fallen-list.css";

/** Messages that this session refused or threw away lie under the session's floor, each with its reason. */
export function FallenList({ of, most }: { of: Pick<Session, "session" | "fallen" | "fallenBefore">; most: number }) {
	const roomNow = useRoomNow();
	if (of.fallen.length === 0) return null;
	const { shown, before } = lastFallen(of, most);
	const now = roomNow();
	return (
		<ul className="fallen-list" aria-label={fallenLabel(of.fallen)}>
			<AnimatePresence>
				{shown.map((one) => (
					<FallenRow key={`${one.message} ${one.at}`} fallen={one} falls={now - one.at < JUST_MS} />
				))}
			</AnimatePresence>
			{before > 0 && <li className="fallen-list-before">and {before} before</li>}
		</ul>
	);
}

/** Room-clock ms after which a fall is over, and is no longer drawn. */
const JUST_MS = 1_000;
const INK = { delay: DURATION.lesson, duration: DURATION.swap };

/** The message rolls along the slots or falls through the missing floor; then it is hollow and struck through, and says why. */
function FallenRow({ fallen, falls }: { fallen: Fallen; falls: boolean }) {
	const qos = useWorld((world) => world.messages[fallen.message]?.qos ?? 0);
	const fall = { duration: DURATION.lesson, ease: EASE.in };
	return (
		<m.li exit={{ opacity: 0, transition: { duration: DURATION.swap } }}>
			<m.span className="fallen-list-puck" initial={falls && fallFrom(fallen.reason)} animate={{ x: 0, y: 0, rotate: 0 }} transition={fall}>
				<m.span initial={falls && { opacity: 0 }} animate={{ opacity: 1 }} transition={INK}>
					<Puck qos={qos} label={fallen.message} fate={fallen.unconfirmed === null ? "dropped" : "delivered"} h={30} />
				</m.span>
				{falls && (
					<m.span className="fallen-list-whole" initial={{ opacity: 1 }} animate={{ opacity: 0 }} transition={INK}>
						<Puck qos={qos} label={fallen.message} fate="flight" h={30} />
					</m.span>
				)}
			</m.span>
			<m.p initial={falls && { opacity: 0 }} animate={{ opacity: 1 }} transition={INK}>
				<b>{fallenHead(fallen)}</b> <Marked>{fallenText(fallen)}</Marked>{" "}
				<small>
					<ClauseNumber of={REASON_CLAUSE[fallen.reason]} short />
				</small>
			</m.p>
		</m.li>
	);
}
