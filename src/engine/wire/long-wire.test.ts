import mqttPacket, { type Packet } from "mqtt-packet";
import { expect, it } from "vitest";
import { connect, publish } from "#engine/testkit/raw.ts";
import { eachInStillRoom } from "#engine/testkit/still-room.ts";

const still = eachInStillRoom();
const { settled } = still;

const LINES = 1_000;
/** What libmosquitto sends without an acknowledgement, and its keep alive in s. */
const WINDOW = 20;
const KEEP_ALIVE = 60;
/** Bytes of one read of a TCP socket. */
const READ_BYTES = 64 * 1_024;

/** A program that writes all it has, as mosquitto_pub -l does: what the room does not read waits in the network, and is read 64 KB at a time. */
function openProgram(hear: (packet: Packet) => void) {
	let unread = Buffer.alloc(0);
	let isRead = true;
	const parser = mqttPacket.parser({ protocolVersion: 4 });
	parser.on("packet", hear);
	const ends = still.room.attach(
		{ kind: "guest", transport: "tcp" },
		{
			send: (bytes) => parser.parse(Buffer.from(bytes)),
			unsent: () => 0,
			pause: () => {
				isRead = false;
			},
			resume: () => {
				isRead = true;
			},
			end() {},
			terminate() {},
		},
	);
	return {
		write(packet: Packet) {
			unread = Buffer.concat([unread, mqttPacket.generate(packet)]);
		},
		/** The network brings what the room reads now. */
		bring() {
			if (!isRead || unread.length === 0) return;
			const bytes = unread.subarray(0, READ_BYTES);
			unread = unread.subarray(READ_BYTES);
			ends.received(bytes);
		},
	};
}

it.each([0, 1, 2] as const)(
	"1,000 lines of one program at QoS %i over a wire of 6 s all arrive, and nothing is said against it",
	async (qos) => {
		still.room.command({ type: "wire.delay", delayMs: 6_000 });
		let next = 1;
		let open = 0;
		const more = () => {
			for (; next <= LINES && (qos === 0 || open < WINDOW); next += 1) {
				open += qos === 0 ? 0 : 1;
				program.write(publish("a", `LINE300 ${next} ${"x".repeat(290)}`, qos, qos === 0 ? {} : { messageId: next }));
			}
		};
		const program = openProgram((packet) => {
			if (packet.cmd === "pubrec") program.write({ cmd: "pubrel", messageId: packet.messageId as number });
			if (packet.cmd === "puback" || packet.cmd === "pubcomp") open -= 1;
			if (packet.cmd !== "pubrec") more();
		});
		program.write(connect("lines", true, { keepalive: KEEP_ALIVE } as never));
		const accepted = () => still.room.events.filter(({ type }) => type === "publication.accepted").length;
		for (let second = 0; second < 2_000 && accepted() < LINES; second += 1) {
			if (second % KEEP_ALIVE === KEEP_ALIVE - 1) program.write({ cmd: "pingreq" });
			program.bring();
			await settled();
			still.time.pass(1_000);
			await settled();
		}
		expect(accepted()).toBe(LINES);
		expect(still.room.events.filter(({ type }) => type === "packet.malformed" || type === "connection.closed")).toEqual([]);
	},
	60_000,
);
