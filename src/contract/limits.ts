/** Every bound of the product: its number, its unit, and what happens at it. */
export const LIMITS = {
	/** Rooms open at once on one host. Past it, a visit to a new room is refused with 503. */
	rooms: 200,
	/** Hidden rooms open at once on one host, beside the others. Past it, a page that runs something again is told so. */
	hiddenRooms: 400,
	/** Seconds that a hidden room outlives its page: a line that was down for a moment finds it again. */
	hiddenRoomSeconds: 20,
	/** Hidden rooms that one page runs scripts in beside each other. */
	trialRooms: 4,
	/** Ms that a script may run in a hidden room. Past it, it is given up with a sentence, and its room is left. */
	trialMs: 30_000,
	/** Ms after which a page leaves a hidden room that has nothing to run. */
	trialIdleMs: 10_000,
	/** Connections per room. Past it, a new connection is closed at once and the room says so. */
	connectionsPerRoom: 200,
	/** Watchers (room sockets) per room. Past it, a new one is refused. */
	watchersPerRoom: 200,
	/** Minutes without client or watcher after which a room closes. */
	roomIdleMinutes: 30,
	/** Minutes before closing in which a room that still holds a persistent session says so. */
	roomLastMinutes: 5,
	/** Bytes of one MQTT packet. A longer one ends its connection. */
	packetBytes: 256 * 1024,
	/** Bytes of one WebSocket frame with MQTT in it: a frame may hold several packets [MQTT-6.0.0-2]. A longer one ends its connection. */
	mqttFrameBytes: 2 * 1024 * 1024,
	/** Packets on one up lane. Past it, the client's socket is not read until there is room. */
	upLanePackets: 256,
	/** Bytes on one up lane, as above. */
	upLaneBytes: 1024 * 1024,
	/** Packets on one down lane. Past it, the connection is cut: the broker is never held up. */
	downLanePackets: 2_000,
	/** Bytes on one down lane, as above. */
	downLaneBytes: 4 * 1024 * 1024,
	/** Bytes a client has not read past which its connection is cut. */
	unreadBytes: 8 * 1024 * 1024,
	/** Bytes a client has not read. Past it, QoS 0 to that client is dropped, and said so. */
	slowReaderBytes: 1024 * 1024,
	/** Room-clock ms within which a connection has to send its CONNECT [MQTT-3.1.0-1]. */
	connectMs: 10_000,
	/** Room-clock ms after which bytes that never become a packet end the connection. */
	halfPacketMs: 2_000,
	/** Room-clock ms that one packet may take across a wire. */
	delayMs: 60_000,
	/** Messages waiting per session, whatever max_queued_messages says. Past it, the queue is full. As many are in flight at most, and wait past that. */
	queuedMessages: 5_000,
	/** Payload bytes waiting per session, and as many in flight. Past it, the queue is full, the window closed. */
	queuedBytes: 8 * 1024 * 1024,
	/** As Aedes ships it bounds nothing: bytes that it may have kept since it started, as far as the wires show. Past it, connections that publish more are cut. */
	stockBytes: 64 * 1024 * 1024,
	/** Seconds that persistent_client_expiration can be set to: HiveMQ's, the longest of all presets. */
	expirationSeconds: 4_294_967_295,
	/** Sessions per room, online and offline. Past it, the oldest offline one is discarded. */
	sessions: 200,
	/** Subscriptions per session. Past it, a SUBSCRIBE gets 0x80. */
	subscriptionsPerSession: 100,
	/** Retained copies that one SUBSCRIBE brings. Past it, the rest is not sent, and the room says so. */
	retainedPerSubscribe: 2_000,
	/** Retained messages per room. Past it, a new topic is not retained, and the room says so. */
	retained: 1_000,
	/** Incoming QoS 2 ids per session that await PUBREL. Past it, the connection ends. */
	incomingIds: 1_000,
	/** Events a journal keeps at least beside its base; past a sixteenth more, that sixteenth, the oldest, is folded into the base. */
	journalEvents: 4_000,
	/** Messages the world remembers one by one. Older settled ones are kept as sums only. */
	messages: 300,
	/** Messages remembered when more than that are unsettled: a hard stop. */
	messagesHard: 2_000,
	/** Clients the world remembers. The longest gone one without a session goes first. */
	clients: 200,
	/** Ended sessions remembered to answer "why did it not get this?". */
	goneSessions: 100,
	/** Received messages listed per client. */
	receivedPerClient: 50,
	/** Packets lost on a wire that are still drawn beside it. */
	lostPackets: 32,
	/** Refused messages that lie under a session's floor, per session. */
	fallen: 20,
	/** Characters of a payload that events carry. */
	payloadPreview: 64,
	/** Levels of a topic or filter, as in Aedes. More of them end the connection. */
	topicLevels: 100,
	/** Characters of a topic or filter: events carry them in full. More of them end the connection. */
	topicCharacters: 1_024,
	/** Characters of a client id. A longer one is refused with return code 2 [MQTT-3.1.3-9]. */
	clientIdCharacters: 256,
	/** Unacknowledged QoS 1 and 2 messages of one client that are known by name; past it, a repetition of the oldest counts as new. */
	outstandingNames: 2_000,
	/** Clients whose unacknowledged messages are known by name. */
	outstandingClients: 1_000,
	/** Bytes of one frame on the room socket, page to host. A longer one closes the socket. */
	frameBytes: 16 * 1024,
	/** Commands per second from one watcher. Past it, they are refused. */
	commandsPerSecond: 50,
	/** Ms between two batches to watchers; the first event after a quiet spell goes at once. */
	batchMs: 33,
	/** Unsent bytes on a room socket past which it is skipped and resumes by seq. */
	watcherUnsentBytes: 256 * 1024,
	/** Characters of a room name. */
	roomName: 32,
	/** Events a page keeps, and so the lines of its log. Past it, the oldest go. */
	logLines: 2_000,
	/** Publishes in one burst. */
	burst: 200,
	/** Steps of a script or lesson, and steps that a page remembers having made. Past it, the oldest are forgotten, and the page says so. */
	recordedSteps: 200,
	/** Characters of a script in a link, packed, and of a lesson file. Longer ones are refused with a sentence. */
	linkCharacters: 16_000,
	lessonCharacters: 64 * 1024,
	/** Lab clients in one page. */
	labClients: 12,
	/** Lessons of one's own that one browser keeps. One more is refused with a sentence. */
	ownLessons: 20,
	/** Lessons of which one browser remembers how far somebody is. One more is not remembered, an import past it is refused, and the page says so. */
	progressEntries: 200,
	/** Moments of a lesson. More of them are refused with a sentence. */
	lessonMoments: 4,
	/** Lines of one moment. More of them are refused with a sentence. */
	momentLines: 40,
	/** Aliases that a lesson file may resolve: a few lines of them can become a text without end. Past it, the file is refused with a sentence. */
	lessonAliases: 50,
	/** Texts that a browser cannot read any more and that are set aside in it, of one kind. Past it, one more stays where it is, and nothing is kept. */
	textsSetAside: 9,
	/** Faults of a lesson file that are shown. Past it, the rest is left out: it follows from the first ones. */
	lessonFaults: 20,
} as const;
