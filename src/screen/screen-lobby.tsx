import type { ClassTold, SeatTold } from "#contract/class.ts";
import { Qr } from "#kit/qr.tsx";
import { lobbySeats } from "./lobby-seats.ts";
import { BrandMark, bareAddress } from "./screen-bar.tsx";
import "./screen-lobby.css";

type ScreenLobbyProps = {
	readonly told: ClassTold;
	readonly seats: ReadonlyMap<number, SeatTold>;
	readonly code: string;
	/** What the QR code opens. */
	readonly link: string;
};

/** How to come in, and who has. */
export function ScreenLobby({ told, seats, code, link }: ScreenLobbyProps) {
	const lobby = lobbySeats(seats, told.places);
	return (
		<>
			<main className="screen-lobby tiled">
				<Qr className="screen-lobby-qr" text={link} label={`QR code: join room ${code}`} />
				<div className="screen-lobby-how">
					<h1>
						Your phone becomes
						<br />
						one MQTT client
					</h1>
					<ol>
						<li>
							<i>1</i>
							<span>Join the Wi-Fi of this class</span>
						</li>
						<li>
							<i>2</i>
							<span>
								Scan, or open <span className="screen-lobby-address">{bareAddress(told.address)}</span>
							</span>
						</li>
						<li>
							<i>3</i>
							<span>If you are asked for a code, type</span>
						</li>
					</ol>
					<p className="screen-lobby-code" data-long={code.length > 5}>
						{code}
					</p>
				</div>
			</main>
			<section className="screen-lobby-seats" data-rows={Math.ceil(lobby.seats.length / lobby.perRow)}>
				<p>
					<b role="status">
						{told.here} of {told.taken} here
					</b>
					{told.frozen && <span className="screen-bar-hands">Hands off</span>}
					{told.joining ? "A seat fills when its phone answers." : "No new phones are let in now."}
					<span className="screen-lobby-brand">
						<BrandMark w={56} />
						Slow Wire
					</span>
				</p>
				<ol style={{ gridTemplateColumns: `repeat(${lobby.perRow}, 1fr)` }}>
					{lobby.seats.map(({ seat, here }) => (
						<li key={seat} data-here={here}>
							{seat}
						</li>
					))}
				</ol>
			</section>
		</>
	);
}
