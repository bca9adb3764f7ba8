import { m } from "framer-motion";
import type { Ref } from "react";
import { LongText } from "#kit/long-text.tsx";
import { DURATION, EASE } from "#kit/motion.tsx";
import type { Session } from "#model/world.ts";
import { Marked } from "#words/marked.tsx";
import { Stay } from "./countdown.tsx";
import { kindText } from "./session-text.ts";
import "./session.css";
import "./session-plate.css";

/** A session that holds nothing: its name, its kind, its floor or the lack of one. */
export function SessionPlate({ session, ref }: { session: Session; ref?: Ref<HTMLElement> }) {
	return (
		<m.section
			ref={ref}
			className="session session-plate"
			data-clean={session.cleanSession}
			data-wire-session={session.session}
			aria-label={`Session of ${session.session}`}
			initial={{ opacity: 0 }}
			animate={{ opacity: 1 }}
			exit={{ opacity: 0, transition: { duration: DURATION.swap } }}
			transition={{ duration: DURATION.move, ease: EASE.both }}
		>
			<header className="session-head">
				<h3>
					<LongText text={session.session} />
				</h3>
				<p>
					<Marked>{kindText(session)}</Marked>
				</p>
				<Stay session={session} />
			</header>
		</m.section>
	);
}
