import { AnimatePresence, m } from "framer-motion";
import { DURATION, EASE } from "#kit/motion.tsx";
import { Puck } from "#kit/puck.tsx";
import { REASON_CLAUSE } from "#model/clause-of.ts";
import { limitOf } from "#model/queue-limit.ts";
import type { Fallen } from "#model/world.ts";
import { useRoomNow, useWorld } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { fallFrom } from "./fall.ts";
import { fallenText, lastFallen, shortClause } from "./session-text.ts";
import "./fallen-list.css";

/** Messages that this session refused or threw away lie under the session's floor, each with its reason. */
export function FallenList({ fallen, session, most }: { fallen: readonly Fallen[]; session: string; most: number }) {
	const roomNow = useRoomNow();
	if (fallen.length === 0) return null;
	const { shown, before } = lastFallen(fallen, most);
	const now = roomNow();
	return (
		<ul className="fallen-list" aria-label="Dropped">
			<AnimatePresence>
				{shown.map((one) => (
					<FallenRow key={`${one.message} ${one.at}`} fallen={one} session={session} falls={now - one.at < JUST_MS} />
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
function FallenRow({ fallen, session, falls }: { fallen: Fallen; session: string; falls: boolean }) {
	const limit = useWorld((world) => limitOf(world, fallen.message, session));
	const qos = useWorld((world) => world.messages[fallen.message]?.qos ?? 0);
	const fall = { duration: DURATION.lesson, ease: EASE.in };
	return (
		<m.li exit={{ opacity: 0, transition: { duration: DURATION.swap } }}>
			<m.span className="fallen-list-puck" initial={falls && fallFrom(fallen.reason)} animate={{ x: 0, y: 0, rotate: 0 }} transition={fall}>
				<m.span initial={falls && { opacity: 0 }} animate={{ opacity: 1 }} transition={INK}>
					<Puck qos={qos} label={fallen.message} fate="dropped" h={30} />
				</m.span>
				{falls && (
					<m.span className="fallen-list-whole" initial={{ opacity: 1 }} animate={{ opacity: 0 }} transition={INK}>
						<Puck qos={qos} label={fallen.message} fate="flight" h={30} />
					</m.span>
				)}
			</m.span>
			<m.p initial={falls && { opacity: 0 }} animate={{ opacity: 1 }} transition={INK}>
				<b>{fallen.message} dropped.</b> <Marked>{fallenText(fallen, limit)}</Marked>{" "}
				<small className="wire">[{shortClause(REASON_CLAUSE[fallen.reason])}]</small>
			</m.p>
		</m.li>
	);
}
