import WebSocket from "ws";
import { type ClientUnderTest, openStage } from "./sections/stage.ts";
import type { OpenStage } from "./statement.ts";

/** The lab as it is opened in a page; handed in, since the host's code knows nothing of it. */
export type OpenLab = (options: {
	wsBase: string;
	room: string;
	page: string;
	WebSocket: never;
	storage: Storage;
	clock: { paused(): boolean; follow(): () => void };
}) => Omit<ClientUnderTest, "connected"> & {
	getState(): {
		readonly clients: Readonly<Record<string, { readonly plugged: boolean }>>;
		readonly links: Readonly<Record<string, { readonly connected: boolean }>>;
	};
	subscribe(told: () => void): () => void;
};

/** Our own client, before a broker that is played. */
export function ourClient(openLab: OpenLab, openMemory: () => Storage): OpenStage {
	return () =>
		openStage((wsBase) => {
			const clock = { paused: () => false, follow: () => () => {} };
			const lab = openLab({ wsBase, room: "probe", page: "probe", WebSocket: WebSocket as never, storage: openMemory(), clock });
			return {
				add: lab.add,
				set: lab.set,
				connect: lab.connect,
				disconnect: lab.disconnect,
				subscribeTo: lab.subscribeTo,
				unsubscribeFrom: lab.unsubscribeFrom,
				publish: lab.publish,
				close: lab.close,
				connected(clientId, is) {
					return new Promise((settle) => {
						const look = () => {
							const { clients, links } = lab.getState();
							// Gone means that its socket is, too: only then may it connect again.
							if (is ? links[clientId]?.connected !== true : clients[clientId]?.plugged === true) return;
							stop();
							settle();
						};
						let stop = () => {};
						stop = lab.subscribe(look);
						look();
					});
				},
			};
		});
}
