import { NARROW, PHONE, useMedia } from "#kit/media.ts";
import { Ledger, LedgerEquation } from "#ledger/ledger.tsx";
import { Log } from "#log/log.tsx";
import "./strip.css";

export type StripTab = "log" | "ledger";
const TABS = [
	["log", "Log"],
	["ledger", "Ledger"],
] as const;

/** Log and ledger: side by side on a desk, as tabs on a narrow screen, on a phone folded down to the ledger's equation. */
export function Strip({ tab, setTab }: { tab: StripTab | null; setTab: (tab: StripTab | null) => void }) {
	const narrow = useMedia(NARROW);
	const phone = useMedia(PHONE);
	if (!narrow)
		return (
			<div className="strip">
				<LogPlace />
				<LedgerPlace />
			</div>
		);
	const shown = tab ?? (phone ? null : "ledger");
	return (
		<div className="strip-tabbed">
			<div className="strip-tabs">
				{TABS.map(([name, word]) => (
					<button
						key={name}
						type="button"
						aria-expanded={shown === name}
						aria-controls={shown === name ? name : undefined}
						onClick={() => setTab(phone && shown === name ? null : name)}
					>
						{word}
					</button>
				))}
			</div>
			{shown === "log" && <LogPlace />}
			{shown === "ledger" && <LedgerPlace />}
			{shown === null && (
				<div className="strip-sum">
					<LedgerEquation />
				</div>
			)}
		</div>
	);
}

function LogPlace() {
	return (
		<div className="strip-log" id="log" tabIndex={-1}>
			<Log />
		</div>
	);
}

function LedgerPlace() {
	return (
		<div className="strip-ledger" id="ledger" tabIndex={-1}>
			<Ledger />
		</div>
	);
}
