import { Icon } from "#kit/icon.tsx";
import "./seat-clean.css";

type CleanProps = {
	clean: boolean;
	/** A connection keeps what its own CONNECT said. */
	plugged: boolean;
	onChange: (clean: boolean) => void;
};

/** clean_session of the next CONNECT. */
export function SeatClean({ clean, plugged, onChange }: CleanProps) {
	const fixed = plugged ? "Fixed while connected" : undefined;
	const refuses = fixed === undefined ? undefined : `${fixed}: disconnect first.`;
	return (
		<button
			type="button"
			role="switch"
			className="seat-clean"
			aria-checked={clean}
			aria-disabled={refuses !== undefined || undefined}
			title={refuses}
			onClick={() => refuses === undefined && onChange(!clean)}
		>
			<span>
				clean_session = {String(clean)}
				<small>{fixed ?? "For the next CONNECT"}</small>
			</span>
			{plugged ? <Icon n="lock" s={18} /> : <i />}
		</button>
	);
}
