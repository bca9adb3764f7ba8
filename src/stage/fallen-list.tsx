import { AnimatePresence, m } from "framer-motion";
import { DURATION, EASE } from "#kit/motion.tsx";
import { Puck } from "#kit/puck.tsx";
import { REASONS } from "#model/reasons.ts";
import type { Fallen } from "#model/world.ts";
import { useWorld } from "#script/playground.ts";
import { fallenText, lastFallen, shortClause } from "./session-text.ts";

/** Messages that this session refused or threw away lie under its floor, each with its reason. */
export function FallenList({ fallen, limit, most }: { fallen: readonly Fallen[]; limit: number; most: number }) {
	const messages = useWorld((world) => world.messages);
	if (fallen.length === 0) return null;
	const { shown, before } = lastFallen(fallen, most);
	return (
		<ul className="fallen" aria-label="Dropped">
			<AnimatePresence initial={false}>
				{shown.map((one) => (
					<m.li
						key={`${one.message} ${one.at}`}
						initial={{ opacity: 0, y: -24 }}
						animate={{ opacity: 1, y: 0 }}
						exit={{ opacity: 0, transition: { duration: DURATION.swap } }}
						transition={{ duration: DURATION.lesson, ease: EASE.both }}
					>
						<Puck qos={messages[one.message]?.qos ?? 0} label={one.message} fate="dropped" h={30} />
						<p>
							<b>{one.message} dropped.</b> {fallenText(one, limit)}{" "}
							<small className="wire">[{shortClause(REASONS[one.reason].clause)}]</small>
						</p>
					</m.li>
				))}
			</AnimatePresence>
			{before > 0 && <li className="fallen-before">and {before} before</li>}
		</ul>
	);
}
