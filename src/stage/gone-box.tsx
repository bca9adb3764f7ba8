import { m } from "framer-motion";
import type { Ref } from "react";
import { DURATION, EASE } from "#kit/motion.tsx";
import type { GoneSession } from "#model/world.ts";
import { SessionHead } from "./session-head.tsx";
import { goneText } from "./session-text.ts";
import "./session.css";
import "./gone-box.css";

/** The outline of a session that has ended. What it held falls through to the bottom of the case. */
export function GoneBox({ gone, ref }: { gone: GoneSession; ref?: Ref<HTMLElement> }) {
	return (
		<m.section
			ref={ref}
			className="session gone-box"
			data-wire-session={gone.session}
			aria-label={`Ended session of ${gone.session}`}
			initial={{ opacity: 0.4 }}
			animate={{ opacity: 1 }}
			exit={{ opacity: 0, height: 0, transition: { duration: DURATION.move, ease: EASE.both } }}
			transition={{ duration: DURATION.swap }}
		>
			<SessionHead of={gone}>
				<p>{goneText(gone)}</p>
			</SessionHead>
		</m.section>
	);
}
