/** Two by five on A4. */
const PER_SHEET = 10;

type SeatCard = { readonly seat: number; readonly card: string };

/** The seats' cards, by sheet. */
export function cardSheets(cards: readonly string[]): readonly (readonly SeatCard[])[] {
	const all = cards.map((card, at) => ({ seat: at + 1, card }));
	return Array.from({ length: Math.ceil(all.length / PER_SHEET) }, (_, sheet) => all.slice(sheet * PER_SHEET, (sheet + 1) * PER_SHEET));
}

/** What the code on a card says. The card stands in the fragment, which no server is sent and no log holds. */
export function cardText(address: string, room: string, card: string): string {
	return `${address}/r/${room.toUpperCase()}#card=${card}`;
}
