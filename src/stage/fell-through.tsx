import { shortWords } from "#kit/legible.ts";
import type { GoneSession } from "#model/world.ts";
import { FallenList } from "./fallen-list.tsx";
import { countFallen } from "./session-text.ts";
import "./fell-through.css";

const SESSIONS = 3;

/** At the bottom of the case: messages for clients whose session is gone, each with its reason. */
export function FellThrough({ gone }: { gone: readonly GoneSession[] }) {
	if (gone.length === 0) return null;
	const more = gone.length - SESSIONS;
	const many = gone.length > 1;
	return (
		<div className="fell-through" data-many={many}>
			{gone.slice(0, SESSIONS).map((one) => (
				<section key={one.session} aria-label={`Dropped for ${one.session}`}>
					<p className="legend">
						For <b>{shortWords(one.session)}</b>, which has no session
						{many && countFallen(one) > 1 && `: ${countFallen(one)} given up, the last is`}
					</p>
					<FallenList of={one} most={many ? 1 : 2} />
				</section>
			))}
			{more > 0 && <p className="legend">and for {more === 1 ? "1 more client" : `${more} more clients`}</p>}
		</div>
	);
}
