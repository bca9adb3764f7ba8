import { m } from "framer-motion";
import type { Ref } from "react";
import { DURATION, EASE } from "#kit/motion.tsx";
import type { Session } from "#model/world.ts";
import { Stay } from "./countdown.tsx";
import { SessionHead } from "./session-head.tsx";
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
			<SessionHead of={session}>
				<Stay session={session} />
			</SessionHead>
		</m.section>
	);
}
