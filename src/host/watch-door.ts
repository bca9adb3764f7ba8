import type { RealTime } from "#engine/port.ts";
import { openClassDoor } from "./class/class-door.ts";
import type { Classes } from "./class/classes.ts";
import { guard, guardTold } from "./guard.ts";
import type { Log } from "./log.ts";
import type { Visit } from "./rooms.ts";
import type { TextSocket, WebSocketTold } from "./sockets.ts";
import { countText, type Unread } from "./unread.ts";
import { openWatcher } from "./watcher.ts";
import type { Resume } from "./watchers.ts";

type WatchDoorOptions = {
	readonly classes: Classes;
	readonly unread: Unread;
	readonly mqttPort: () => number | null;
	readonly time: RealTime;
	readonly log: Log;
};

/** resume: what the page already has. from: its address; null: this machine. */
type Comer = { readonly resume: Resume; readonly from: string | null };

/** A page comes to watch a room: to its class, if somebody leads one there. */
export function openWatchDoor({ classes, unread, mqttPort, time, log }: WatchDoorOptions) {
	return (socket: TextSocket, visit: Visit, { resume, from }: Comer): WebSocketTold => {
		const counted = countText(unread, visit.room.name, socket);
		const lesson = classes.of(visit.room.name);
		const watching = { visit, resume, mqttPort: mqttPort(), time, log };
		const told = lesson === null ? openWatcher(counted.socket, watching) : openClassDoor(counted.socket, { ...watching, ...lesson, from });
		return guardTold(
			guard(log, "a room socket", () => socket.terminate()),
			{
				...told,
				closed(code: number) {
					counted.leave();
					told.closed(code);
				},
			},
		);
	};
}
