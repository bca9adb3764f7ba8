import { Readable } from "node:stream";

/** The persistence given to Aedes remembers nothing: the session store decides (session-store.ts), and no message gets as far as Aedes. */
export function forgetfulPersistence() {
	const nothing = async () => {};
	const none = async () => [];
	const emptyStream = () => Readable.from([]);
	return {
		// Aedes insists on an async function here.
		async setup() {},
		storeRetained: nothing,
		createRetainedStream: emptyStream,
		createRetainedStreamCombi: emptyStream,
		addSubscriptions: nothing,
		removeSubscriptions: nothing,
		subscriptionsByClient: none,
		subscriptionsByTopic: none,
		cleanSubscriptions: nothing,
		countOffline: async () => ({ subsCount: 0, clientsCount: 0 }),
		outgoingEnqueue: nothing,
		outgoingEnqueueCombi: nothing,
		outgoingUpdate: nothing,
		outgoingClearMessageId: nothing,
		outgoingStream: emptyStream,
		incomingStorePacket: nothing,
		incomingGetPacket: nothing,
		incomingDelPacket: nothing,
		cleanIncoming: nothing,
		putWill: nothing,
		delWill: nothing,
		getWill: nothing,
		streamWill: emptyStream,
		getClientList: emptyStream,
		destroy: nothing,
	};
}

/** Aedes routes through this emitter, which routes nothing. So no subscriber can hold up a publisher, and no delivery leaves Aedes. */
export function muteEmitter() {
	return {
		current: 0,
		concurrency: 0,
		on(_topic: string, _listener: unknown, done?: () => void) {
			done?.();
			return this;
		},
		removeListener(_topic: string, _listener: unknown, done?: () => void) {
			done?.();
			return this;
		},
		emit(_packet: unknown, done?: (fault: null) => void) {
			done?.(null);
			return this;
		},
		close(done?: () => void) {
			done?.();
		},
	};
}
