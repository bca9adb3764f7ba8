const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** Like Node's: runs after what is under way, before any timer. A page has no setImmediate; a message that the page sends to itself comes just as soon. */
export function setImmediate<T extends unknown[]>(call: (...given: T) => void, ...given: T): void {
	waiting.push(() => call(...given));
	port2.postMessage(null);
}
