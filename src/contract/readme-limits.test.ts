import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { LIMITS } from "./limits.ts";

const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

const count = (number: number) => number.toLocaleString("en-US");
const kib = (bytes: number) => `${count(bytes / 1_024)} KiB`;
const mib = (bytes: number) => `${count(bytes / 2 ** 20)} MiB`;

/** The rows of the README’s table of limits, each as far as it is about these limits. */
const ROWS = [
	`| messages waiting per session | 1,000, a setting; past it the newest is dropped, and its publisher still gets the acknowledgement. At most ${count(LIMITS.queuedMessages)} and ${mib(LIMITS.queuedBytes)}, whatever is set |`,
	`| delay of a wire | up to ${LIMITS.delayMs / 1_000} s |`,
	`| one packet | ${kib(LIMITS.packetBytes)}; from a client without keep alive, it has to be complete within ${LIMITS.halfPacketMs / 60_000} minutes of its first byte |`,
	`| filters of all sessions in a room | ${kib(LIMITS.subscriptionBytes)}, and ${LIMITS.subscriptionsPerSession} filters per session;`,
	`| retained messages in a room | ${count(LIMITS.retained)}, and ${mib(LIMITS.retainedBytes)};`,
	`| clients in one page; one burst | ${LIMITS.labClients}; ${LIMITS.burst} messages |`,
	`| steps of a script; characters of a link, of a lesson file | ${LIMITS.recordedSteps}; ${count(LIMITS.linkCharacters)}; ${count(LIMITS.lessonCharacters)} |`,
	`at once in one page | ${LIMITS.hiddenRooms}, each closed ${LIMITS.hiddenRoomSeconds} s after its page has left it; ${LIMITS.trialRooms} |`,
	`| original bytes of packets that a room keeps to be shown | ${mib(LIMITS.keptBytes)}, the newest packets; ${kib(LIMITS.keptPacketBytes)} of one packet, ${kib(LIMITS.keptMalformedBytes)} of bytes that are not a packet |`,
	`| events that a page keeps, and at which it can look again; packets of its tape; lines of its log; messages remembered one by one | ${count(LIMITS.historyEvents)}; ${count(LIMITS.tapePackets)}; ${count(LIMITS.logLines)}; ${LIMITS.messages} |`,
	`| a file with a recording; as it is kept while its page is loaded again | ${mib(LIMITS.recordingBytes)}, and ${mib(LIMITS.recordingTextBytes)} once it is unpacked; ${count((LIMITS.recordingKept * 3) / 4)} bytes |`,
	`| characters of a log line; fates in the ledger; filters of a session that the stage lists | ${count(LIMITS.lineCharacters)}; ${LIMITS.ledgerFates}; ${LIMITS.listed};`,
	`connections of one guest's address | ${LIMITS.seats}; ${LIMITS.pagesPerSeat}, ${LIMITS.connectionsPerSeat} and ${LIMITS.connectionsPerSeat}.`,
	`in a class | ${kib(LIMITS.filterBytesPerShare)}; ${LIMITS.retainedPerShare}, and ${kib(LIMITS.retainedBytesPerShare)}.`,
	`of one guest's address; of all guests of a class | ${LIMITS.socketsPerSeat} and ${LIMITS.sessionsPerGuest}; ${LIMITS.guestSockets} and ${LIMITS.guestSessions}.`,
	`${LIMITS.hostPlaces} connections of a class are left to the host |`,
	`| messages of one seat, or of one guest's address | ${LIMITS.seatMessagesPerSecond} a second;`,
	`| bytes that wait for the sessions of a room; bytes on all its wires | ${mib(LIMITS.roomWaitingBytes)} each, a message counted once. Past it a queue takes no more than ${kib(LIMITS.sessionWaitingBytes)};`,
	`on a whole host | ${mib(LIMITS.hostUnreadBytes)}; past it,`,
	`| memory: the heap, and ${mib(LIMITS.hostBufferBytes)} of buffers beside it,`,
];

it.each(ROWS)("the README tells the limit as it is: %s", (row) => {
	expect(README).toContain(row);
});
