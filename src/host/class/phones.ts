import type { RealTime } from "#engine/port.ts";
import type { Log } from "#host/log.ts";
import type { RoomView } from "#host/room-view.ts";
import type { Turns } from "#host/taking-turns.ts";
import { openWatchers, type Watchers } from "#host/watchers.ts";
import { hiddenView } from "./hidden-view.ts";
import type { Hiding } from "./hiding.ts";
import type { SeatStreams } from "./seat-streams.ts";

/** What the pages of a seat are told, and by what. */
type Phone = { readonly view: RoomView; readonly watchers: Watchers };

/** The phones of a class, by seat. */
export type Phones = {
	of(seat: number): Phone;
	/** Another phone has this seat from now on. */
	beginAnew(seat: number): void;
	/** See Watchers. */
	renew(): void;
	close(): void;
};

type PhonesOptions = {
	readonly streams: SeatStreams;
	readonly hiding: Hiding;
	readonly turns: Turns;
	readonly time: RealTime;
	readonly log: Log;
};

export function openPhones({ streams, hiding, turns, time, log }: PhonesOptions): Phones {
	const phones = new Map<number, Phone>();
	return {
		of(seat) {
			const known = phones.get(seat);
			if (known !== undefined) return known;
			const view = hiddenView(streams.view(seat), hiding, seat);
			const phone = { view, watchers: openWatchers({ room: view, turns, time, log }) };
			phones.set(seat, phone);
			return phone;
		},
		beginAnew(seat) {
			phones.get(seat)?.watchers.close();
			phones.delete(seat);
		},
		renew() {
			for (const { watchers } of phones.values()) watchers.renew();
		},
		close() {
			for (const { watchers } of phones.values()) watchers.close();
		},
	};
}
