import { m } from "framer-motion";
import { LongText } from "#kit/long-text.tsx";
import { DURATION, EASE } from "#kit/motion.tsx";
import { Puck } from "#kit/puck.tsx";
import { useWorld } from "#script/playground.ts";
import { Word } from "#words/word.tsx";
import { useSome } from "./some.tsx";
import "./retained-rows.css";

/** Not for a row that only comes into the list because an earlier one has gone. */
const APPEARS = { opacity: 0, y: -6 };

/** Above the sessions, because retained messages belong to none of them: one message per topic. */
export function RetainedRows() {
	const retained = useWorld((world) => world.retained);
	const rows = Object.values(retained);
	const { shown, more } = useSome(rows);
	if (rows.length === 0) return null;
	return (
		<section className="retained-rows" aria-label="Retained messages">
			<p className="legend">
				<Word of="retained-message">Retained</Word>
				{rows.length > 3 && <span className="tabular"> {rows.length}</span>}
			</p>
			<ul>
				{shown.map((row) => (
					<m.li
						key={row.topic}
						initial={rows.length <= shown.length && APPEARS}
						animate={{ opacity: 1, y: 0 }}
						transition={{ duration: DURATION.swap, ease: EASE.out }}
					>
						<Puck qos={row.qos} label={row.message} fate="outline" retain h={28} />
						<span className="sr">{row.message}, </span>
						<span className="wire retained-rows-topic">
							<LongText text={row.topic} fits={20} />
						</span>
						<span className="wire retained-rows-payload">
							<LongText text={row.payload} fits={12} />
						</span>
					</m.li>
				))}
			</ul>
			{more}
		</section>
	);
}
