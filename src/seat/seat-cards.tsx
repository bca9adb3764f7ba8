import { seatClient } from "#contract/seat-client.ts";
import { Button } from "#kit/button.tsx";
import { Qr } from "#kit/qr.tsx";
import { cardSheets, cardText } from "./card-sheets.ts";
import "./seat-cards.css";

type CardsProps = {
	/** Where phones find this host: http://address:port */
	address: string;
	room: string;
	/** What the card of each seat shows, in order. */
	cards: readonly string[];
};

/** The seats on paper, ten to a sheet: whoever scans a card has its seat. */
export function SeatCards({ address, room, cards }: CardsProps) {
	const code = room.toUpperCase();
	const sheets = cardSheets(cards);
	return (
		<main className="seat-cards">
			<title>{`Seat cards · ${code} · Slow Wire`}</title>
			<div className="seat-cards-bar">
				<h1>Seat cards</h1>
				<p>{cards.length} seats, ten to a sheet. Each card is a key to its seat: give it only to the person who sits there.</p>
				<Button look="primary" onClick={() => window.print()}>
					Print
				</Button>
			</div>
			{sheets.map((seats, sheet) => (
				<section key={seats[0]?.seat} className="seat-cards-sheet">
					<header>
						<b>Slow Wire</b>
						<span>Seat cards for room {code}. Cut along the dashes.</span>
						<span>
							Sheet {sheet + 1} of {sheets.length}
						</span>
					</header>
					<ol>
						{seats.map(({ seat, card }) => (
							<li key={seat}>
								<div className="seat-cards-words">
									<p className="seat-cards-legend">Seat</p>
									<p className="seat-cards-number">{seat}</p>
									<p className="seat-cards-code">{code}</p>
									<p className="seat-cards-address">{address.replace(/^https?:\/\//, "")}</p>
								</div>
								<div>
									<Qr text={cardText(address, room, card)} label={`QR code of seat ${seat}`} />
									<p className="seat-cards-how">
										Scan it to join as
										<br />
										{seatClient(seat, "sub")}
									</p>
								</div>
							</li>
						))}
					</ol>
				</section>
			))}
		</main>
	);
}
