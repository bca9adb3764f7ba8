import { Icon } from "#kit/icon.tsx";
import type { ClientSetup } from "#lab/setup.ts";
import "./seat-silence.css";

/** Why a phone's client has a short keep alive. In the lobby there is time to read it; later a press shows it. */
export function SeatSilence({ setup, open }: { setup: ClientSetup; open: boolean }) {
	if (open)
		return (
			<section className="seat-silence">
				<h2>What you have here</h2>
				<Why setup={setup} />
			</section>
		);
	return (
		<details className="seat-silence">
			<summary>
				<Icon n="clock" s={17} />
				Keep alive {setup.keepAlive} s
				<Icon n="down" s={17} className="seat-silence-more" />
			</summary>
			<Why setup={setup} />
		</details>
	);
}

function Why({ setup: { clientId, keepAlive, will } }: { setup: ClientSetup }) {
	return (
		<p>
			One real MQTT client, <span className="wire">{clientId}</span>. Keep alive {keepAlive} s: when this phone locks, the broker hears
			nothing and after {keepAlive * 1.5} s publishes the will{will === null ? "." : ": "}
			{will !== null && (
				<>
					<span className="wire">“{will.payload}”</span> to <span className="wire">{will.topic}</span>.
				</>
			)}
		</p>
	);
}
