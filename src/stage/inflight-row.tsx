import { AnimatePresence, m } from "framer-motion";
import { shortWords } from "#kit/legible.ts";
import { DURATION, EASE } from "#kit/motion.tsx";
import { Puck } from "#kit/puck.tsx";
import type { Session } from "#model/world.ts";
import { Marked } from "#words/marked.tsx";
import { Word } from "#words/word.tsx";
import { inflightText, inflightTogether } from "./session-text.ts";
import "./inflight-row.css";

const SHOWN = 3;

/** Sent and unacknowledged messages: a puck stays here until its acknowledgement has arrived. */
export function InflightRow({ session }: { session: Session }) {
	const { inflight } = session;
	const rest = inflight.length - SHOWN;
	const together = inflightTogether(inflight);
	return (
		<div className="inflight-row" data-none={inflight.length === 0}>
			<p className="legend">
				<Word of="in-flight">In flight</Word>
				<span> to {shortWords(session.session)}</span>
			</p>
			{inflight.length === 0 ? (
				<p>none</p>
			) : (
				<ul aria-label={`In flight to ${session.session}`} data-together={together !== null}>
					<AnimatePresence initial={false}>
						{inflight.slice(0, SHOWN).map((sent) => (
							<m.li
								key={sent.delivery}
								initial={{ opacity: 0, x: -10 }}
								animate={{ opacity: 1, x: 0 }}
								exit={{ opacity: 0 }}
								transition={{ duration: DURATION.swap, ease: EASE.out }}
							>
								<Puck qos={sent.qos} label={sent.message} fate="flight" h={24} dup={sent.dup} resend={sent.attempt > 1 && !sent.dup} />
								<span className="sr">{sent.message} </span>
								<span className={together === null ? "wire" : "sr"}>
									{together === null ? <Marked>{inflightText(sent)}</Marked> : inflightText(sent)}
								</span>
							</m.li>
						))}
					</AnimatePresence>
					{rest > 0 && <li>{together === null ? `and ${rest} more` : `+${rest}`}</li>}
					{together !== null && (
						<li className="wire" aria-hidden="true">
							<Marked>{together}</Marked>
						</li>
					)}
				</ul>
			)}
		</div>
	);
}
