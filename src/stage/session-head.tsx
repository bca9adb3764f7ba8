import type { ReactNode } from "react";
import { LongText } from "#kit/long-text.tsx";
import type { Session } from "#model/world.ts";
import { Marked } from "#words/marked.tsx";
import { kindText } from "./session-text.ts";
import "./session.css";

/** Whose session it is, of which kind, and what becomes of it, or has become of it. */
export function SessionHead({ of, children }: { of: Pick<Session, "session" | "cleanSession">; children: ReactNode }) {
	return (
		<header className="session-head">
			<h3>
				<LongText text={of.session} />
			</h3>
			<p>
				<Marked>{kindText(of)}</Marked>
			</p>
			{children}
		</header>
	);
}
